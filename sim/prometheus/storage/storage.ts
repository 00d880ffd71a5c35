import { invariant } from "../../invariant.ts";
import { compareLabels, type Labels } from "../promql/labels.ts";
import type { Matcher } from "../promql/matcher.ts";
import type { Select } from "../promql/series.ts";
import { type Appender, createAppender, type Head, keepFrom } from "./appender.ts";
import { createLabelIndex } from "./label-index.ts";
import { createMemorySeries, type MemorySeries, newestOf, sampleBytes, viewOf } from "./memory-series.ts";
import { closeRows, rowsBytes, takeRows } from "./series-rows.ts";

/** All samples of one Prometheus. */
export interface Storage {
  /** Opens a batch. One is open at a time; it ends with `commit` or `rollback`. */
  appender(): Appender;
  /** The series with samples in the span, in the order in which they were made; they hold until the next commit. */
  readonly select: Select;
  /** The labels of the series that meet all conditions of at least one set and have samples in the span, in their order. */
  series(matcherSets: readonly (readonly Matcher[])[], from: number, to: number): readonly Labels[];
  /** All names of labels, of the series that meet the conditions, in order. */
  labelNames(matchers: readonly Matcher[]): readonly string[];
  /** All values of a label, of the series that meet the conditions, in order. */
  labelValues(name: string, matchers: readonly Matcher[]): readonly string[];
  statistics(): StorageStatistics;
}

export interface StorageStatistics {
  readonly seriesCount: number;
  /** Taken so far. */
  readonly sampleCount: number;
  /** Of the samples that are kept, with the room for more. */
  readonly sampleBytes: number;
}

/** How long samples are kept. */
export interface StorageSettings {
  /** Samples that are older than the newest by more than this, in milliseconds, may go. */
  readonly reachMilliseconds: number;
}

/** Series whose last sample is out of reach are looked for so often while the reach passes. */
const sweepsPerReach = 4;

/** A storage without samples. Source: prometheus v0.315.0 tsdb/head.go */
export function createStorage({ reachMilliseconds }: StorageSettings): Storage {
  const index = createLabelIndex();
  const byKey = new Map<string, MemorySeries>();
  let nextId = 0;
  let isOpen = false;
  let nextSweep = -Infinity;
  const head: Head = {
    maxTime: undefined,
    sampleCount: 0,
    reachMilliseconds,
    seriesOf: (labels) => {
      const known = byKey.get(labels.key);
      if (known !== undefined) return known;
      const made = createMemorySeries(nextId++, labels);
      byKey.set(labels.key, made);
      index.add(made);
      return made;
    },
  };
  const sweep = (): void => {
    const now = head.maxTime ?? -Infinity;
    if (now < nextSweep) return;
    const oldest = keepFrom(head);
    if (nextSweep !== -Infinity) for (const series of byKey.values()) if (isPast(series, oldest)) drop(series);
    nextSweep = now + reachMilliseconds / sweepsPerReach;
  };
  const drop = (series: MemorySeries): void => {
    if (series.rows !== undefined) closeRows(series.rows, keepFrom(head));
    series.isGone = true;
    byKey.delete(series.labels.key);
    index.remove(series);
  };
  const appender = createAppender(head, () => {
    isOpen = false;
    sweep();
  });
  const inSpan = (matchers: readonly Matcher[], from: number, to: number): readonly MemorySeries[] => {
    const found = index.matching(matchers);
    for (const series of found) takeRows(series, keepFrom(head));
    return found.filter((series) => overlaps(series, from, to));
  };

  return {
    appender: () => {
      invariant(!isOpen, "one batch of samples is open at a time");
      isOpen = true;
      return appender.open();
    },
    select: (matchers, from, to) => inSpan(matchers, from, to).map(viewOf),
    series: (matcherSets, from, to) => {
      const found = new Set(matcherSets.flatMap((matchers) => inSpan(matchers, from, to)));
      return [...found].map(({ labels }) => labels).sort(compareLabels);
    },
    labelNames: (matchers) => {
      if (matchers.length === 0) return [...index.names()].sort();
      const names = index.matching(matchers).flatMap(({ labels }) => labels.pairs.map(([name]) => name));
      return [...new Set(names)].sort();
    },
    labelValues: (name, matchers) => {
      if (matchers.length === 0) return [...index.values(name)].sort();
      const values = index.matching(matchers).flatMap(({ labels }) => labels.pairs.filter(([known]) => known === name));
      return [...new Set(values.map(([, value]) => value))].sort();
    },
    statistics: () => ({
      seriesCount: byKey.size,
      sampleCount: head.sampleCount,
      sampleBytes:
        [...byKey.values()].reduce((total, series) => total + sampleBytes(series), 0) + rowsBytes(byKey.values()),
    }),
  };
}

const isPast = (series: MemorySeries, oldest: number): boolean => (newestOf(series) ?? -Infinity) < oldest;

function overlaps(series: MemorySeries, from: number, to: number): boolean {
  const newest = newestOf(series);
  return newest !== undefined && newest >= from && series.timestamps[0]! <= to;
}
