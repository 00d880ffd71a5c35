import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "./durations.ts";

test("what is printed reads back", () => {
  fc.assert(
    fc.property(fc.nat({ max: 9e12 }), (milliseconds) => {
      expect(parseDuration(formatDuration(milliseconds))).toEqual({ kind: "milliseconds", milliseconds });
    }),
  );
});

/** Source: prometheus/common v0.71.0 model/time.go */
test("years and weeks are printed only where nothing is left of them", () => {
  const printed = ["0", "365d", "366d", "14d", "15d", "51h", "90m", "61s", "1500ms"].map((text) => {
    const parsed = parseDuration(text);
    return parsed.kind === "milliseconds" ? formatDuration(parsed.milliseconds) : parsed.because;
  });
  expect(printed).toEqual(["0s", "1y", "366d", "2w", "15d", "2d3h", "1h30m", "1m1s", "1s500ms"]);
});

test.for([
  ["", "empty duration string"],
  ["5", 'not a valid duration string: "5"'],
  ["1h1h", 'not a valid duration string: "1h1h"'],
  ["5x", 'unknown unit "x" in duration "5x"'],
  ["300y", "duration out of range"],
] as const)("refuses %s", ([text, because]) => {
  expect(parseDuration(text)).toEqual({ kind: "invalid", because });
});
