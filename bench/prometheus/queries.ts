import { endMs, pods } from "./world.ts";

/** A query at one instant, or, with a step above 0, over a range. */
export interface BenchQuery {
  readonly what: string;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

const hourMs = 3_600_000;
const requests = 'http_requests_total{namespace="shop"}';

const instant = (what: string, text: string): BenchQuery => ({ what, text, startMs: endMs, endMs, stepMs: 0 });

const range = (what: string, text: string): BenchQuery => ({
  ...{ what: `1 h at 15 s: ${what}`, text },
  ...{ startMs: endMs - hourMs, endMs, stepMs: 15_000 },
});

/** What prometheus-adapter asks, and what dashboards ask. */
export const benchQueries: readonly BenchQuery[] = [
  instant(
    "adapter's query, 100 pods",
    `sum(rate(http_requests_total{namespace="shop",pod=~"${pods.slice(0, 100).join("|")}"}[2m])) by (pod)`,
  ),
  instant("sum by (pod), 2,000 series", `sum(${requests}) by (pod)`),
  instant("sum by (pod) of a rate, 2,000 series", `sum(rate(${requests}[2m])) by (pod)`),
  range("rate, 2,000 series", `rate(${requests}[5m])`),
  range("sum by (pod), 2,000 series", `sum by (pod) (${requests})`),
  range("sum by (pod) of a rate, 2,000 series", `sum by (pod) (rate(${requests}[5m]))`),
  range("quantile_over_time, 2,000 series", `quantile_over_time(0.9, ${requests}[5m])`),
  range(
    "histogram_quantile, 2,000 buckets",
    "histogram_quantile(0.95, sum by (pod, le) (rate(http_request_duration_seconds_bucket[5m])))",
  ),
];
