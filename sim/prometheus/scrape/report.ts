import { type Duration, toSeconds } from "../../units.ts";
import type { AppendContext, AppendCounts } from "./append-scrape.ts";
import { reportLabels } from "./sample-labels.ts";

/** How a scrape went. */
export interface ScrapeReport {
  readonly duration: Duration;
  readonly counts: AppendCounts;
  /** Of the body; -1 when it was longer than the limit. */
  readonly bodyBytes: number;
  /** Why the scrape failed. */
  readonly error: string | undefined;
}

/** Appends what Prometheus says of a scrape itself; `undefined` says that the target is gone. Source: prometheus v0.315.0 scrape/scrape.go (report) */
export function appendReport(
  context: AppendContext,
  report: ScrapeReport | undefined,
  timeout: Duration,
): string | undefined {
  for (const [name, value] of reported(context, report, timeout)) {
    const error = appendOne(context, name, report === undefined ? undefined : value);
    if (error !== undefined) return error;
  }
  return undefined;
}

type Reported = readonly (readonly [name: string, value: number])[];

function reported({ config }: AppendContext, report: ScrapeReport | undefined, timeout: Duration): Reported {
  const { total = 0, added = 0, seriesAdded = 0 } = report?.counts ?? {};
  const samples: Reported = [
    ["up", report?.error === undefined ? 1 : 0],
    ["scrape_duration_seconds", toSeconds(report?.duration ?? timeout)],
    ["scrape_samples_scraped", total],
    ["scrape_samples_post_metric_relabeling", added],
    ["scrape_series_added", seriesAdded],
  ];
  if (!config.extraScrapeMetrics) return samples;
  return [
    ...samples,
    ["scrape_timeout_seconds", toSeconds(timeout)],
    ["scrape_sample_limit", config.sampleLimit],
    ["scrape_body_size_bytes", report?.bodyBytes ?? 0],
  ];
}

function appendOne(
  { appender, cache, publicLabels, time }: AppendContext,
  name: string,
  value?: number,
): string | undefined {
  // No text of a target has this ending.
  const text = `${name}\uDCFF`;
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
