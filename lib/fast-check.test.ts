import fc from "fast-check";
import { expect, test } from "vitest";
import {
  answerHpaCase,
  behaviors,
  differenceBetween,
  horizontalPodAutoscalers,
  hpaCases,
  metricSpecs,
} from "./fast-check.ts";
import { createAutoscaler } from "./hpa.ts";

test("an autoscaler of one's own is held against the controller, and the case where they part is small", () => {
  // One that knows the bounds and nothing else.
  const naive = (replicas: number, min: number, max: number): number => Math.min(Math.max(replicas, min), max);
  const agrees = fc.property(hpaCases({ isPlain: true }), (hpaCase) => {
    const { minReplicas = 1, maxReplicas } = hpaCase.hpa.spec;
    const [first] = answerHpaCase(hpaCase).ticks;
    const replicas = hpaCase.ticks[0]?.replicas ?? hpaCase.replicas;
    return first?.replicas === naive(replicas, minReplicas, maxReplicas);
  });
  const { failed, counterexample } = fc.check(agrees, { seed: 1, numRuns: 300 });
  expect(failed).toBe(true);
  expect(counterexample?.[0].ticks).toHaveLength(1);
  expect(JSON.stringify(counterexample?.[0].hpa).length).toBeLessThan(400);
});

test("every case can be played by its release, the same way each time", () => {
  for (const kubernetes of ["1.23", "1.29", "1.33", "1.37"]) {
    fc.assert(
      fc.property(hpaCases({ kubernetes }), (hpaCase) => {
        const result = answerHpaCase(hpaCase, { kubernetes });
        expect(differenceBetween(result, answerHpaCase(hpaCase, { kubernetes }))).toBeUndefined();
        expect(result.ticks).toHaveLength(hpaCase.ticks.length);
      }),
      { numRuns: 40 },
    );
  }
});

test("a difference is told with its second", () => {
  const [hpaCase] = fc.sample(hpaCases(), { seed: 1, numRuns: 1 });
  const result = answerHpaCase(hpaCase!);
  const [first, ...rest] = result.ticks;
  const other = { ...result, ticks: [{ ...first!, replicas: -1 }, ...rest] };
  expect(differenceBetween(result, other)).toBe(`at ${first?.second} s /replicas: expected ${first?.replicas}, got -1`);
});

test("generated HPAs drive an autoscaler of kubewind/hpa, whose counts stay within their bounds", () => {
  fc.assert(
    fc.property(horizontalPodAutoscalers(), fc.integer({ min: 1, max: 20 }), (hpa, replicas) => {
      const { minReplicas = 1, maxReplicas } = hpa.spec;
      const autoscaler = createAutoscaler({ hpa, replicas });
      const pods = Array.from({ length: replicas }, (_, index) => ({ name: `web-${index}` }));
      const after = autoscaler.sync({ pods }).replicas;
      return after === replicas || (after >= minReplicas && after <= maxReplicas);
    }),
    { numRuns: 200 },
  );
});

test("parts of an HPA come alone too, within what a release knows", () => {
  const old = fc.sample(behaviors({ kubernetes: "1.30", isLarge: true }), { seed: 1, numRuns: 300 });
  const today = fc.sample(behaviors(), { seed: 1, numRuns: 300 });
  expect([old, today].map((all) => JSON.stringify(all).includes("tolerance"))).toEqual([false, true]);
  const types = fc.sample(metricSpecs(), { seed: 1, numRuns: 300 }).map(({ type }) => type);
  expect([...new Set(types)].sort()).toEqual(
    expect.arrayContaining(["ContainerResource", "External", "Object", "Pods", "Resource"]),
  );
});

test("a release that is not modelled is refused in words", () => {
  expect(() => hpaCases({ kubernetes: "1.5" })).toThrow(/Kubernetes 1\.5 is not modelled/);
});
