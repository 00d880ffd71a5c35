import { expect, test } from "vitest";
import { kubernetesVersion } from "../../sim/version.ts";
import type { VectorCase, VectorResult } from "../vectors/case.ts";
import { prepareCase } from "../vectors/run-case.ts";
import { type Contest, playRound, shrink } from "./contest.ts";

const kubernetes = kubernetesVersion("1.36")!;

/** An oracle that is ours, but for what `alter` makes of the result. */
const contestWith = (alter: (result: VectorResult, vector: VectorCase) => VectorResult): Contest => ({
  kubernetes,
  oracle: {
    ask: async (vector) => ({ ok: true, result: alter(prepareCase(vector, kubernetes).run(), vector) }),
    close: async () => {},
  },
});

const options = { seed: 3, count: 60 };

test("two that agree compare every sync", async () => {
  const round = await playRound(
    contestWith((result) => result),
    options,
  );
  expect(round).toMatchObject({ cases: 60, divergence: undefined });
  expect(round.syncs).toBeGreaterThan(60);
});

test("a divergence is found, and shrunk to a small case", async () => {
  // One that cannot count beyond four pods.
  const isWrong = ({ ticks }: VectorCase): boolean => ticks.some(({ pods = [] }) => pods.length > 4);
  const contest = contestWith((result, vector) =>
    isWrong(vector) ? { ...result, ticks: result.ticks.map((tick) => ({ ...tick, replicas: -1 })) } : result,
  );
  const round = await playRound(contest, options);
  expect(round.divergence?.difference?.text).toContain("got");
  const smallest = await shrink(contest, options, round.divergence!);
  expect(smallest.case.ticks.at(-1)?.pods).toHaveLength(5);
  expect(smallest.case.ticks.length).toBeLessThanOrEqual(3);
  expect(smallest.case.hpa.spec.metrics).toBeUndefined();
  expect(smallest.case.hpas).toBeUndefined();
});

test("a case that one side alone cannot play is a divergence", async () => {
  const contest: Contest = {
    kubernetes,
    oracle: { ask: async () => ({ ok: false, error: "no" }), close: async () => {} },
  };
  const { divergence } = await playRound(contest, options);
  expect(divergence).toMatchObject({ index: 0, real: { ok: false, error: "no" }, ours: { ok: true } });
});
