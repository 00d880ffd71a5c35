import { expect, test } from "vitest";
import { microseconds, minutes, plus, type SimTime, seconds, simTime } from "../sim/units.ts";
import { clock, durationText, rfc3339, shortClock } from "./clock.ts";

const zero = simTime(1_768_471_500_000_000);
const after = (count: number): SimTime => plus(zero, microseconds(count));

test("writes an instant as a span from zero, in whole milliseconds", () => {
  const instants = [0, 105_000_000, -285_000_000, 1_999, -1, 360_000_000_000 + 1_000];
  expect(instants.map((count) => clock(after(count), zero))).toEqual([
    "00:00:00.000",
    "00:01:45.000",
    "-00:04:45.000",
    "00:00:00.001",
    "-00:00:00.001",
    "100:00:00.001",
  ]);
  expect(shortClock(after(105_250_000), zero)).toBe("00:01:45");
});

test("writes spans without the parts that are zero", () => {
  expect([minutes(30), minutes(90), minutes(60), seconds(105), seconds(0.25), seconds(0)].map(durationText)).toEqual([
    "30m",
    "1h30m",
    "1h",
    "1m45s",
    "250ms",
    "0s",
  ]);
});

test("writes RFC 3339 with as much of a fraction as there is", () => {
  expect([0, 250_000, 1, -1].map((count) => rfc3339(after(count)))).toEqual([
    "2026-01-15T10:05:00Z",
    "2026-01-15T10:05:00.25Z",
    "2026-01-15T10:05:00.000001Z",
    "2026-01-15T10:04:59.999999Z",
  ]);
});
