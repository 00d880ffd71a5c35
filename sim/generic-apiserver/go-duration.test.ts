import fc from "fast-check";
import { expect, test } from "vitest";
import { formatGoDuration, parseGoDuration } from "../kubernetes/timestamp.ts";
import { microseconds } from "../units.ts";
import { formatSpan, longestSpan, spanDuration, spanSeconds } from "./go-duration.ts";

/** Seen by running time.Duration's String and Seconds of go1.26.8. */
const cases: readonly (readonly [nanoseconds: number, text: string, seconds: number])[] = [
  [0, "0s", 0],
  [1, "1ns", 1e-9],
  [999, "999ns", 9.99e-7],
  [1500, "1.5µs", 1.5e-6],
  [2_000_000, "2ms", 0.002],
  [250_000_128, "250.000128ms", 0.250000128],
  [1_000_000_000, "1s", 1],
  [15_053_000_000, "15.053s", 15.053],
  [12_349_999_936, "12.349999936s", 12.349999936],
  [60_000_000_000, "1m0s", 60],
  [90_500_000_000, "1m30.5s", 90.5],
  [3_600_000_000_001, "1h0m0.000000001s", 3600.000000001],
  [longestSpan, "2562047h47m16.854775807s", 9223372036.854776],
];

test.for(cases)("%d nanoseconds are %s, %d seconds", ([nanoseconds, text, seconds]) => {
  expect([formatSpan(nanoseconds), spanSeconds(nanoseconds)]).toEqual([text, seconds]);
});

const spans = fc.integer({ min: 0, max: 2 ** 53 });

test("a span in microseconds is what its text reads as", () => {
  fc.assert(
    fc.property(spans, (span) => {
      expect(spanDuration(span)).toBe(parseGoDuration(formatSpan(span)));
    }),
  );
});

test("whole microseconds print as the wind tunnel's own durations do", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9e12 }), (count) => {
      expect(formatSpan(count * 1000)).toBe(formatGoDuration(microseconds(count)));
    }),
  );
});
