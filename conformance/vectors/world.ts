import type { PodMetricValue } from "../../sim/hpa/ports.ts";
import { type Int64, multiply } from "../../sim/int64.ts";
import type { PodMetrics } from "../../sim/kubernetes/metrics.ts";
import type { Labels } from "../../sim/kubernetes/object.ts";
import type { ContainerSpec, PodSpec, PodView, ResourceMilli } from "../../sim/kubernetes/pod.ts";
import { milliValue, parseQuantity, scaledValue } from "../../sim/quantity/index.ts";
import { type Duration, minus, type SimTime, seconds } from "../../sim/units.ts";
import type { VectorClosed, VectorContainer, VectorCustomValue, VectorPod, VectorSample, VectorTick } from "./case.ts";

/** One tick made ready: every quantity read, every age an instant. */
export type TickWorld = {
  readonly tick: VectorTick;
  readonly at: SimTime;
  readonly pods: readonly PodView[];
  readonly samples: readonly PodMetrics[];
  readonly podMetrics: ReadonlyMap<string, readonly PodMetricValue[]>;
  readonly objectMetrics: ReadonlyMap<
    string,
    readonly { readonly kind: string; readonly name: string; readonly milli: Int64 }[]
  >;
  readonly external: ReadonlyMap<string, readonly Int64[]>;
  /** All pods and samples have the usual labels. */
  readonly isUniform: boolean;
};

/** Labels of a pod that says nothing of its own. */
export const usualLabels: Labels = { app: "web" };
const namespace = "default";

/** Reads one tick. `specs` keeps one value for each distinct pod spec, as pods of one template share theirs. */
export function readTick(tick: VectorTick, at: SimTime, specs: Map<string, PodSpec>): TickWorld {
  const labelsOf = new Map((tick.pods ?? []).map((pod) => [pod.name, pod.labels ?? usualLabels]));
  return {
    tick,
    at,
    pods: (tick.pods ?? []).map((pod) => readPod(pod, at, specs)),
    samples: (tick.resource ?? []).map((sample) => ({
      ...readSample(sample, at),
      labels: labelsOf.get(sample.pod) ?? usualLabels,
    })),
    isUniform: (tick.pods ?? []).every((pod) => pod.labels === undefined),
    podMetrics: readCustom(tick, at),
    objectMetrics: readObjects(tick),
    external: new Map(Object.entries(tick.external ?? {}).map(([name, series]) => [name, series.map(milli)])),
  };
}

/** The pods and samples of a closed tick with `replicas` pods. */
export function closedWorld(
  world: TickWorld,
  closed: VectorClosed,
  replicas: number,
  specs: Map<string, PodSpec>,
): TickWorld {
  const names = Array.from({ length: replicas }, (_, index) => `p${index}`);
  const spec = internSpec({ containers: [{ name: "app", requests: closed.requests }] }, specs);
  const startTime = minus(world.at, seconds(1000));
  const readyChangedAt = minus(world.at, seconds(900));
  const timestamp = minus(world.at, seconds(5));
  const window = seconds(30);
  const sharers = Math.max(1, replicas);
  const cpuNanocores = multiply(Math.floor(closed.totalCpuMilli / sharers), 1_000_000);
  const memoryMillibytes = multiply(Math.floor(closed.totalMemoryBytes / sharers), 1000);
  const containers = [{ name: "app", cpuNanocores, memoryMillibytes }];
  const shares = Object.entries(closed.totalCustomMilli ?? {}).map(([metric, total]) => {
    const share = Math.floor(total / sharers);
    const values = names.map((name) => ({ name, milli: share, timestamp, window: seconds(60) }));
    return [metric, values] as const;
  });
  return {
    ...world,
    isUniform: true,
    pods: names.map((name) => ({
      name,
      namespace,
      labels: usualLabels,
      phase: "Running",
      deleting: false,
      ready: "True",
      readyChangedAt,
      startTime,
      spec,
    })),
    samples: names.map((name) => ({ name, namespace, labels: usualLabels, timestamp, window, containers })),
    podMetrics: new Map([...world.podMetrics, ...(replicas === 0 ? [] : shares)]),
  };
}

