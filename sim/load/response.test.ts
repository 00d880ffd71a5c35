import fc from "fast-check";
import { expect, test } from "vitest";
import { meanOf, type ResponseTime, shareSlowerThan, waitWith } from "./response.ts";

const infinity = Number.POSITIVE_INFINITY;
const plain: ResponseTime = {
  delay: 0,
  wait: [],
  waitMax: infinity,
  service: 0.1,
  variation: "exponential",
};

test("work alone is exponential, or constant", () => {
  expect(shareSlowerThan(plain, 0.2)).toBeCloseTo(Math.exp(-2), 12);
  const constant = { ...plain, variation: "none" } as const;
  expect([0.0999, 0.1001].map((seconds) => shareSlowerThan(constant, seconds))).toEqual([1, 0]);
  expect([meanOf(plain), meanOf(constant)]).toEqual([0.1, 0.1]);
});

test("the response time of M/M/1 is exponential", () => {
  // At a utilisation of 0.8 one waits with that probability, and then 0.5 s on average, as the response time in all.
  const busy: ResponseTime = { ...plain, ...waitWith({ mean: 0.4, probability: 0.8, variation: 1 }) };
  for (const seconds of [0.01, 0.5, 3]) expect(shareSlowerThan(busy, seconds)).toBeCloseTo(Math.exp(-2 * seconds), 12);
  expect(meanOf(busy)).toBeCloseTo(0.5, 12);
});

test("wait and work of the same mean make an Erlang distribution", () => {
  const same: ResponseTime = { ...plain, wait: [{ share: 1, mean: 0.1 }] };
  expect(shareSlowerThan(same, 0.3)).toBeCloseTo(4 * Math.exp(-3), 9);
});

test("nobody waits longer than the longest wait", () => {
  const patient: ResponseTime = { ...plain, variation: "none", wait: [{ share: 1, mean: 2 }], waitMax: 1 };
  expect([1.0999, 1.1].map((seconds) => shareSlowerThan(patient, seconds))).toEqual([
    expect.closeTo(Math.exp(-0.49995), 9),
    0,
  ]);
  expect(meanOf(patient)).toBeCloseTo(0.1 + 2 * (1 - Math.exp(-0.5)), 12);
});

const anyResponse: fc.Arbitrary<ResponseTime> = fc
  .record({
    mean: fc.double({ min: 0, max: 30, noNaN: true }),
    probability: fc.double({ min: 0.01, max: 1, noNaN: true }),
    spread: fc.double({ min: 0, max: 1, noNaN: true }),
    waitMax: fc.constantFrom(infinity, 5),
    service: fc.double({ min: 0.001, max: 2, noNaN: true }),
    variation: fc.constantFrom("exponential" as const, "none" as const),
  })
  .map(({ mean, probability, spread, waitMax, service, variation }) => {
    const isCertain = probability > 0.9;
    const moments = {
      mean,
      probability: isCertain ? 1 : probability,
      variation: isCertain ? spread : 0.5 + spread / 2,
    };
    return { ...waitWith(moments), waitMax, service, variation };
  });

test("the share of slower answers falls from 1 to 0", () => {
  fc.assert(
    fc.property(anyResponse, fc.double({ min: 0, max: 100, noNaN: true }), (response, seconds) => {
      const share = shareSlowerThan(response, seconds);
      expect(share).toBeGreaterThanOrEqual(-1e-9);
      expect(share).toBeLessThanOrEqual(1 + 1e-9);
      expect(shareSlowerThan(response, seconds * 1.01)).toBeLessThanOrEqual(share + 1e-9);
      expect(shareSlowerThan(response, 1e6)).toBeCloseTo(0, 9);
    }),
  );
});

test("the mean is the area under the share of slower answers", () => {
  fc.assert(
    fc.property(anyResponse, (response) => {
      const mean = meanOf(response);
      const longest = Math.max(response.service, ...response.wait.map((part) => part.mean));
      const end = response.delay + 30 * longest;
      const steps = 4000;
      let area = 0;
      for (let step = 0; step < steps; step++)
        area += (shareSlowerThan(response, ((step + 0.5) * end) / steps) * end) / steps;
      expect(Math.abs(area - mean)).toBeLessThan((3 * end) / steps);
    }),
    { numRuns: 50 },
  );
});

test("a wait with given moments has them", () => {
  for (const variation of [0.2, 0.5, 0.75, 1]) {
    const { delay, wait } = waitWith({ mean: 3, probability: 1, variation });
    const mean = delay + wait.reduce((sum, part) => sum + part.share * part.mean, 0);
    const square =
      delay * delay +
      wait.reduce((sum, part) => sum + part.share * (2 * part.mean * part.mean + 2 * delay * part.mean), 0);
    expect(mean).toBeCloseTo(3, 9);
    expect(square / 9 - 1).toBeCloseTo(variation, 3);
  }
});
