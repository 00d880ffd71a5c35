import type { Kernel } from "../kernel/kernel.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import type { Labels } from "../kubernetes/object.ts";
import { type Duration, minus } from "../units.ts";
import { errorLine, type LogLine } from "./log.ts";
import type { MetricNamer } from "./metric-namer.ts";
import type { PrometheusClient } from "./ports.ts";

/** The series of each rule, in the order of the rules. */
export type ListedSeries = readonly (readonly Labels[])[];

export type SeriesListSettings = {
  readonly kernel: Kernel;
  readonly namers: readonly MetricNamer[];
  /** `--metrics-relist-interval`: from the end of one listing to the beginning of the next. */
  readonly relistInterval: Duration;
  /** `--metrics-max-age`: how far back a listing looks. */
  readonly maxAge: Duration;
  readonly prometheus: PrometheusClient;
  readonly log: (line: LogLine) => void;
  /** Takes the series of each listing that came to its end; after one that failed, the last ones stay. */
  readonly store: (series: ListedSeries) => void;
};

/**
 * Asks Prometheus which series there are: at once, and then again and again. Rules with the same series query share one call; the
 * first call that fails ends the listing, whatever the others say.
 *
 * Source: prometheus-adapter v0.12.0 pkg/custom-provider/provider.go updateMetrics, pkg/external-provider/basic_metric_lister.go
 */
export function startSeriesList(settings: SeriesListSettings): void {
  const { kernel, relistInterval, log, store } = settings;
  const run = (): void =>
    list(settings, (listed) => {
      if (listed.kind === "series") store(listed.series);
      else log(errorLine(`unable to update list of all metrics: ${listed.message}`));
      kernel.after(relistInterval, run);
    });
  run();
}

type Listed =
  | { readonly kind: "series"; readonly series: ListedSeries }
  | { readonly kind: "error"; readonly message: string };

function list({ kernel, namers, maxAge, prometheus }: SeriesListSettings, done: (listed: Listed) => void): void {
  const start = minus(kernel.now(), maxAge);
  const matches = [...new Set(namers.map(({ seriesQuery }) => seriesQuery))];
  const answers = new Map<string, readonly Labels[]>();
  let waiting = matches.length;
  let isOver = false;
  const finish = (listed: Listed): void => {
    if (!isOver) done(listed);
    isOver = true;
  };
  for (const match of matches) {
    prometheus.series({ match, start }, (reply) => {
      waiting -= 1;
      if (reply.kind === "error") {
        finish({ kind: "error", message: `unable to fetch metrics for query ${goQuote(match)}: ${reply.message}` });
        return;
      }
      if (reply.value !== undefined) answers.set(match, reply.value);
      if (waiting === 0) finish(collect(namers, answers));
    });
  }
}

function collect(namers: readonly MetricNamer[], answers: ReadonlyMap<string, readonly Labels[]>): Listed {
  const series: (readonly Labels[])[] = [];
  for (const { seriesQuery, accepts } of namers) {
    const answer = answers.get(seriesQuery);
    if (answer === undefined) {
      return { kind: "error", message: `no metrics retrieved for query ${goQuote(seriesQuery)}` };
    }
    series.push(answer.filter(accepts));
  }
  return { kind: "series", series };
}
