import { between, type SimTime } from "../../units.ts";
import type { RowsHandle, SeriesHandle } from "../storage/appender.ts";
import { createSeriesRows } from "../storage/series-rows.ts";
import type { Storage } from "../storage/storage.ts";
import type { KnownSeries } from "./known-series.ts";
import { reportedHandles, reportedValues } from "./report.ts";
import type { ScrapeCache } from "./scrape-cache.ts";
import type { ScrapeConfig } from "./scrape-config.ts";
import type { Target } from "./target.ts";

/** How the samples of known series and of the report are stored in one go. */
export interface ScrapeRow {
  readonly rows: RowsHandle;
  /** The place of each exposed series that is stored. */
  readonly places: Int32Array;
  /** The row: the exposed series, then the report's. */
  readonly values: Float64Array;
}

/**
 * The row for known series, after a scrape that stored all of them.
 *
 * `impossible` where one series stands there twice, `undefined` where the report has not been taken yet.
 */
export function scrapeRowOf(
  { entries }: KnownSeries,
  cache: ScrapeCache,
  config: ScrapeConfig,
): ScrapeRow | "impossible" | undefined {
  const handles: SeriesHandle[] = [];
  const places: number[] = [];
  for (const [at, entry] of entries.entries()) {
    if (entry === undefined) continue;
    handles.push(entry.handle);
    places.push(at);
  }
  const reported = reportedHandles(cache, config);
  if (reported === undefined) return undefined;
  const members = [...handles, ...reported];
  const rows = createSeriesRows(members);
  if (rows === undefined) return "impossible";
  return { rows, places: Int32Array.from(places), values: new Float64Array(members.length) };
}

/** A scrape that brought the known series. */
export interface KnownScrape {
  readonly values: Float64Array;
  readonly start: SimTime;
  readonly now: SimTime;
  readonly bodyBytes: number;
}

/** Stores the scrape and its report; false, and nothing is stored, when that takes more than a row. */
export function recordRow(
  { rows, places, values: row }: ScrapeRow,
  { values, start, now, bodyBytes }: KnownScrape,
  {
    storage,
    config,
    target,
    known,
  }: { readonly storage: Storage; readonly config: ScrapeConfig; readonly target: Target; readonly known: KnownSeries },
): boolean {
  for (let at = 0; at < places.length; at++) row[at] = values[places[at]!]!;
  const counts = { total: known.entries.length, added: places.length, seriesAdded: 0 };
  const report = { duration: between(start, now), counts, bodyBytes, error: undefined };
  const reported = reportedValues(report, config.sampleLimit, target.timeout);
  for (let at = places.length; at < row.length; at++) row[at] = reported[at - places.length]!;
  const appender = storage.appender();
  const isTaken = appender.appendRow(rows, Math.floor(start / 1000), row);
  if (isTaken) appender.commit();
  else appender.rollback();
  return isTaken;
}
