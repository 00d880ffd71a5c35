import { type Duration, toSeconds } from "../../units.ts";
import type { SeriesHandle } from "../storage/appender.ts";
import type { AppendContext, AppendCounts } from "./append-scrape.ts";
import { reportLabels } from "./sample-labels.ts";
import type { ScrapeCache } from "./scrape-cache.ts";
import type { ScrapeConfig } from "./scrape-config.ts";

/** How a scrape went. */
export interface ScrapeReport {
  readonly duration: Duration;
  readonly counts: AppendCounts;
  /** Of the body; -1 when it was longer than the limit. */
  readonly bodyBytes: number;
  /** Why the scrape failed. */
  readonly error: string | undefined;
}

/** The names of the series, each with the text by which the cache knows it: no text of a target has this ending. */
const names = [
  ...["up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling"],
  ...["scrape_series_added", "scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes"],
].map((name) => ({ name, text: `${name}\uDCFF` }));

/** So many of them are reported in any case. */
const alwaysReported = 5;

const reportedCount = ({ extraScrapeMetrics }: ScrapeConfig): number =>
  extraScrapeMetrics ? names.length : alwaysReported;

/** Where the samples of a report go, in its order; undefined when one of them has not been taken yet. */
export function reportedHandles(cache: ScrapeCache, config: ScrapeConfig): readonly SeriesHandle[] | undefined {
  const handles = names.slice(0, reportedCount(config)).flatMap(({ text }) => cache.get(text)?.handle ?? []);
  return handles.length === reportedCount(config) ? handles : undefined;
}

/**
 * Appends what Prometheus says of a scrape itself; without a report, that these series end.
 *
 * Source: prometheus v0.315.0 scrape/scrape.go (report)
 */
export function appendReport(
  context: AppendContext,
  report: ScrapeReport | undefined,
  timeout: Duration,
): string | undefined {
  const { config } = context;
  const values = report === undefined ? [] : reportedValues(report, config.sampleLimit, timeout);
  const count = reportedCount(config);
  for (let at = 0; at < count; at++) {
    const error = appendOne(context, at, values[at]);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** The values of a report, in the order of its series. */
export function reportedValues(report: ScrapeReport, sampleLimit: number, timeout: Duration): readonly number[] {
  const { total, added, seriesAdded } = report.counts;
  return [
    ...[report.error === undefined ? 1 : 0, toSeconds(report.duration), total, added, seriesAdded],
    ...[toSeconds(timeout), sampleLimit, report.bodyBytes],
  ];
}

/** Without a value the series ends. */
function appendOne(context: AppendContext, at: number, value: number | undefined): string | undefined {
  const { appender, cache, publicLabels, time } = context;
  const { name, text } = names[at]!;
  const known = cache.get(text);
  if (known !== undefined) known.lastScrape = cache.scrape();
  const target = known?.handle ?? reportLabels(name, publicLabels);
  const answer = value === undefined ? appender.appendStale(target, time) : appender.append(target, time, value);
  if (answer.kind === "series") {
    const entry = known ?? cache.add(text, { labels: answer.labels, handle: answer });
    entry.handle = answer;
    return undefined;
  }
  // A target that came back with a new loop has newer samples.
  return answer.kind === "out-of-order" || answer.kind === "duplicate" ? undefined : answer.text;
}