function readPod(pod: VectorPod, at: SimTime, specs: Map<string, PodSpec>): PodView {
  const { name, phase, ready, readyChangedSecondsAgo, startedSecondsAgo, deleting = false } = pod;
  return {
    name,
    namespace,
    labels: pod.labels ?? usualLabels,
    phase,
    deleting,
    ready: ready === undefined ? undefined : ready ? "True" : "False",
    readyChangedAt: ago(at, readyChangedSecondsAgo ?? 0),
    startTime: startedSecondsAgo === undefined ? undefined : ago(at, startedSecondsAgo),
    spec: internSpec(pod, specs),
  };
}

function internSpec(
  {
    containers,
    sidecars = [],
    init = [],
    requests,
    overhead = {},
  }: Pick<VectorPod, "containers" | "sidecars" | "init" | "requests" | "overhead">,
  specs: Map<string, PodSpec>,
): PodSpec {
  const identity = JSON.stringify([containers, sidecars, init, requests, overhead]);
  const known = specs.get(identity);
  if (known !== undefined) return known;
  const spec: PodSpec = {
    containers: containers.map(readContainer),
    initContainers: [
      ...init.map((each) => ({ ...readContainer(each), restartPolicyAlways: false })),
      ...sidecars.map((each) => ({ ...readContainer(each), restartPolicyAlways: true })),
    ],
    ...(requests === undefined ? {} : { podRequests: readResources(requests) }),
    overhead: readResources(overhead),
    nodeSelector: {},
    terminationGracePeriodSeconds: 30,
  };
  specs.set(identity, spec);
  return spec;
}

const readContainer = ({ name, requests = {} }: VectorContainer): ContainerSpec => ({
  name,
  image: "",
  requests: readResources(requests),
  limits: new Map(),
});

const readResources = (amounts: Readonly<Record<string, string>>): ResourceMilli =>
  new Map(Object.entries(amounts).map(([name, amount]) => [name, milli(amount)]));

function readSample({ pod, ageSeconds, windowSeconds, containers }: VectorSample, at: SimTime): PodMetrics {
  return {
    name: pod,
    namespace,
    labels: usualLabels,
    timestamp: ago(at, ageSeconds),
    window: seconds(windowSeconds),
    containers: containers.map(({ name, usage }) => ({
      name,
      cpuNanocores: usage["cpu"] === undefined ? undefined : nano(usage["cpu"]),
      memoryMillibytes: usage["memory"] === undefined ? undefined : milli(usage["memory"]),
    })),
  };
}

function readCustom(tick: VectorTick, at: SimTime): TickWorld["podMetrics"] {
  const read = new Map<string, readonly PodMetricValue[]>();
  for (const [metric, values] of Object.entries(tick.custom ?? {})) {
    read.set(
      metric,
      values.filter(({ kind }) => kind === "Pod").map((value) => readPodValue(value, at)),
    );
  }
  return read;
}

const readPodValue = (
  { name, value, ageSeconds = 0, windowSeconds = 60 }: VectorCustomValue,
  at: SimTime,
): PodMetricValue => ({
  name,
  milli: milli(value),
  timestamp: ago(at, ageSeconds),
  window: seconds(windowSeconds),
});

function readObjects(tick: VectorTick): TickWorld["objectMetrics"] {
  const read = new Map<string, { readonly kind: string; readonly name: string; readonly milli: Int64 }[]>();
  for (const [metric, values] of Object.entries(tick.custom ?? {})) {
    const objects = values.filter(({ kind }) => kind !== "Pod");
    read.set(
      metric,
      objects.map(({ kind, name, value }) => ({ kind, name, milli: milli(value) })),
    );
  }
  return read;
}

const ago = (at: SimTime, count: number): SimTime => minus(at, seconds(count) satisfies Duration);

const milli = (text: string): Int64 => {
  const parsed = parseQuantity(text);
  return parsed.ok ? milliValue(parsed.quantity) : 0;
};

const nano = (text: string): Int64 => {
  const parsed = parseQuantity(text);
  return parsed.ok ? scaledValue(parsed.quantity, -9) : 0;
};
