import fc from "fast-check";
import { expect, test } from "vitest";
import { formatGoDuration } from "../../sim/kubernetes/timestamp.ts";
import { microseconds } from "../../sim/units.ts";
import { parseDuration } from "./duration.ts";

test.for([
  ["0s", 0],
  ["250ms", 250_000],
  ["90s", 90_000_000],
  ["5m", 300_000_000],
  ["1h30m", 5_400_000_000],
  ["1.5s", 1_500_000],
  ["500us", 500],
  ["24h", 86_400_000_000],
] as const)("%s is %i microseconds", ([text, value]) => {
  expect(parseDuration(text)).toEqual({ ok: true, value });
});

test("every span that Go prints is read as what it was", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 * 365 * 24 * 3600 }), fc.nat({ max: 999_999 }), (seconds, fraction) => {
      const span = microseconds(seconds * 1_000_000 + fraction);
      expect(parseDuration(span === 0 ? "0s" : formatGoDuration(span))).toEqual({ ok: true, value: span });
    }),
  );
});

const form = "A duration is written 250ms, 90s, 5m or 1h30m.";

test.for([
  ["30", { message: '"30" has no unit', hint: `Did you mean 30s? ${form}` }],
  ["0", { message: '"0" has no unit', hint: `Did you mean 0s? ${form}` }],
  ["1.5", { message: '"1.5" has no unit', hint: `Did you mean 1.5s? ${form}` }],
  ["1d", { message: '"1d" is not a duration', hint: `A day is 24h. ${form}` }],
  ["5 m", { message: '"5 m" is not a duration', hint: form }],
  ["100ns", { message: '"100ns" is not a duration', hint: form }],
  ["soon", { message: '"soon" is not a duration', hint: form }],
  ["-5s", { message: '"-5s" is negative', hint: form }],
  ["100000h", { message: '"100000h" is longer than ten years' }],
] as const)("%s is refused", ([text, error]) => {
  expect(parseDuration(text)).toEqual({ ok: false, ...error });
});
