import fc from "fast-check";
import type { KubernetesVersion } from "../../sim/version.ts";
import { vectorCases } from "../cases/cases.ts";
import type { VectorCase, VectorResult } from "../vectors/case.ts";
import { compareResults, type Difference } from "../vectors/compare.ts";
import { prepareCase } from "../vectors/run-case.ts";
import type { Answer, Oracle } from "./oracle.ts";

/** One release on both sides: the real controller, and ours. */
export type Contest = { readonly kubernetes: KubernetesVersion; readonly oracle: Oracle };

/** A case on which the two part. */
export type Divergence = {
  readonly kubernetes: string;
  readonly case: VectorCase;
  readonly real: Answer;
  readonly ours: Answer;
  /** Where they part, if both answer. */
  readonly difference: Difference | undefined;
};

export type Round = {
  readonly cases: number;
  readonly syncs: number;
  /** As it was generated. */
  readonly divergence: (Divergence & { readonly index: number }) | undefined;
};

export type RoundOptions = { readonly seed: number; readonly count: number };

/** Plays so many generated cases on both sides and compares. The same seed generates the same cases for a release. */
export async function playRound(contest: Contest, { seed, count }: RoundOptions): Promise<Round> {
  const arbitrary = casesOf(contest);
  const cases = fc.sample(arbitrary, { seed, numRuns: count });
  const asked = cases.map((vector) => contest.oracle.ask(vector));
  // When the oracle ends, each of them says so; the first one is heard.
  for (const each of asked) each.catch(() => {});
  let syncs = 0;
  for (const [index, vector] of cases.entries()) {
    const ours = answer(vector, contest.kubernetes);
    const real = await asked[index]!;
    const divergence = diverge(contest, vector, { real, ours });
    if (divergence !== undefined) {
      await Promise.allSettled(asked);
      return { cases: index, syncs, divergence: { ...divergence, index } };
    }
    if (real.ok) syncs += syncCount(real.result);
  }
  return { cases: cases.length, syncs, divergence: undefined };
}

const ticksMax = 16;

const casesOf = ({ kubernetes }: Contest): fc.Arbitrary<VectorCase> =>
  vectorCases({ minor: kubernetes.minor, ticksMax });

/** HPAs that a result tells of, sync by sync. */
const syncCount = ({ ticks }: VectorResult): number =>
  ticks.reduce((sum, { others = {} }) => sum + 1 + Object.keys(others).length, 0);

/** Our answer. */
function answer(vector: VectorCase, kubernetes: KubernetesVersion): Answer {
  try {
    return { ok: true, result: prepareCase(vector, kubernetes).run() };
  } catch (error) {
    // A case that we cannot play is a finding like any other.
    return { ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function diverge(
  { kubernetes }: Contest,
  vector: VectorCase,
  { real, ours }: { readonly real: Answer; readonly ours: Answer },
): Divergence | undefined {
  const difference = real.ok && ours.ok ? compareResults(real.result, ours.result) : undefined;
  const isSame = real.ok && ours.ok ? difference === undefined : real.ok === ours.ok;
  return isSame ? undefined : { kubernetes: kubernetes.text, case: vector, real, ours, difference };
}

const shrinkingMsMax = 120_000;

/** The smallest case like it that fast-check finds in two minutes. */
export async function shrink(
  contest: Contest,
  { seed, count }: RoundOptions,
  { index, ...found }: NonNullable<Round["divergence"]>,
): Promise<Divergence> {
  let smallest: Divergence = found;
  const agree = async (vector: VectorCase): Promise<boolean> => {
    const real = await contest.oracle.ask(vector);
    const divergence = diverge(contest, vector, { real, ours: answer(vector, contest.kubernetes) });
    if (divergence !== undefined) smallest = divergence;
    return divergence === undefined;
  };
  const arbitrary = casesOf(contest);
  await fc.check(fc.asyncProperty(arbitrary, agree), {
    seed,
    path: String(index),
    numRuns: count,
    interruptAfterTimeLimit: shrinkingMsMax,
  });
  return smallest;
}
