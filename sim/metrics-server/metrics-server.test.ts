import fc from "fast-check";
import { expect, test } from "vitest";
import { type MetricsPath, playPath } from "../../fixtures/metrics-server/path.ts";
import { parseFamilies } from "../exposition-format/parse.ts";
import { type Int64, multiply } from "../int64.ts";
import type { Kubelet } from "../kubelet/kubelet.ts";
import type { KubeletPorts } from "../kubelet/ports.ts";
import { everything, parseSelector, type Selector } from "../kubernetes/label-selector.ts";
import type { NodeMetrics, PodMetrics } from "../kubernetes/metrics.ts";
import type { Labels } from "../kubernetes/object.ts";
import { parseGoDuration, parseTimestamp } from "../kubernetes/timestamp.ts";
import { parseQuantity, scaledValue, value } from "../quantity/index.ts";
import { between } from "../units.ts";

/** So many millicores of CPU and MiB of memory, always. */
const constantUsage =
  (cpuMillicores: number, mebi: number): KubeletPorts["usage"] =>
  (pod, _container, at) => ({
    cpuNanoseconds: between(pod.startedAt, at) * cpuMillicores,
    workingSetBytes: mebi * 1_048_576,
    throttledNanoseconds: 0,
    answeredRequests: 0,
  });

const noRequest = { method: "GET", query: [], headers: {}, body: "", peer: { user: "", groups: [] } };

function bodyOf(handler: Pick<Kubelet, "handle">, path: string): string {
  const [plain = "", query = ""] = path.split("?");
  const pairs = query === "" ? [] : [query.split("=") as [string, string]];
  const reply = handler.handle({ ...noRequest, path: plain, query: pairs });
  return reply.kind === "whole" ? reply.body : "";
}

type WireUsage = { readonly cpu: string; readonly memory: string };
type WireItem = {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels?: Labels };
  readonly timestamp: string;
  readonly window: string;
  readonly usage: WireUsage;
  readonly containers: readonly { readonly name: string; readonly usage: WireUsage }[];
};

function quantityOf(text: string): NonNullable<ReturnType<typeof readQuantity>> {
  const quantity = readQuantity(text);
  if (quantity === undefined) throw new Error(`${text} is no quantity`);
  return quantity;
}

function readQuantity(text: string) {
  const parsed = parseQuantity(text);
  return parsed.ok ? parsed.quantity : undefined;
}

const decodedUsage = ({ cpu, memory }: WireUsage): { cpuNanocores: Int64; memoryMillibytes: Int64 } => ({
  cpuNanocores: scaledValue(quantityOf(cpu), -9),
  memoryMillibytes: multiply(value(quantityOf(memory)), 1000),
});

const decodedTimes = ({ timestamp, window }: WireItem) => ({
  timestamp: parseTimestamp(timestamp),
  window: parseGoDuration(window),
});

const decodedPod = (item: WireItem): unknown => ({
  name: item.metadata.name,
  namespace: item.metadata.namespace,
  labels: item.metadata.labels ?? {},
  ...decodedTimes(item),
  containers: item.containers.map(({ name, usage }) => ({ name, ...decodedUsage(usage) })),
});

const decodedNode = (item: WireItem): unknown => ({
  name: item.metadata.name,
  labels: item.metadata.labels ?? {},
  ...decodedTimes(item),
  ...decodedUsage(item.usage),
});

const itemsOf = ({ metricsServer }: MetricsPath, path: string): readonly WireItem[] =>
  JSON.parse(bodyOf(metricsServer, `/apis/metrics.k8s.io/v1beta1/${path}`)).items;

function selectorOf(text: string): Selector {
  const parsed = parseSelector(text);
  return parsed.ok ? parsed.selector : everything;
}

test("what a client reads from the API is what a typed query gives", () => {
  const runs = fc.record({
    seconds: fc.integer({ min: 1, max: 120 }),
    seed: fc.integer({ min: 0, max: 1000 }),
    millicores: fc.integer({ min: 0, max: 4000 }),
    mebi: fc.integer({ min: 1, max: 4096 }),
  });
  fc.assert(
    fc.property(runs, ({ seconds, seed, millicores, mebi }) => {
      const path = playPath(constantUsage(millicores, mebi), seconds, seed);
      const { metricsServer } = path;
      expect(itemsOf(path, "pods").map(decodedPod)).toEqual(metricsServer.podMetrics("", everything));
      expect(itemsOf(path, "namespaces/default/pods?labelSelector=app in (web)").map(decodedPod)).toEqual(
        metricsServer.podMetrics("default", selectorOf("app=web")),
      );
      expect(itemsOf(path, "nodes").map(decodedNode)).toEqual(metricsServer.nodeMetrics(everything));
    }),
    { numRuns: 60 },
  );
});

