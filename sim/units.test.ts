import { expect, test } from "vitest";
import {
  between,
  epochSeconds,
  milliseconds,
  minus,
  minutes,
  plus,
  seconds,
  simTime,
  toSeconds,
  toWholeMillisecond,
  toWholeSecond,
} from "./units.ts";

test("a span is whole microseconds, rounded to the nearest", () => {
  expect([seconds(1.5), milliseconds(0.0004), milliseconds(2.5), minutes(0.5), seconds(0.1 + 0.2)]).toEqual([
    1_500_000, 0, 2500, 30_000_000, 300_000,
  ]);
});

test("moving an instant forth and back leaves it where it was", () => {
  const time = simTime(1_700_000_000_123_456);
  expect(minus(plus(time, minutes(5)), minutes(5))).toBe(time);
  expect(between(time, plus(time, seconds(15)))).toBe(seconds(15));
  expect(between(plus(time, seconds(15)), time)).toBe(seconds(-15));
});

test("seconds keep their fraction", () => {
  expect([toSeconds(milliseconds(15_053)), epochSeconds(simTime(1_500_000))]).toEqual([15.053, 1.5]);
});

test("the API server's whole seconds and the exposition format's whole milliseconds drop the rest, before 1970 too", () => {
  expect([toWholeSecond(simTime(1_999_999)), toWholeSecond(simTime(-1))]).toEqual([1_000_000, -1_000_000]);
  expect([toWholeMillisecond(simTime(1_999)), toWholeMillisecond(simTime(-1))]).toEqual([1_000, -1_000]);
});
