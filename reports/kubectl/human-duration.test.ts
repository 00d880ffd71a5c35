import { expect, test } from "vitest";
import { milliseconds, seconds } from "../../sim/units.ts";
import { humanDuration, shortHumanDuration } from "./human-duration.ts";

const hour = 3600;
const day = 24 * hour;

// Source: apimachinery v0.36.3 pkg/util/duration/duration_test.go and the edges of its branches.
test.each([
  [-2, "<invalid>", "<invalid>"],
  [-1, "0s", "0s"],
  [0, "0s", "0s"],
  [59, "59s", "59s"],
  [60, "60s", "1m"],
  [119, "119s", "1m"],
  [120, "2m", "2m"],
  [134, "2m14s", "2m"],
  [599, "9m59s", "9m"],
  [600, "10m", "10m"],
  [3 * hour - 1, "179m", "2h"],
  [3 * hour, "3h", "3h"],
  [3 * hour + 60, "3h1m", "3h"],
  [8 * hour - 1, "7h59m", "7h"],
  [8 * hour + 600, "8h", "8h"],
  [2 * day - 1, "47h", "1d"],
  [2 * day, "2d", "2d"],
  [2 * day + hour, "2d1h", "2d"],
  [8 * day, "8d", "8d"],
  [730 * day - 1, "729d", "1y"],
  [730 * day, "2y", "2y"],
  [731 * day, "2y1d", "2y"],
  [8 * 365 * day, "8y", "8y"],
])("%d seconds are %s, and %s in short", (span, human, short) => {
  expect([humanDuration(seconds(span)), shortHumanDuration(seconds(span))]).toEqual([human, short]);
});

test("what is less than a second is dropped", () => {
  expect(humanDuration(milliseconds(119_999))).toBe("119s");
});