const namesOf = (items: readonly (PodMetrics | NodeMetrics)[]): readonly string[] => items.map(({ name }) => name);

test("answers about pods and nodes in their order, and only about those that are asked for", () => {
  const { metricsServer } = playPath(constantUsage(100, 64), 60);
  expect([
    namesOf(metricsServer.podMetrics("", everything)),
    namesOf(metricsServer.podMetrics("default", everything)),
    namesOf(metricsServer.podMetrics("default", selectorOf("app=db"))),
    namesOf(metricsServer.nodeMetrics(everything)),
    namesOf(metricsServer.nodeMetrics(selectorOf("kubernetes.io/hostname=node-2"))),
  ]).toEqual([["web-1", "web-2", "db-0"], ["web-1", "web-2"], [], ["node-1", "node-2"], ["node-2"]]);
});

test("answers about a new pod within two metric resolutions and a housekeeping interval", () => {
  const answered = [15, 20, 25, 30, 35, 45, 60].map(
    (seconds) => playPath(constantUsage(100, 64), seconds).metricsServer.podMetrics("", everything).length,
  );
  expect(answered[0]).toBe(0);
  expect(answered.at(-1)).toBe(3);
  expect(answered.toSorted((a, b) => a - b)).toEqual(answered);
});

/** What every document says of the container `web` of `web-1`: cores and bytes, or core-seconds and bytes. */
function told({
  kubelets,
  metricsServer,
}: MetricsPath): Readonly<Record<string, readonly [cpu: number, memory: number]>> {
  const kubelet = kubelets.get("node-1")!;
  const { cpuNanocores, memoryMillibytes } = metricsServer.podMetrics("default", everything)[0]!.containers[0]!;
  const summary = JSON.parse(bodyOf(kubelet, "/stats/summary")).pods[0];
  const inTable = bodyOf(metricsServer, "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods/web-1");
  const families = (path: string): readonly [number, number] => {
    const parsed = parseFamilies(bodyOf(kubelet, path));
    const samples = parsed.ok ? parsed.families.flatMap((family) => family.samples) : [];
    const find = (name: string): number =>
      samples.find((sample) => sample.name === name && sample.labels.container === "web")?.value ?? Number.NaN;
    return [find("container_cpu_usage_seconds_total"), find("container_memory_working_set_bytes")];
  };
  return {
    "metrics.k8s.io, typed": [Number(cpuNanocores) / 1e9, Number(memoryMillibytes) / 1000],
    "metrics.k8s.io, as text": [
      Number(scaledValue(quantityOf(/"cpu":"(\w+)"/.exec(inTable)?.[1] ?? ""), -9)) / 1e9,
      Number(value(quantityOf(/"memory":"(\w+)"/.exec(inTable)?.[1] ?? ""))),
    ],
    "/stats/summary": [summary.containers[0].cpu.usageNanoCores / 1e9, summary.containers[0].memory.workingSetBytes],
    "/metrics/resource": families("/metrics/resource"),
    "/metrics/cadvisor": families("/metrics/cadvisor"),
  };
}

test("one parameter of the load shows in every document", () => {
  const once = told(playPath(constantUsage(250, 64), 90));
  const twice = told(playPath(constantUsage(500, 128), 90));
  for (const [document, [cpu, memory]] of Object.entries(once)) {
    const [moreCpu, moreMemory] = twice[document]!;
    // The CPU that setting up the container takes does not grow, and counts in totals.
    const setup = document.startsWith("/metrics/") ? 0.01 : 0;
    expect([document, (moreCpu - setup) / (cpu - setup), moreMemory / memory]).toEqual([
      document,
      expect.closeTo(2, 6),
      2,
    ]);
  }
  expect(once["metrics.k8s.io, typed"]?.[0]).toBeCloseTo(0.25, 3);
});
