import type { Int64 } from "../int64.ts";
import { divide } from "../int64.ts";
import { byCodeUnit, type Labels } from "../kubernetes/object.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import { formatQuantity, newQuantity, newScaledQuantity, type Quantity } from "../quantity/index.ts";
import type { SimTime } from "../units.ts";
import { formatSpan } from "./go-duration.ts";
import { type NodeItem, type PodItem, zeroTime } from "./usage.ts";

/** Amounts by resource, in order of name. */
export type UsageList = readonly (readonly [resource: string, amount: Quantity])[];

export const groupVersion = "metrics.k8s.io/v1beta1";

/**
 * Fields of a `PodMetrics` in the order in which Go prints them. `now` is its creation timestamp: the item is made for the answer.
 *
 * Source: k8s.io/metrics v0.36.3 pkg/apis/metrics/v1beta1/types.go
 */
export function podMetricsFields({ metrics, window }: PodItem, now: SimTime): object {
  const { name, namespace, labels, timestamp, containers } = metrics;
  return {
    metadata: metadata({ name, namespace, labels }, now),
    timestamp: printTime(timestamp),
    window: formatSpan(window),
    containers: containers.map((usage) => ({ name: usage.name, usage: usageFields(usageList(usage)) })),
  };
}

/** The same of a `NodeMetrics`. */
export function nodeMetricsFields({ metrics, window }: NodeItem, now: SimTime): object {
  const { name, labels, timestamp } = metrics;
  return {
    metadata: metadata({ name, labels }, now),
    timestamp: printTime(timestamp),
    window: formatSpan(window),
    usage: usageFields(usageList(metrics)),
  };
}

type Named = { readonly name: string; readonly namespace?: string; readonly labels: Labels };

export function metadata({ name, namespace, labels }: Named, now: SimTime): object {
  const names = Object.keys(labels).sort(byCodeUnit);
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    creationTimestamp: formatTimestamp(now),
    ...(names.length === 0 ? {} : { labels: Object.fromEntries(names.map((key) => [key, labels[key]])) }),
  };
}

type Amounts = { readonly cpuNanocores: Int64 | undefined; readonly memoryMillibytes: Int64 | undefined };

/** Source: metrics-server v0.9.0 pkg/storage/types.go uint64Quantity */
export function usageList({ cpuNanocores, memoryMillibytes }: Amounts): UsageList {
  const list: (readonly [string, Quantity])[] = [];
  if (cpuNanocores !== undefined) list.push(["cpu", newScaledQuantity(cpuNanocores, -9, "DecimalSI")]);
  if (memoryMillibytes !== undefined) list.push(["memory", newQuantity(divide(memoryMillibytes, 1000), "BinarySI")]);
  return list;
}

const usageFields = (list: UsageList): object =>
  Object.fromEntries(list.map(([resource, amount]) => [resource, formatQuantity(amount)]));

const printTime = (time: SimTime): string | null => (time === zeroTime ? null : formatTimestamp(time));
