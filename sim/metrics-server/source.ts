import { divide, type Int64 } from "../int64.ts";
import { newQuantity, newScaledQuantity, type Quantity } from "../quantity/index.ts";
import type {
  NodeItem as PrintedNode,
  PodItem as PrintedPod,
  ResourceMetricsSource,
  SingleAnswer,
  UsageList,
} from "../resource-metrics-api/item.ts";
import type { SimTime } from "../units.ts";
import type { Queries } from "./queries.ts";
import { type NodeItem, type PodItem, zeroTime } from "./usage.ts";

/** What metrics-server's API is served from: its queries, answered at once. */
export const sourceOf = (queries: Queries): ResourceMetricsSource => ({
  pods: ({ namespace, selector, selects }, done) =>
    done(queries.pods(namespace, selector).flatMap((item) => (selects(item.metrics) ? [podItem(item)] : []))),
  nodes: ({ selector, selects }, done) =>
    done(
      queries
        .nodes(selector)
        .flatMap((item) => (selects({ name: item.metrics.name, namespace: "" }) ? [nodeItem(item)] : [])),
    ),
  pod: ({ namespace, name }, done) => done(mapFound(queries.pod(namespace, name), podItem)),
  node: ({ name }, done) => done(mapFound(queries.node(name), nodeItem)),
});

const mapFound = <From, To>(answer: SingleAnswer<From>, map: (from: From) => To): SingleAnswer<To> =>
  answer.kind === "found" ? { kind: "found", answer: map(answer.answer) } : answer;

/** The item as it is printed. */
export const podItem = ({ metrics, window }: PodItem): PrintedPod => ({
  name: metrics.name,
  namespace: metrics.namespace,
  labels: metrics.labels,
  timestamp: setTime(metrics.timestamp),
  window,
  containers: metrics.containers.map((usage) => ({ name: usage.name, usage: usageList(usage) })),
});

/** The same of a node. */
export const nodeItem = ({ metrics, window }: NodeItem): PrintedNode => ({
  name: metrics.name,
  labels: metrics.labels,
  timestamp: setTime(metrics.timestamp),
  window,
  usage: usageList(metrics),
});

const setTime = (time: SimTime): SimTime | undefined => (time === zeroTime ? undefined : time);

type Amounts = { readonly cpuNanocores: Int64 | undefined; readonly memoryMillibytes: Int64 | undefined };

/** Source: metrics-server v0.9.0 pkg/storage/types.go uint64Quantity */
function usageList({ cpuNanocores, memoryMillibytes }: Amounts): UsageList {
  const list: (readonly [string, Quantity])[] = [];
  if (cpuNanocores !== undefined) list.push(["cpu", newScaledQuantity(cpuNanocores, -9, "DecimalSI")]);
  if (memoryMillibytes !== undefined) list.push(["memory", newQuantity(divide(memoryMillibytes, 1000), "BinarySI")]);
  return list;
}
