import fc from "fast-check";
import { expect, test } from "vitest";
import { meanQueue, meanWait, waitProbability } from "./queueing.ts";

/** Servers, utilisation, Erlang C. Source: the defining sum in exact rational arithmetic. */
const erlangC: readonly (readonly [number, number, number])[] = [
  [1, 0.5, 0.5],
  [2, 0.5, 1 / 3],
  [4, 0.8, 0.5964324717874044],
  [10, 0.8, 0.40918015079644354],
  [32, 0.95, 0.6957101141665404],
  [100, 0.9, 0.2169404809063664],
  // The sum from the last server down, at 100 bits.
  [1_000_000, 0.999, 0.223303390291345],
];

test.each(erlangC)("Erlang C for %d servers at %d", (servers, utilisation, probability) => {
  expect(waitProbability(servers, utilisation)).toBeCloseTo(probability, 12);
});

test("everybody waits at capacity, nobody without load or with endless servers", () => {
  const busy = [waitProbability(3, 1), waitProbability(3, 1.5), waitProbability(3, 0)];
  expect([...busy, waitProbability(Number.POSITIVE_INFINITY, 0.9)]).toEqual([1, 1, 0, 0]);
});

test("the mean wait of M/M/1 and M/D/1 is Pollaczek and Khinchine's", () => {
  for (const utilisation of [0.1, 0.5, 0.9, 0.99]) {
    const wait = (0.2 * utilisation) / (1 - utilisation);
    expect(meanWait({ servers: 1, utilisation, variation: "exponential" }, 0.2)).toBeCloseTo(wait, 12);
    expect(meanWait({ servers: 1, utilisation, variation: "none" }, 0.2)).toBeCloseTo(wait / 2, 12);
  }
});

test("a fraction of a server has the mean queue of the process that works at the rate of min(k, c) servers", () => {
  for (const [servers, utilisation] of [
    [0.96, 0.7],
    [1.98, 0.5],
    [2.5, 0.9],
    [7.25, 0.95],
  ] as const) {
    const load = servers * utilisation;
    let [term, total, waiting] = [1, 0, 0];
    for (let requests = 0; requests < 20_000; requests++) {
      total += term;
      waiting += term * Math.max(0, requests - servers);
      term *= load / Math.min(requests + 1, servers);
    }
    expect(meanQueue({ servers, utilisation, variation: "exponential" })).toBeCloseTo(waiting / total, 9);
  }
});

/** Below this the sums of Erlang's formula are cut short. */
const negligible = 1e-15;

test("more load means a longer queue, more servers a shorter wait", () => {
  const servers = fc.double({ min: 0.5, max: 200, noNaN: true });
  const utilisation = fc.double({ min: 0.01, max: 0.98, noNaN: true });
  const variation = fc.constantFrom("exponential" as const, "none" as const);
  fc.assert(
    fc.property(servers, utilisation, variation, (count, busy, kind) => {
      const queue = meanQueue({ servers: count, utilisation: busy, variation: kind });
      const busier = meanQueue({ servers: count, utilisation: busy + 0.01, variation: kind });
      expect(busier).toBeGreaterThanOrEqual(queue - negligible);
      const exponential = { utilisation: busy, variation: "exponential" } as const;
      const wait = meanWait({ ...exponential, servers: count }, 1);
      expect(meanWait({ ...exponential, servers: count + 0.3 }, 1)).toBeLessThanOrEqual(wait + negligible);
      expect(queue).toBeLessThanOrEqual(meanQueue({ ...exponential, servers: count }) + negligible);
    }),
  );
});
