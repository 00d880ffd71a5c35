import type { Int64 } from "../int64.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit, type Labels } from "../kubernetes/object.ts";
import type { Answered } from "./custom-metrics.ts";
import { errorLine } from "./log.ts";
import { type MetricNamer, seriesName } from "./metric-namer.ts";
import { toMilli } from "./milli.ts";
import type { AdapterPorts } from "./ports.ts";
import { internalError, metricNotFound } from "./problem.ts";
import { type ReadableResult, readable } from "./prometheus.ts";
import type { ListedSeries } from "./series-list.ts";

/** One value of an external metric. */
export type ExternalMetricValue = {
  readonly metric: string;
  /** Labels of the series; undefined for a scalar. */
  readonly labels: Labels | undefined;
  /** That of the sample. */
  readonly timestampMilliseconds: number;
  readonly milli: Int64;
};

export type ExternalMetricRequest = {
  readonly namespace: string;
  readonly metric: string;
  readonly metricSelector: Selector;
};

/** What `external.metrics.k8s.io` is served from. */
export type ExternalMetrics = {
  readonly store: (series: ListedSeries) => void;
  /** In order of name. (Upstream lists them in the random order of Go's maps.) */
  readonly list: () => readonly string[];
  readonly get: (
    request: ExternalMetricRequest,
    done: (answer: Answered<readonly ExternalMetricValue[]>) => void,
  ) => void;
};

export type ExternalMetricsSettings = {
  readonly kernel: Pick<Kernel, "now">;
  readonly namers: readonly MetricNamer[];
  readonly ports: Pick<AdapterPorts, "prometheus" | "log">;
};

type Registered = { readonly series: string; readonly namer: MetricNamer };

/** Source: prometheus-adapter v0.12.0 pkg/external-provider */
export function createExternalMetrics({ kernel, namers, ports }: ExternalMetricsSettings): ExternalMetrics {
  const { prometheus, log } = ports;
  let registered: ReadonlyMap<string, Registered> = new Map();

  const store = (listed: ListedSeries): void => {
    const all = new Map<string, Registered>();
    for (const [at, namer] of namers.entries()) {
      for (const labels of listed[at] ?? []) {
        const metric = namer.nameOf(labels);
        if (metric !== undefined) all.set(metric, { series: seriesName(labels), namer });
      }
    }
    registered = all;
  };

  const get: ExternalMetrics["get"] = ({ namespace, metric, metricSelector }, done) => {
    const failure = (reason: string): void => {
      log(errorLine(reason));
      done({ ok: false, problem: internalError("unable to fetch metrics") });
    };
    const known = registered.get(metric);
    if (known === undefined) {
      // Only for the namespace "default" does the text say what the metric would be about.
      const resource = { group: "", resource: namespace === "default" ? "namespaces" : "" };
      done({ ok: false, problem: metricNotFound(resource, metric) });
      return;
    }
    const { namer, series } = known;
    const confinedTo = namer.namespaced ? namespace : "";
    const query = namer.query.buildExternal({ series, namespace: confinedTo, metricSelector });
    if (!query.ok) {
      failure(`unable to generate a query for the metric: ${query.error}`);
      return;
    }
    const answer = readable((reply) => {
      if (reply.kind === "error") failure(`unable to fetch metrics from prometheus: ${reply.message}`);
      else done(convert(metric, reply.value));
    });
    prometheus.query({ query: query.value, time: kernel.now() }, answer);
    return;
  };

  return { store, list: () => [...registered.keys()].sort(byCodeUnit), get };
}

function convert(metric: string, result: ReadableResult): Answered<readonly ExternalMetricValue[]> {
  switch (result.type) {
    case "scalar": {
      const { value, timestampMilliseconds } = result;
      return { ok: true, value: [{ metric, labels: undefined, timestampMilliseconds, milli: toMilli(value) }] };
    }
    case "vector":
      return {
        ok: true,
        value: result.samples.map(({ labels, value, timestampMilliseconds }) => ({
          ...{ metric, labels, timestampMilliseconds, milli: toMilli(value) },
        })),
      };
    case "matrix":
      return { ok: false, problem: { kind: "plain", message: "encountered an unexpected query result type" } };
  }
}
