import type { Kernel } from "../kernel/kernel.ts";
import { everything, matches } from "../kubernetes/label-selector.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { newMilliQuantity, type Quantity } from "../quantity/index.ts";
import type { NodeItem, PodItem, ResourceMetricsSource, SingleAnswer } from "../resource-metrics-api/item.ts";
import { simTime } from "../units.ts";
import { errorLine } from "./log.ts";
import { toMilli } from "./milli.ts";
import type { AdapterPorts, ObjectView, Sample } from "./ports.ts";
import type { AdapterRelease } from "./release.ts";
import { queryBoth, type ResourceQueries, type Usages } from "./resource-query.ts";

export type ResourceMetricsSettings = {
  readonly kernel: Pick<Kernel, "now">;
  readonly queries: ResourceQueries;
  /** Which pods are looked at. */
  readonly podPhase: AdapterRelease["podPhase"];
  readonly nodeWindow: AdapterRelease["nodeWindow"];
  readonly ports: Pick<AdapterPorts, "prometheus" | "listPods" | "listNodes" | "log">;
};

const podResource = { group: "", resource: "pods" };
const nodeResource = { group: "", resource: "nodes" };

/**
 * What `metrics.k8s.io` is served from by the resource rules: two queries for each namespace, two for all nodes. A namespace or
 * node that cannot be told about is left out.
 *
 * Containers come in order of name. (Upstream has them in the random order of Go's maps.)
 * Source: prometheus-adapter v0.12.0 pkg/resourceprovider/provider.go
 */
export function createResourceMetrics(settings: ResourceMetricsSettings): ResourceMetricsSource {
  const { podPhase, ports } = settings;
  const { listPods, listNodes } = ports;
  return {
    pods: ({ namespace, selector, selects }, done) => {
      const wanted = listPods(podPhase).filter(
        (pod) => (namespace === "" || pod.namespace === namespace) && matches(selector, pod.labels) && selects(pod),
      );
      podItems(settings, wanted, (items) => done(items.toSorted(byNamespaceAndName)));
    },
    nodes: ({ selector, selects }, done) => {
      const wanted = listNodes().filter(
        (node) => matches(selector, node.labels) && selects({ ...node, namespace: "" }),
      );
      nodeItems(settings, wanted, (items) => done(items.toSorted((a, b) => byCodeUnit(a.name, b.name))));
    },
    pod: ({ namespace, name }, done) => {
      const pod = listPods(podPhase).find((one) => one.namespace === namespace && one.name === name);
      if (pod === undefined) done({ kind: "unknown" });
      else podItems(settings, [pod], (items) => done(single(items)));
    },
    node: ({ name }, done) => {
      const node = listNodes().find((one) => one.name === name);
      if (node === undefined) done({ kind: "unknown" });
      else nodeItems(settings, [node], (items) => done(single(items)));
    },
  };
}

const single = <Item>([item]: readonly Item[]): SingleAnswer<Item> =>
  item === undefined ? { kind: "no-metrics" } : { kind: "found", answer: item };

const byNamespaceAndName = (a: PodItem, b: PodItem): number =>
  byCodeUnit(a.namespace, b.namespace) || byCodeUnit(a.name, b.name);

function podItems(
  settings: ResourceMetricsSettings,
  pods: readonly ObjectView[],
  done: (items: readonly PodItem[]) => void,
): void {
  const { ports } = settings;
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))];
  const usages = new Map<string, Usages>();
  let waiting = namespaces.length;
  const finish = (): void => done(pods.flatMap((pod) => podItem(settings, pod, usages.get(pod.namespace)) ?? []));
  if (waiting === 0) finish();
  for (const namespace of namespaces) {
    const names = pods.flatMap((pod) => (pod.namespace === namespace ? [pod.name] : []));
    const request = { resource: podResource, namespace, names, metricSelector: everything };
    queryBoth(settings, request, (reply) => {
      if (reply.kind === "value") usages.set(namespace, reply.value);
      else {
        const of = `unable to fetch metrics for pods in namespace "${namespace}"`;
        ports.log(errorLine(`${of}, skipping: ${reply.message}`));
      }
      waiting -= 1;
      if (waiting === 0) finish();
    });
  }
}

function podItem(
  { queries, ports }: ResourceMetricsSettings,
  { namespace, name, labels }: ObjectView,
  usages: Usages | undefined,
): PodItem | undefined {
  const skip = (what: string): undefined => {
    ports.log(errorLine(`unable to fetch ${what} ${namespace}/${name}${usages === undefined ? "" : ", skipping"}`));
    return undefined;
  };
  if (usages === undefined) return skip(`metrics for pods in namespace "${namespace}", skipping pod`);
  const cpu = usages.cpu.get(name);
  if (cpu === undefined) return skip("CPU metrics for pod");
  const memory = usages.memory.get(name);
  if (memory === undefined) return skip("memory metrics for pod");
  const cpuOf = lastByLabel(cpu, queries.cpu.containerLabel);
  const memoryOf = lastByLabel(memory, queries.memory.containerLabel);
  const containers = [...new Set([...cpuOf.keys(), ...memoryOf.keys()])].sort(byCodeUnit).map((container) => ({
    name: container,
    // A container that only one of the two queries knows is taken to use nothing of the other.
    usage: usageList(cpuOf.get(container) ?? 0, memoryOf.get(container) ?? 0),
  }));
  const timestamp = earliest([...cpu, ...memory]);
  return { namespace, name, labels, timestamp, window: queries.windowNanoseconds, containers };
}

const lastByLabel = (samples: readonly Sample[], label: string): ReadonlyMap<string, number> =>
  new Map(samples.map(({ labels, value }) => [labels[label] ?? "", value]));

const earliest = (samples: readonly Sample[]): PodItem["timestamp"] =>
  simTime(Math.floor(Math.min(...samples.map((sample) => sample.timestampMilliseconds)) / 1000) * 1_000_000);

const usageList = (cores: number, bytes: number): readonly (readonly [string, Quantity])[] => [
  ["cpu", newMilliQuantity(toMilli(cores), "DecimalSI")],
  ["memory", newMilliQuantity(toMilli(bytes), "BinarySI")],
];

function nodeItems(
  settings: ResourceMetricsSettings,
  nodes: readonly ObjectView[],
  done: (items: readonly NodeItem[]) => void,
): void {
  const { ports } = settings;
  if (nodes.length === 0) {
    done([]);
    return;
  }
  const names = nodes.map(({ name }) => name);
  queryBoth(settings, { resource: nodeResource, namespace: "", names, metricSelector: everything }, (reply) => {
    if (reply.kind === "error") {
      ports.log(errorLine(`failed querying node metrics: ${reply.message}`));
      done([]);
      return;
    }
    const { cpu, memory } = reply.value;
    const items = nodes.flatMap(({ name, labels }) => {
      // Of several samples about a node the first counts.
      const [cores] = cpu.get(name) ?? [];
      const [bytes] = memory.get(name) ?? [];
      if (cores === undefined || bytes === undefined) return [];
      const usage = usageList(cores.value, bytes.value);
      return [{ name, labels, timestamp: earliest([cores, bytes]), window: windowOf(settings, cores, bytes), usage }];
    });
    done(items);
  });
}

function windowOf({ nodeWindow, queries }: ResourceMetricsSettings, cores: Sample, bytes: Sample): number {
  const isConfigured = nodeWindow === "configured" || bytes.timestampMilliseconds < cores.timestampMilliseconds;
  return isConfigured ? queries.windowNanoseconds : oneMinute;
}

const oneMinute = 60_000_000_000;
