import type { Int64 } from "../int64.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { LabelSelector } from "../kubernetes/autoscaling.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { SimTime } from "../units.ts";
import type { CustomMetricInfo, CustomRegistry } from "./custom-registry.ts";
import { printInfo } from "./custom-registry.ts";
import { labelSelectorOf } from "./label-selector.ts";
import { errorLine } from "./log.ts";
import { toMilli } from "./milli.ts";
import type { AdapterPorts, Sample } from "./ports.ts";
import { internalError, metricNotFound, type Problem } from "./problem.ts";
import { printResult, readable } from "./prometheus.ts";
import type { GroupVersionKind, RestMapper } from "./rest-mapper.ts";

/** One value of a custom metric. */
export type MetricValue = {
  readonly kind: GroupVersionKind;
  /** Empty for an object without one. */
  readonly namespace: string;
  readonly name: string;
  readonly metric: string;
  /** The instant of the answer, not of the sample. */
  readonly timestamp: SimTime;
  readonly milli: Int64;
  /** Absent without a metric selector. */
  readonly selector: LabelSelector | undefined;
};

export type Answered<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

export type CustomMetricRequest = {
  readonly info: CustomMetricInfo;
  readonly namespace: string;
  readonly metricSelector: Selector;
};

/** What `custom.metrics.k8s.io` is served from. */
export type CustomMetrics = {
  readonly byName: (
    request: CustomMetricRequest & { readonly name: string },
    done: (answer: Answered<readonly MetricValue[]>) => void,
  ) => void;
  readonly bySelector: (
    request: CustomMetricRequest & { readonly selector: Selector },
    done: (answer: Answered<readonly MetricValue[]>) => void,
  ) => void;
};

export type CustomMetricsSettings = {
  readonly kernel: Pick<Kernel, "now">;
  readonly registry: CustomRegistry;
  readonly mapper: RestMapper;
  readonly ports: Pick<AdapterPorts, "prometheus" | "listNames" | "log">;
};

/** Source: prometheus-adapter v0.12.0 pkg/custom-provider/provider.go */
export function createCustomMetrics(settings: CustomMetricsSettings): CustomMetrics {
  const { mapper, ports } = settings;
  const { listNames, log } = ports;

  const byName: CustomMetrics["byName"] = (request, done) =>
    query(settings, { ...request, names: [request.name] }, (answer) =>
      done(answer.ok ? onlyItem(settings, request, answer.value) : answer),
    );

  const bySelector: CustomMetrics["bySelector"] = (request, done) => {
    const fail = (reason: string): void => {
      log(errorLine(`unable to list matching resource names: ${reason}`));
      done({ ok: false, problem: internalError("unable to list matching resources") });
    };
    const { info, selector } = request;
    const all = mapper.resourcesFor(info.resource);
    const [resource] = all.ok ? all.value : [];
    if (resource === undefined) {
      fail(`unable to find preferred version to list matching resource names: ${all.ok ? "none" : all.error}`);
      return;
    }
    const namespace = info.namespaced ? request.namespace : "";
    listNames({ resource, namespace, selector }, (reply) => {
      if (reply.kind === "error") {
        fail(reply.message);
        return;
      }
      const names = reply.value;
      query(settings, { ...request, names }, (answer) =>
        done(answer.ok ? itemsOf(settings, { ...request, names }, answer.value) : answer),
      );
    });
  };

  return { byName, bySelector };
}

type Named = CustomMetricRequest & { readonly names: readonly string[] };

function query(
  { kernel, registry, ports: { prometheus, log } }: CustomMetricsSettings,
  request: Named,
  done: (answer: Answered<readonly Sample[]>) => void,
): void {
  const text = registry.queryFor(request);
  if (text === undefined) {
    done({ ok: false, problem: metricNotFound(request.info.resource, request.info.metric) });
    return;
  }
  const answer = readable((reply) => {
    if (reply.kind === "value" && reply.value.type === "vector") {
      done({ ok: true, value: reply.value.samples });
      return;
    }
    const reason =
      reply.kind === "error"
        ? `unable to fetch metrics from prometheus: ${reply.message}`
        : `unexpected results from prometheus: expected vector, got ${reply.value.type} on results ${printResult(reply.value)}`;
    log(errorLine(reason));
    done({ ok: false, problem: internalError("unable to fetch metrics") });
  });
  prometheus.query({ query: text, time: kernel.now() }, answer);
}

function onlyItem(
  settings: CustomMetricsSettings,
  request: CustomMetricRequest & { readonly name: string },
  samples: readonly Sample[],
): Answered<readonly MetricValue[]> {
  const { info, name, namespace } = request;
  const notFound = { ok: false, problem: metricNotFound(info.resource, info.metric, name) } as const;
  if (samples.length === 0) return notFound;
  const values = settings.registry.valuesByName(info, samples);
  if (values === undefined) return { ok: false, problem: metricNotFound(info.resource, info.metric) };
  const value = values.get(name);
  if (value === undefined) {
    const fetched = `${printInfo(info)} for ${goQuote(`${namespace}/${name}`)}`;
    settings.ports.log(
      errorLine(`None of the results returned by when fetching metric ${fetched} matched the resource name`),
    );
    return notFound;
  }
  const item = valueFor(settings, request, { name, value });
  return item.ok ? { ok: true, value: [item.value] } : item;
}

function itemsOf(
  settings: CustomMetricsSettings,
  request: Named,
  samples: readonly Sample[],
): Answered<readonly MetricValue[]> {
  const values = settings.registry.valuesByName(request.info, samples);
  if (values === undefined) {
    return { ok: false, problem: metricNotFound(request.info.resource, request.info.metric) };
  }
  const items: MetricValue[] = [];
  for (const name of request.names) {
    const value = values.get(name);
    // Objects that nothing is known of are left out.
    if (value === undefined) continue;
    const item = valueFor(settings, request, { name, value });
    if (!item.ok) return item;
    items.push(item.value);
  }
  return { ok: true, value: items };
}

function valueFor(
  { kernel, mapper }: CustomMetricsSettings,
  { info, namespace, metricSelector }: CustomMetricRequest,
  { name, value }: { readonly name: string; readonly value: number },
): Answered<MetricValue> {
  const kind = mapper.kindFor(info.resource);
  if (!kind.ok) return { ok: false, problem: { kind: "plain", message: kind.error } };
  const selector = labelSelectorOf(metricSelector);
  if (!selector.ok) return { ok: false, problem: { kind: "plain", message: selector.error } };
  // A value that is no number is reported as zero.
  const milli = Number.isNaN(value) ? 0 : toMilli(value);
  const what = { kind: kind.value, namespace, name, metric: info.metric };
  return { ok: true, value: { ...what, timestamp: kernel.now(), milli, selector: selector.value } };
}
