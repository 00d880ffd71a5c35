import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClosedQueue, closedState } from "./closed.ts";

const queue: ClosedQueue = { clients: 5, thinkSeconds: 1, servers: 1, serviceSeconds: 0.5, variation: "exponential" };

test("follows the machine-repair model", () => {
  // p(k) of M/M/1//5 with a service over a think time of ½: 1, 5/2, 5, 15/2, 15/2, 15/4, over their sum 27.25.
  const busy = 1 - 1 / 27.25;
  const state = closedState(queue);
  expect(state.perSecond).toBeCloseTo(busy / 0.5, 12);
  expect(state.waitSeconds).toBeCloseTo(5 / (busy / 0.5) - 1.5, 12);
});

test("clients that do not think keep all servers busy", () => {
  const { perSecond, waitSeconds, waitDeviationSeconds } = closedState({
    ...queue,
    thinkSeconds: 0,
    servers: 2,
    clients: 12,
  });
  expect(perSecond).toBeCloseTo(4, 12);
  expect(waitSeconds).toBeCloseTo(12 / 4 - 0.5, 12);
  // The wait is that of ten completions.
  expect(waitDeviationSeconds).toBeCloseTo(Math.sqrt(10) / 4, 12);
});

test("no client waits where there is a server for each", () => {
  expect(closedState({ ...queue, servers: 5 })).toEqual({
    perSecond: expect.closeTo(5 / 1.5, 12),
    waitSeconds: 0,
    waitDeviationSeconds: 0,
  });
});

test("without variation the asymptotic bound is reached", () => {
  const regular = { ...queue, variation: "none" } as const;
  expect(closedState({ ...regular, clients: 2 }).perSecond).toBeCloseTo(2 / 1.5, 12);
  expect(closedState({ ...regular, clients: 9 })).toEqual({ perSecond: 2, waitSeconds: 3, waitDeviationSeconds: 0 });
});

test("nobody asks, or nobody answers: no requests", () => {
  const nothing = { perSecond: 0, waitSeconds: 0, waitDeviationSeconds: 0 };
  expect(closedState({ ...queue, clients: 0 })).toEqual(nothing);
  expect(closedState({ ...queue, servers: 0 })).toEqual(nothing);
});

test("requests that cost nothing still have a rate", () => {
  const free = { clients: 3, thinkSeconds: 0, servers: Number.POSITIVE_INFINITY, serviceSeconds: 0 };
  expect(closedState({ ...free, variation: "exponential" }).perSecond).toBeCloseTo(3e6, 3);
});

test("throughput grows with clients and servers and stays below the asymptotic bound", () => {
  const positive = (max: number): fc.Arbitrary<number> => fc.double({ min: 0.1, max, noNaN: true });
  fc.assert(
    fc.property(positive(300), positive(40), positive(5), (clients, servers, thinkSeconds) => {
      const shape = { ...queue, clients, servers, thinkSeconds };
      const { perSecond } = closedState(shape);
      const tolerance = 1 + 1e-9;
      expect(perSecond).toBeLessThanOrEqual(Math.min(clients / (thinkSeconds + 0.5), servers / 0.5) * tolerance);
      expect(closedState({ ...shape, clients: clients + 1 }).perSecond * tolerance).toBeGreaterThanOrEqual(perSecond);
      expect(closedState({ ...shape, servers: servers + 1 }).perSecond * tolerance).toBeGreaterThanOrEqual(perSecond);
    }),
  );
});

test("ten thousand clients do not overflow", () => {
  const { perSecond, waitSeconds } = closedState({ ...queue, clients: 10_000, servers: 8, thinkSeconds: 10 });
  expect(perSecond).toBeCloseTo(16, 9);
  expect(waitSeconds).toBeCloseTo(10_000 / 16 - 10.5, 6);
});
