import { formatSpan } from "../generic-apiserver/go-duration.ts";
import { byCodeUnit, type Labels } from "../kubernetes/object.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import { formatQuantity } from "../quantity/index.ts";
import type { SimTime } from "../units.ts";
import type { NodeItem, PodItem, UsageList } from "./item.ts";

export const groupVersion = "metrics.k8s.io/v1beta1";

/**
 * Fields of a `PodMetrics` in the order in which Go prints them. `now` is its creation timestamp: the item is made for the answer.
 *
 * Source: k8s.io/metrics v0.36.3 pkg/apis/metrics/v1beta1/types.go
 */
export function podMetricsFields(item: PodItem, now: SimTime): object {
  const { name, namespace, labels, timestamp, window, containers } = item;
  return {
    metadata: metadata({ name, namespace, labels }, now),
    timestamp: printTime(timestamp),
    window: formatSpan(window),
    containers: containers.map((container) => ({ name: container.name, usage: usageFields(container.usage) })),
  };
}

/** The same of a `NodeMetrics`. */
export function nodeMetricsFields(item: NodeItem, now: SimTime): object {
  const { name, labels, timestamp, window, usage } = item;
  return {
    metadata: metadata({ name, labels }, now),
    timestamp: printTime(timestamp),
    window: formatSpan(window),
    usage: usageFields(usage),
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

const usageFields = (list: UsageList): object =>
  Object.fromEntries(list.map(([resource, amount]) => [resource, formatQuantity(amount)]));

const printTime = (time: SimTime | undefined): string | null => (time === undefined ? null : formatTimestamp(time));
