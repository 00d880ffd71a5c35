import { expect, test } from "vitest";
import { type MetricReading, sameReadings } from "./status.ts";

const reading: MetricReading = { value: undefined, averageValue: 500, averageUtilization: 50 };

test("readings are the same when they report the same", () => {
  const same = (a: readonly (MetricReading | undefined)[], b: readonly (MetricReading | undefined)[]): boolean =>
    sameReadings(a, b) && sameReadings(b, a);
  expect([
    same([], []),
    same([reading], [{ ...reading }]),
    same([reading, undefined], [{ ...reading }, undefined]),
    same([{ ...reading, averageValue: 2n ** 60n }], [{ ...reading, averageValue: 2n ** 60n }]),
  ]).toEqual([true, true, true, true]);
});

test.for([
  ["one more", [reading, reading]],
  ["none", []],
  ["one that failed", [undefined]],
  ["another value", [{ ...reading, value: 1 }]],
  ["another average", [{ ...reading, averageValue: 501 }]],
  ["another utilization", [{ ...reading, averageUtilization: 51 }]],
] as const)("%s is a difference", ([, other]) => {
  expect([sameReadings([reading], other), sameReadings(other, [reading])]).toEqual([false, false]);
});
