import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRate } from "./rate.ts";

test.for([
  ["200/s", 200],
  ["12000/m", 200],
  ["3600/h", 1],
  ["0.5/s", 0.5],
  ["0/s", 0],
] as const)("%s is %d requests per second", ([text, value]) => {
  expect(parseRate(text)).toEqual({ ok: true, value });
});

test("every decimal number of requests per second is read as what it was", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1e9 - 1 }), fc.nat({ max: 999 }), (whole, thousandths) => {
      const rate = whole + thousandths / 1000;
      expect(parseRate(`${rate}/s`)).toEqual({ ok: true, value: rate });
    }),
  );
});

test("a rate per minute is sixty of it per hour", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (count) => {
      expect(parseRate(`${count * 60}/h`)).toEqual(parseRate(`${count}/m`));
    }),
  );
});

const forms = "per minute 12000/m, per hour 3600/h.";

test.for([
  ["200", { message: '"200" has no unit', hint: `Requests per second are written 200/s; ${forms}` }],
  [
    "200rps",
    { message: '"200rps" is not a rate of requests', hint: `Requests per second are written 200/s; ${forms}` },
  ],
  ["-1/s", { message: '"-1/s" is not a rate of requests', hint: `Requests per second are written 200/s; ${forms}` }],
  [
    "200/sec",
    { message: '"200/sec" is not a rate of requests', hint: `Requests per second are written 200/s; ${forms}` },
  ],
  ["2000000000/s", { message: '"2000000000/s" is more than 1000000000 requests per second' }],
] as const)("%s is refused", ([text, error]) => {
  expect(parseRate(text)).toEqual({ ok: false, ...error });
});
