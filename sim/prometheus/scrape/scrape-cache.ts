import type { FamilyText, MetricType } from "../exposition/entry.ts";
import type { Labels } from "../promql/labels.ts";
import type { SeriesHandle } from "../storage/appender.ts";

/** What is known of a series of a target by the text in which it is exposed. */
export interface CachedSeries {
  readonly labels: Labels;
  handle: SeriesHandle;
  /** The scrape in which it was seen last. */
  lastScrape: number;
  /** The scrape since which it counts as there, so that its end is told; 0 for one with timestamps of its own. */
  trackedIn: number;
}

/** What a target said about a metric family. */
export interface Metadata {
  readonly family: string;
  type: MetricType;
  help: string;
  unit: string;
  lastScrape: number;
}

/**
 * What the scrapes of one target remember: their series, those that relabelling drops, and the metadata.
 *
 * Source: prometheus v0.315.0 scrape/scrape.go (scrapeCache)
 */
export interface ScrapeCache {
  /** The number of the scrape under way, from 1. */
  scrape(): number;
  get(series: string): CachedSeries | undefined;
  add(series: string, known: Pick<CachedSeries, "labels" | "handle">): CachedSeries;
  isDropped(series: string): boolean;
  addDropped(series: string): void;
  /** Counts a series as there in this scrape. */
  track(series: CachedSeries): void;
  /** The series that were there in the scrape before and are not in this one. */
  ended(): readonly CachedSeries[];
  setType(family: string, type: MetricType): void;
  setText(entry: FamilyText): void;
  metadata(): readonly Metadata[];
  /** Ends the scrape; one that succeeded forgets what it did not see. */
  finish(hasSucceeded: boolean): void;
}

/** Metadata outlives its metric for so many scrapes. */
const metadataScrapesMax = 10;

/** A cache before the first scrape. */
export function createScrapeCache(): ScrapeCache {
  const series = new Map<string, CachedSeries>();
  const dropped = new Map<string, number>();
  const families = new Map<string, Metadata>();
  let scrape = 1;
  let before: CachedSeries[] = [];
  let current: CachedSeries[] = [];
  let successfulSize = 0;

  const familyOf = (family: string): Metadata => {
    const known = families.get(family) ?? { family, type: "unknown", help: "", unit: "", lastScrape: scrape };
    known.lastScrape = scrape;
    families.set(family, known);
    return known;
  };
  const forget = (): void => {
    for (const [text, known] of series) if (known.lastScrape !== scrape) series.delete(text);
    for (const [text, last] of dropped) if (last !== scrape) dropped.delete(text);
    for (const [text, last] of families) if (scrape - last.lastScrape > metadataScrapesMax) families.delete(text);
  };
  return {
    scrape: () => scrape,
    get: (text) => series.get(text),
    add: (text, { labels, handle }) => {
      const added: CachedSeries = { labels, handle, lastScrape: scrape, trackedIn: 0 };
      series.set(text, added);
      return added;
    },
    isDropped: (text) => {
      if (!dropped.has(text)) return false;
      dropped.set(text, scrape);
      return true;
    },
    addDropped: (text) => dropped.set(text, scrape),
    track: (known) => {
      if (known.trackedIn === scrape) return;
      known.trackedIn = scrape;
      current.push(known);
    },
    ended: () => endedSince(before, current, scrape),
    setType: (family, type) => {
      familyOf(family).type = type;
    },
    setText: ({ kind, family, text }) => {
      familyOf(family)[kind] = text;
    },
    metadata: () => [...families.values()],
    finish: (hasSucceeded) => {
      const size = series.size + dropped.size + families.size;
      if (hasSucceeded) successfulSize = size;
      // Failed scrapes with ever new labels must not fill the memory.
      if (hasSucceeded || size > successfulSize * 2 + 1000) forget();
      before = current;
      current = [];
      scrape++;
    },
  };
}

/** Two texts may mean one series, which goes on as long as one of them does. */
function endedSince(
  before: readonly CachedSeries[],
  current: readonly CachedSeries[],
  scrape: number,
): readonly CachedSeries[] {
  const missing = before.filter(({ trackedIn }) => trackedIn !== scrape);
  if (missing.length === 0) return missing;
  const there = new Set(current.map(({ handle }) => handle));
  const ended = missing.filter(({ handle }) => !there.has(handle));
  return [...new Map(ended.map((known) => [known.handle, known])).values()];
}
