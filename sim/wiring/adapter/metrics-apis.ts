import type { Adapter } from "../../adapter/adapter.ts";
import { failureOf } from "../../adapter/answer.ts";
import type { Answered, MetricValue } from "../../adapter/custom-metrics.ts";
import type { ExternalMetricValue } from "../../adapter/external-metrics.ts";
import type { ApiGroup } from "../../adapter/rest-mapper.ts";
import type { HpaPorts, Reply } from "../../hpa/ports.ts";
import { goQuote } from "../../kubernetes/go-text.ts";
import type { PodMetrics } from "../../kubernetes/metrics.ts";
import { milliValue, type Quantity, scaledValue } from "../../quantity/index.ts";
import type { PodItem, ResourceMetricsSource } from "../../resource-metrics-api/item.ts";
import { microseconds, seconds, simTime } from "../../units.ts";
import type { Reach } from "../faults.ts";
import { resourceOfKind } from "./api-groups.ts";

/** The calls of the HPA controller about custom and external metrics. */
export type MetricsApis = Pick<HpaPorts, "customPodsMetric" | "customObjectMetric" | "externalMetric"> &
  /** Where somebody else than metrics-server serves `metrics.k8s.io`. */
  Partial<Pick<HpaPorts, "resourceMetrics">>;

/**
 * A cluster in which nobody serves custom or external metrics: the texts are what the clients say then.
 *
 * Source: k8s.io/metrics v0.36.3 pkg/client/custom_metrics/discovery.go; client-go's text of a 404 without a Status body.
 */
export const noMetricsApis: MetricsApis = {
  customPodsMetric: (_query, done) => done(notRegistered),
  customObjectMetric: (_query, done) => done(notRegistered),
  externalMetric: ({ metric }, done) =>
    done({
      kind: "error",
      message: `the server could not find the requested resource (get ${metric}.external.metrics.k8s.io)`,
    }),
};

const notRegistered = {
  kind: "error",
  message: "no custom metrics API (custom.metrics.k8s.io) registered",
} as const;

export type AdapterApisSettings = {
  readonly adapter: Adapter;
  readonly groups: readonly ApiGroup[];
  readonly reach: Reach;
};

/** What serves the pods' window where nobody says another. Source: kubernetes v1.36.3 podautoscaler/metrics/client.go */
const metricServerDefaultMetricWindow = seconds(60);

/** Custom and external metrics from prometheus-adapter, through the API server's proxy, as the HPA's clients read them. */
export function createAdapterApis({ adapter, groups, reach }: AdapterApisSettings): MetricsApis {
  const { custom, external, resource } = adapter;
  return {
    ...(resource === undefined ? {} : { resourceMetrics: resourceMetricsFrom(resource, reach) }),
    customPodsMetric: ({ namespace, metric, selector, metricSelector }, done) => {
      if (custom === undefined) {
        done(notRegistered);
        return;
      }
      const info = { resource: { group: "", resource: "pods" }, namespaced: true, metric };
      reach<Answered<readonly MetricValue[]>>(
        (answer) => custom.bySelector({ info, namespace, selector, metricSelector }, answer),
        (answer) =>
          done(
            replyOf(answer, (values) => ({
              kind: "value",
              value: values.map(({ name, milli, timestamp }) => ({
                ...{ name, milli, timestamp, window: metricServerDefaultMetricWindow },
              })),
            })),
          ),
        (because) => done({ kind: "error", message: `${because} (get pods.custom.metrics.k8s.io *)` }),
      );
    },
    customObjectMetric: ({ namespace, metric, object, metricSelector }, done) => {
      if (custom === undefined) {
        done(notRegistered);
        return;
      }
      const { apiVersion = "", kind, name } = object;
      const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
      const resource = resourceOfKind(groups, { group, kind });
      if (resource === undefined) {
        const reason = `no matches for kind ${goQuote(kind)} in group ${goQuote(group)}`;
        done({ kind: "error", message: `unable to map kind ${kindText(kind, group)} to resource: ${reason}` });
        return;
      }
      const isNamespace = group === "" && kind === "Namespace";
      const info = { resource, namespaced: !isNamespace && resource.resource !== "nodes", metric };
      const named = isNamespace ? namespace : name;
      const path = group === "" ? resource.resource : `${resource.resource}.${group}`;
      reach<Answered<readonly MetricValue[]>>(
        (answer) => custom.byName({ info, namespace, name: named, metricSelector }, answer),
        (answer) =>
          done(
            replyOf(answer, (values) => {
              const [value, ...more] = values;
              if (value !== undefined && more.length === 0) return { kind: "value", value: value.milli };
              const count = values.length;
              const message = `the custom metrics API server returned ${count} results when we asked for exactly one`;
              return { kind: "error", message };
            }),
          ),
        (because) => done({ kind: "error", message: `${because} (get ${path}.custom.metrics.k8s.io ${named})` }),
      );
    },
    externalMetric: (query, done) => {
      if (external === undefined) {
        noMetricsApis.externalMetric(query, done);
        return;
      }
      reach<Answered<readonly ExternalMetricValue[]>>(
        (answer) => external.get(query, answer),
        (answer) => done(replyOf(answer, (values) => ({ kind: "value", value: values.map(({ milli }) => milli) }))),
        (because) => done({ kind: "error", message: `${because} (get ${query.metric}.external.metrics.k8s.io)` }),
      );
    },
  };
}

/** CPU and memory from the adapter's resource rules. */
const resourceMetricsFrom =
  (source: ResourceMetricsSource, reach: Reach): HpaPorts["resourceMetrics"] =>
  ({ namespace, selector }, done) =>
    reach<readonly PodItem[]>(
      (answer) => source.pods({ namespace, selector, selects: () => true }, answer),
      (items) => done({ kind: "value", value: items.map(podMetricsOf) }),
      (because) => done({ kind: "error", message: `${because} (get pods.metrics.k8s.io)` }),
    );

const podMetricsOf = ({ name, namespace, labels, timestamp, window, containers }: PodItem): PodMetrics => ({
  ...{ name, namespace, labels },
  timestamp: timestamp ?? simTime(0),
  window: microseconds(Math.floor(window / 1000)),
  containers: containers.map((container) => {
    const amount = (wanted: string): Quantity | undefined =>
      container.usage.find(([resourceName]) => resourceName === wanted)?.[1];
    const [cpu, memory] = [amount("cpu"), amount("memory")];
    return {
      name: container.name,
      cpuNanocores: cpu && scaledValue(cpu, nano),
      memoryMillibytes: memory && milliValue(memory),
    };
  }),
});

const nano = -9;

/** Source: apimachinery v0.36.3 schema.GroupKind.String */
const kindText = (kind: string, group: string): string => (group === "" ? kind : `${kind}.${group}`);

const replyOf = <From, To>(answer: Answered<From>, read: (value: From) => Reply<To>): Reply<To> =>
  answer.ok ? read(answer.value) : { kind: "error", message: failureOf(answer.problem).message };
