import { type Nanoseconds, spanDuration, spanSeconds } from "../generic-apiserver/go-duration.ts";
import { canonical, type Int64, multiply } from "../int64.ts";
import type { ContainerUsage, NodeMetrics, PodMetrics } from "../kubernetes/metrics.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { ContainerStats, NodeStats } from "../kubernetes/stats.ts";
import { type SimTime, simTime } from "../units.ts";
import { hasEarlierStart, type StoredContainer, windowOf } from "./stored-container.ts";

/** Numbers that can be told only if neither is 0. */
type Amounts = Pick<ContainerStats | NodeStats, "cpuSeconds" | "workingSetBytes">;

/** Whether CPU or memory is 0, for which metrics-server leaves out a node, or a whole pod for one of its containers. */
export const isIncomplete = (stats: Amounts): boolean => cpuOf(stats) === 0 || Math.trunc(stats.workingSetBytes) === 0;

/**
 * Core-nanoseconds as metrics-server makes them of the seconds on the wire, a float64: maybe one less than the kubelet had.
 *
 * Source: metrics-server v0.9.0 pkg/scraper/client/resource/decode.go
 */
const cpuOf = ({ cpuSeconds }: Amounts): number => Math.trunc(cpuSeconds * 1e9);

export type PodName = { readonly namespace: string; readonly name: string; readonly labels: Labels };

/** An item about a pod, and what the wire has beyond it. */
export type PodItem = {
  readonly metrics: PodMetrics;
  readonly window: Nanoseconds;
  /** Containers that are left out of the item, and why. */
  readonly skipped: readonly SkippedContainer[];
};

type SkippedContainer = { readonly container: string; readonly error: string };

/** Go's zero time, which is printed as `null`: the timestamp of an item without containers. */
export const zeroTime: SimTime = simTime(-62_135_596_800_000_000);

/**
 * The item about a pod, all of whose containers can be compared with something.
 *
 * Timestamp and window are those of the container with the earliest timestamp, the first of several such. (Upstream takes
 * containers in the random order of Go's maps, and so may pick another of several.)
 * Source: metrics-server v0.9.0 pkg/storage/pod.go GetMetrics
 */
export function podItem({ namespace, name, labels }: PodName, stored: readonly StoredContainer[]): PodItem {
  const containers: ContainerUsage[] = [];
  let skipped: SkippedContainer[] | undefined;
  let earliest = Infinity;
  let window = 0;
  for (const container of stored) {
    const { last, comparison, prev } = container;
    const used = cpuOf(last) - (comparison === "sample" ? cpuOf(prev) : 0);
    const error = hasEarlierStart(container) ? startDecreased : used < 0 ? cpuDecreased : undefined;
    if (error !== undefined) {
      skipped ??= [];
      skipped.push({ container: last.container, error });
      continue;
    }
    const span = windowOf(container);
    containers.push({ name: last.container, cpuNanocores: nanocores(used, span), memoryMillibytes: millibytes(last) });
    if (last.timestampMilliseconds < earliest) {
      earliest = last.timestampMilliseconds;
      window = span;
    }
  }
  const timestamp = earliest === Infinity ? zeroTime : wholeSecond(earliest);
  const metrics = { name, namespace, labels, timestamp, window: spanDuration(window), containers };
  return { metrics, window, skipped: skipped ?? nobody };
}

const nobody: readonly SkippedContainer[] = [];

const startDecreased = "unexpected decrease in startTime of node/container";
const cpuDecreased = "unexpected decrease in cumulative CPU usage value";

export type NodeItem = { readonly metrics: NodeMetrics; readonly window: Nanoseconds };

/** The item about a node whose numbers are compared with earlier ones; or, as text, why there is none. */
export function nodeItem(
  { name, labels }: Omit<PodName, "namespace">,
  last: NodeStats,
  prev: NodeStats,
): NodeItem | string {
  const used = cpuOf(last) - cpuOf(prev);
  if (used < 0) return cpuDecreased;
  const window = (last.timestampMilliseconds - prev.timestampMilliseconds) * 1_000_000;
  const cpuNanocores = nanocores(used, window);
  const timestamp = wholeSecond(last.timestampMilliseconds);
  const memoryMillibytes = millibytes(last);
  return { metrics: { name, labels, timestamp, window: spanDuration(window), cpuNanocores, memoryMillibytes }, window };
}

/** The mean rate, truncated. Amounts are below 2^63. Source: metrics-server v0.9.0 pkg/storage/types.go resourceUsage */
const nanocores = (used: number, window: Nanoseconds): Int64 => toInt64(used / spanSeconds(window));

const millibytes = ({ workingSetBytes }: Amounts): Int64 => multiply(toInt64(workingSetBytes), 1000);

function toInt64(value: number): Int64 {
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole : canonical(BigInt(whole));
}

const wholeSecond = (milliseconds: number): SimTime => simTime(Math.floor(milliseconds / 1000) * 1_000_000);
