import type { LoadResults } from "./results.ts";

/** A pod that took requests for a time, in milliseconds since the epoch. */
export type PodReady = { readonly pod: string; readonly fromMs: number; readonly untilMs: number };

/** How far the pods that were ready together are from having served alike. */
export type Unfairness = {
  /** Of the pod that is farthest from the mean: its share of it less 1, so −0.4 for one that served 40 % less. */
  readonly deviation: number;
  readonly pod: string;
  /** All pods that were ready together then, and for how many seconds. */
  readonly pods: readonly { readonly pod: string; readonly served: number }[];
  readonly seconds: number;
};

/** Farther from the mean than this is told: the balancing is not what the simulator takes it to be. */
export const unfairAbove = 0.25;

/**
 * Requests that each pod should have served for a judgement. kube-proxy draws a pod for each connection, so that fair counts of 200 spread by
 * 7 %, and one that is 25 % off is chance once in two thousand times. At 100 it would be once in eighty.
 */
export const fairSampleMin = 200;

/** Seconds after a pod becomes ready, or ceases to be, in which the nodes still hear of it. */
const settleSeconds = 3;

/**
 * The worst deviation from an equal share of the served requests, among pods that were ready together.
 *
 * Whole seconds count in which the set of ready pods did not change, nor just before; seconds of one set count together.
 * `undefined` when no two pods were ready together for long enough to judge: see `fairSampleMin`.
 */
export function unfairShare(results: LoadResults, ready: readonly PodReady[]): Unfairness | undefined {
  const served = servedByPod(results);
  const groups = new Map<string, { readonly pods: readonly string[]; readonly seconds: number[] }>();
  for (const second of served.keys()) {
    const pods = readyThroughout(ready, { from: second - settleSeconds, until: second + 1 });
    if (pods === undefined || pods.length < 2) continue;
    const key = pods.join(" ");
    const group = groups.get(key) ?? { pods, seconds: [] };
    group.seconds.push(second);
    groups.set(key, group);
  }
  let worst: Unfairness | undefined;
  for (const { pods, seconds } of groups.values()) {
    const judged = judge(pods, seconds, served);
    if (judged && (!worst || Math.abs(judged.deviation) > Math.abs(worst.deviation))) worst = judged;
  }
  return worst;
}

type ServedByPod = ReadonlyMap<number, ReadonlyMap<string, number>>;

/** By second, over all loads. */
function servedByPod(results: LoadResults): ServedByPod {
  const served = new Map<number, Map<string, number>>();
  for (const { seconds } of results.values()) {
    for (const { second, byPod } of seconds) {
      const counts = served.get(second) ?? new Map<string, number>();
      for (const [pod, count] of Object.entries(byPod)) counts.set(pod, (counts.get(pod) ?? 0) + count);
      served.set(second, counts);
    }
  }
  return served;
}

/** The pods that were ready all the time; undefined where one was for a part of it. */
function readyThroughout(
  ready: readonly PodReady[],
  { from, until }: { from: number; until: number },
): readonly string[] | undefined {
  const [fromMs, untilMs] = [from * 1000, until * 1000];
  const touching = ready.filter((each) => each.fromMs < untilMs && each.untilMs > fromMs);
  if (touching.some((each) => each.fromMs > fromMs || each.untilMs < untilMs)) return undefined;
  return touching.map(({ pod }) => pod).sort();
}

function judge(names: readonly string[], seconds: readonly number[], served: ServedByPod): Unfairness | undefined {
  const pods = names.map((pod) => ({
    pod,
    served: seconds.reduce((sum, second) => sum + (served.get(second)?.get(pod) ?? 0), 0),
  }));
  const mean = pods.reduce((sum, each) => sum + each.served, 0) / pods.length;
  // The mean, and not the fewest: a pod that got nothing is what this is to find.
  if (mean < fairSampleMin) return undefined;
  const deviationOf = (count: number): number => count / mean - 1;
  const worst = pods.reduce((a, b) => (Math.abs(deviationOf(b.served)) > Math.abs(deviationOf(a.served)) ? b : a));
  return { deviation: deviationOf(worst.served), pod: worst.pod, pods, seconds: seconds.length };
}
