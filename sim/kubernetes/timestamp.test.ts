import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { microseconds, minutes, seconds, simTime, toWholeSecond } from "../units.ts";
import { formatGoDuration, formatTimestamp, parseGoDuration, parseTimestamp } from "./timestamp.ts";

// What the files hold: fixtures/go/README.md

type Cell = number | string | null;

const recorded = (file: string): readonly (readonly Cell[])[] =>
  readFileSync(new URL(`../../fixtures/go/${file}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Whole microseconds hold nothing longer than 285 years, nor fractions of one. */
const fits = ([, exact]: readonly Cell[]): boolean => exact === null || Number.isSafeInteger(exact);

test("reads each recorded timestamp as Go does, and prints its whole seconds", () => {
  const rows = recorded("timestamp").filter(fits);
  expect(rows.length).toBeGreaterThan(110);
  const ours = rows.map(([text]) => {
    const time = parseTimestamp(String(text));
    return [text, time ?? null, time === undefined ? null : formatTimestamp(time)];
  });
  expect(ours).toEqual(rows);
});

test("prints each recorded duration as Go does", () => {
  const rows = recorded("duration-string");
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.map(([span]) => [span, formatGoDuration(microseconds(Number(span)))])).toEqual(rows);
});

test("reads each recorded duration as Go does", () => {
  const rows = recorded("parse-duration").filter(fits);
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.map(([text]) => [text, parseGoDuration(String(text)) ?? null])).toEqual(rows);
});

const time = fc.integer({ min: -62_135_596_800, max: 9_000_000_000 }).map((second) => simTime(seconds(second)));

test("a printed timestamp reads as the same whole second", () => {
  fc.assert(
    fc.property(time, fc.integer({ min: 0, max: 999_999 }), (whole, fraction) => {
      const instant = simTime(whole + fraction);
      expect(parseTimestamp(formatTimestamp(instant))).toBe(toWholeSecond(instant));
    }),
  );
});

test("a fraction of a second reads exactly, digit by digit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (fraction) => {
      const digits = String(fraction).padStart(6, "0");
      expect(parseTimestamp(`2000-01-01T00:00:00.${digits}Z`)).toBe(946_684_800_000_000 + fraction);
    }),
    { numRuns: 1000 },
  );
});

test("a printed duration reads as the same duration", () => {
  const span = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2_000_000, max: 2_000_000 })).map(microseconds);
  fc.assert(
    fc.property(span, (duration) => {
      expect(parseGoDuration(formatGoDuration(duration))).toBe(duration);
    }),
    { numRuns: 1000 },
  );
});

test("less than a microsecond is rounded to the nearest", () => {
  expect([parseGoDuration("1499ns"), parseGoDuration("1501ns"), parseGoDuration("-1m1ns")]).toEqual([
    microseconds(1),
    microseconds(2),
    minutes(-1),
  ]);
});
