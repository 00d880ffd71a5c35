import { add, type Int64 } from "../int64.ts";
import type { PodView } from "../kubernetes/pod.ts";
import { type Duration, plus, type SimTime } from "../units.ts";
import type { PodGroupRules } from "./changes.ts";
import { pairSamples, type Samples } from "./samples.ts";

/** What the HPA makes of a pod: its sample counts, must be left out, is not there, or the pod itself is left out. */
export type PodGroup = "ready" | "unready" | "missing" | "ignored";

/** Pods by group, as indexes into their list, and the usage that counts. */
export type GroupedPods = {
  readonly readyCount: number;
  /** Sum over the ready pods, in milli-units. */
  readonly readyUsage: Int64;
  readonly unready: readonly number[];
  readonly missing: readonly number[];
  readonly ignored: readonly number[];
  /** Of the ignored ones those whose sample counts nevertheless, as it did up to 1.17. */
  readonly stray: readonly number[];
  readonly strayUsage: Int64;
  /** Samples of pods that are not in the list. */
  readonly superfluousCount: number;
  readonly superfluousUsage: Int64;
};

export type ReadinessRules = {
  readonly now: SimTime;
  readonly cpuInitializationPeriod: Duration;
  readonly initialReadinessDelay: Duration;
};

export type GroupingRules = {
  readonly rules: PodGroupRules;
  readonly readiness: ReadinessRules | undefined;
  /** What the groups are for. */
  readonly of: "utilization" | "average";
};

/**
 * Sorts pods into groups; the first rule that matches decides.
 *
 * `readiness` is given for the resource `cpu` alone: samples of memory and of custom metrics count whether their pod is
 * ready or not. Source: kubernetes v1.36.3 pkg/controller/podautoscaler/replica_calculator.go groupPods.
 */
export function groupPods(
  pods: readonly PodView[],
  samples: Samples,
  { rules, readiness, of }: GroupingRules,
): GroupedPods {
  const { sampleOf, superfluous } = pairSamples(pods, samples);
  const { items, values } = samples;
  const unready: number[] = [];
  const missing: number[] = [];
  const ignored: number[] = [];
  let stray: number[] | undefined;
  let strayUsage: Int64 = 0;
  let readyCount = 0;
  let readyUsage: Int64 = 0;
  for (let index = 0; index < pods.length; index++) {
    const pod = pods[index]!;
    const sample = sampleOf === undefined ? index : sampleOf[index]!;
    const value = sample < 0 ? undefined : values[sample];
    if (rules === "ready-only" && !(pod.phase === "Running" && pod.ready === "True")) {
      (pod.phase === "Failed" && of === "utilization" ? ignored : unready).push(index);
    } else if (rules !== "ready-only" && (pod.deleting || pod.phase === "Failed")) {
      ignored.push(index);
      if (rules === "gone-apart" || value === undefined) continue;
      stray ??= [];
      stray.push(index);
      strayUsage = add(strayUsage, value);
    } else if (pod.phase === "Pending" && rules !== "by-sample") unready.push(index);
    else if (value === undefined) missing.push(index);
    else if (readiness !== undefined && rules !== "ready-only" && isUnready(pod, items[sample]!, readiness))
      unready.push(index);
    else {
      readyCount++;
      readyUsage = add(readyUsage, value);
    }
  }
  let superfluousUsage: Int64 = 0;
  for (const sample of superfluous) superfluousUsage = add(superfluousUsage, values[sample] ?? 0);
  const superfluousCount = superfluous.length;
  return {
    readyCount,
    readyUsage,
    unready,
    missing,
    ignored,
    stray: stray ?? none,
    strayUsage,
    superfluousCount,
    superfluousUsage,
  };
}

const none: readonly number[] = [];

/** Whether a CPU sample must be left out because its pod is not ready, or has not been for long enough. */
function isUnready(
  pod: PodView,
  sample: Samples["items"][number],
  { now, cpuInitializationPeriod, initialReadinessDelay }: ReadinessRules,
): boolean {
  if (pod.ready === undefined || pod.startTime === undefined) return true;
  if (plus(pod.startTime, cpuInitializationPeriod) > now) {
    // Within its initialisation: the sample must cover a whole window since readiness last changed.
    return pod.ready === "False" || sample.timestamp < plus(pod.readyChangedAt, sample.window);
  }
  // Later: only a pod that has never been ready is left out.
  return pod.ready === "False" && plus(pod.startTime, initialReadinessDelay) > pod.readyChangedAt;
}

/** Names of pods by group, for an explanation. */
export type PodNames = Readonly<Record<PodGroup, readonly string[]>>;

export function namesByGroup(pods: readonly PodView[], { unready, missing, ignored }: GroupedPods): PodNames {
  const names = (indexes: readonly number[]): readonly string[] => indexes.map((index) => pods[index]!.name);
  const others = new Set([...unready, ...missing, ...ignored]);
  return {
    ready: pods.filter((_, index) => !others.has(index)).map(({ name }) => name),
    unready: names(unready),
    missing: names(missing),
    ignored: names(ignored),
  };
}
