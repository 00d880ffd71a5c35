import { longestSpan, type Nanoseconds } from "../generic-apiserver/go-duration.ts";
import type { ContainerStats } from "../kubernetes/stats.ts";

/** An instant to the nanosecond: whole milliseconds since the epoch, and the whole nanoseconds beyond them. */
type Instant = { readonly milliseconds: number; readonly nanoseconds: number };

/** What the last scrape said of a container, and what that is compared with. It changes in place with every scrape. */
export type StoredContainer = {
  last: ContainerStats;
  /** When `last` says that the container was started. */
  startedAt: Instant;
  comparison: Comparison;
  /** The sample, or the one whose start is meant; without a meaning for the other comparisons. */
  prev: ContainerStats;
  prevStartedAt: Instant;
};

/**
 * What a sample is compared with: an earlier sample; the start of the container, when it had used nothing; or nothing yet.
 *
 * `year-1` is an oversight of upstream: Go's empty point, of the year 1 and without usage.
 */
type Comparison = "sample" | "start" | "year-1" | "nothing";

/** What `compareAnew` needs to know besides the container. */
export type ComparisonRules = {
  readonly resolutionNanoseconds: number;
  /** Whether some container of the pod was compared with something after the scrape before. */
  readonly podWasComparable: boolean;
};

/** Source: metrics-server v0.9.0 pkg/storage/pod.go freshContainerMinMetricsResolution */
const freshAgeMinNanoseconds = 10_000_000_000;

/** A container that the scrape before did not have. */
export function newContainer(stats: ContainerStats, resolutionNanoseconds: number): StoredContainer {
  const startedAt = startOf(stats);
  const comparison = isFresh(stats, startedAt, resolutionNanoseconds) ? "start" : "nothing";
  return { last: stats, startedAt, comparison, prev: stats, prevStartedAt: startedAt };
}

/**
 * Takes in what the next scrape says.
 *
 * A sample between 10 seconds and the metric resolution after the start is compared with the start. Otherwise two samples
 * since the start are needed; as long as the kubelet has nothing newer, they stay.
 *
 * With nothing newer, and nothing to compare with, a container is compared with the year 1 if another one of its pod has been
 * comparable. Its usage is then close to 0, over a window of 292 years.
 * Source: metrics-server v0.9.0 pkg/storage/pod.go Store
 */
export function compareAnew(container: StoredContainer, stats: ContainerStats, rules: ComparisonRules): void {
  const { last } = container;
  const lastStartedAt = container.startedAt;
  container.last = stats;
  if (stats.startTimeSeconds !== last.startTimeSeconds) container.startedAt = startOf(stats);
  const { startedAt } = container;
  if (isFresh(stats, startedAt, rules.resolutionNanoseconds)) {
    container.comparison = "start";
    container.prev = stats;
    container.prevStartedAt = startedAt;
  } else if (since(startedAt, last.timestampMilliseconds) <= 0) {
    container.comparison = "nothing";
  } else if (stats.timestampMilliseconds > last.timestampMilliseconds) {
    container.comparison = "sample";
    container.prev = last;
    container.prevStartedAt = lastStartedAt;
  } else if (!rules.podWasComparable) {
    container.comparison = "nothing";
  } else if (container.comparison === "nothing") {
    container.comparison = "year-1";
  } else if (windowOf(container) <= 0) {
    container.comparison = "nothing";
  }
}

/** From what a container is compared with to its last sample. */
export function windowOf({ last, comparison, prev, prevStartedAt }: StoredContainer): Nanoseconds {
  if (comparison === "sample") return (last.timestampMilliseconds - prev.timestampMilliseconds) * 1_000_000;
  return comparison === "start" ? since(prevStartedAt, last.timestampMilliseconds) : longestSpan;
}

/** Whether what a container is compared with says a later start than its last sample does. */
export function hasEarlierStart({ startedAt, comparison, prevStartedAt }: StoredContainer): boolean {
  if (comparison !== "sample" && comparison !== "start") return false;
  return startedAt !== prevStartedAt && span(prevStartedAt, startedAt) < 0;
}

function isFresh(stats: ContainerStats, startedAt: Instant, resolutionNanoseconds: number): boolean {
  const age = since(startedAt, stats.timestampMilliseconds);
  return age >= freshAgeMinNanoseconds && age < resolutionNanoseconds;
}

/** Exact up to 104 days. */
const since = (earlier: Instant, laterMilliseconds: number): Nanoseconds =>
  (laterMilliseconds - earlier.milliseconds) * 1_000_000 - earlier.nanoseconds;

const span = (earlier: Instant, later: Instant): Nanoseconds => since(earlier, later.milliseconds) + later.nanoseconds;

/**
 * Seconds come over the wire as a float64, and nanoseconds since the epoch are too many for one; so they are taken apart as
 * integers, once a container.
 */
function startOf({ startTimeSeconds }: ContainerStats): Instant {
  const whole = BigInt(Math.trunc(startTimeSeconds * 1e9));
  return { milliseconds: Number(whole / 1_000_000n), nanoseconds: Number(whole % 1_000_000n) };
}
