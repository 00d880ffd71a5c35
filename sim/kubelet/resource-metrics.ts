import type { MetricFamily } from "../exposition-format/family.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { ContainerStats } from "../kubernetes/stats.ts";
import type { Sample } from "./sampler.ts";
import type { KubeletView } from "./view.ts";

/** One number of a family. */
type Reading = { readonly labels: Labels; readonly value: number; readonly timestampMilliseconds: number | undefined };

type Family = Pick<MetricFamily, "name" | "type" | "help"> & {
  readonly readings: (view: KubeletView) => readonly Reading[];
};

/** Source: kubernetes v1.36.3 pkg/kubelet/metrics/collectors/resource_metrics.go */
const families: readonly Family[] = [
  {
    name: "container_cpu_usage_seconds_total",
    type: "counter",
    help: "[STABLE] Cumulative cpu time consumed by the container in core-seconds",
    readings: ofContainers(({ cpuSeconds }) => cpuSeconds),
  },
  {
    name: "container_memory_working_set_bytes",
    type: "gauge",
    help: "[STABLE] Current working set of the container in bytes",
    readings: ofContainers(({ workingSetBytes }) => workingSetBytes),
  },
  {
    name: "container_start_time_seconds",
    type: "gauge",
    help: "[STABLE] Start time of the container since unix epoch in seconds",
    readings: (view) => ofContainers(({ startTimeSeconds }) => startTimeSeconds)(view).map(withoutTimestamp),
  },
  {
    name: "container_swap_limit_bytes",
    type: "gauge",
    help: "[ALPHA] Current amount of the container swap limit in bytes. Reported only on non-windows systems",
    readings: ofContainers(() => 0),
  },
  {
    name: "container_swap_usage_bytes",
    type: "gauge",
    help: "[ALPHA] Current amount of the container swap usage in bytes. Reported only on non-windows systems",
    readings: ofContainers(() => 0),
  },
  {
    name: "node_cpu_usage_seconds_total",
    type: "counter",
    help: "[STABLE] Cumulative cpu time consumed by the node in core-seconds",
    readings: ofNode((view) => view.nodeStats.cpuSeconds),
  },
  {
    name: "node_memory_working_set_bytes",
    type: "gauge",
    help: "[STABLE] Current working set of the node in bytes",
    readings: ofNode((view) => view.nodeStats.workingSetBytes),
  },
  {
    name: "node_swap_usage_bytes",
    type: "gauge",
    help: "[ALPHA] Current swap usage of the node in bytes. Reported only on non-windows systems",
    readings: ofNode(() => 0),
  },
  {
    name: "pod_cpu_usage_seconds_total",
    type: "counter",
    help: "[STABLE] Cumulative cpu time consumed by the pod in core-seconds",
    readings: ofPods(({ cpuNanoseconds }) => cpuNanoseconds / 1e9),
  },
  {
    name: "pod_memory_working_set_bytes",
    type: "gauge",
    help: "[STABLE] Current working set of the pod in bytes",
    readings: ofPods(({ workingSetBytes }) => workingSetBytes),
  },
  {
    name: "pod_swap_usage_bytes",
    type: "gauge",
    help: "[ALPHA] Current amount of the pod swap usage in bytes. Reported only on non-windows systems",
    readings: ofPods(() => 0),
  },
  {
    name: "resource_scrape_error",
    type: "gauge",
    help: "[STABLE] 1 if there was an error while getting container metrics, 0 otherwise",
    readings: () => [{ labels: {}, value: 0, timestampMilliseconds: undefined }],
  },
];

/**
 * The families of `/metrics/resource`.
 *
 * Swap is there, and 0, on a node without swap: the control groups have its files all the same. `scrape_error`, which 1.29
 * deprecated, is hidden.
 */
export function resourceMetrics(view: KubeletView): readonly MetricFamily[] {
  return families.map(({ name, type, help, readings }) => {
    const samples = readings(view).map((reading) => ({ name, ...reading }));
    return { name, type, help, samples };
  });
}

function ofContainers(value: (container: ContainerStats) => number): Family["readings"] {
  return ({ pods }) =>
    pods.flatMap(({ stats: { namespace, name, containers } }) =>
      containers.map((stats) => ({
        labels: { container: stats.container, namespace, pod: name },
        value: value(stats),
        timestampMilliseconds: stats.timestampMilliseconds,
      })),
    );
}

function ofPods(value: (group: Sample) => number): Family["readings"] {
  return ({ pods }) =>
    pods.map(({ pod: { namespace, name }, group }) => ({
      labels: { namespace, pod: name },
      value: value(group),
      timestampMilliseconds: Math.floor(group.at / 1000),
    }));
}

function ofNode(value: (view: KubeletView) => number): Family["readings"] {
  return (view) => [{ labels: {}, value: value(view), timestampMilliseconds: view.nodeStats.timestampMilliseconds }];
}

function withoutTimestamp({ labels, value }: Reading): Reading {
  return { labels, value, timestampMilliseconds: undefined };
}
