import { defaultedHpa } from "../sim/apiserver/defaulted-hpa.ts";
import { behavioursOf, type HpaFlags } from "../sim/hpa/behaviours.ts";
import { createHpaController } from "../sim/hpa/controller.ts";
import type { Explanation } from "../sim/hpa/explanation.ts";
import type { HpaPorts, Reply } from "../sim/hpa/ports.ts";
import { printStatus, type StatusDocument } from "../sim/hpa/print-status.ts";
import type { Int64 } from "../sim/int64.ts";
import { invariant } from "../sim/invariant.ts";
import { createKernel } from "../sim/kernel/kernel.ts";
import type { HorizontalPodAutoscaler, RecordedEvent } from "../sim/kubernetes/autoscaling.ts";
import { matches } from "../sim/kubernetes/label-selector.ts";
import type { PodMetrics } from "../sim/kubernetes/metrics.ts";
import type { PodPhase, PodSpec, PodView, ResourceMilli } from "../sim/kubernetes/pod.ts";
import { parseTimestamp } from "../sim/kubernetes/timestamp.ts";
import { milliValue, parseQuantity, scaledValue } from "../sim/quantity/index.ts";
import { minus, plus, type SimTime, seconds, simTime } from "../sim/units.ts";
import { defaultKubernetes, kubernetesVersion, modelledKubernetes } from "../sim/version.ts";

/** What an autoscaler sees at one sync. Quantities are text, as in manifests; ages are seconds before the sync. */
export type SimulatedWorld = {
  /** Somebody else writes `spec.replicas` before the sync. */
  readonly replicas?: number;
  /** `status.replicas` of the target; equal to `spec.replicas` if not given. */
  readonly statusReplicas?: number;
  /** Pods that the target's selector matches. */
  readonly pods: readonly SimulatedPod[];
  /** External metrics by name: the values of the series. */
  readonly external?: Readonly<Record<string, readonly string[]>>;
  /** Values of Object metrics by name. */
  readonly object?: Readonly<Record<string, string>>;
  /** The resource metrics API fails with this text. */
  readonly resourceError?: string;
};

export type SimulatedPod = {
  readonly name: string;
  /** `Running` if not given. */
  readonly phase?: PodPhase;
  /** Status of the condition Ready; true if not given. */
  readonly ready?: boolean;
  /** 900 if not given. */
  readonly readyChangedSecondsAgo?: number;
  /** 1000 if not given. */
  readonly startedSecondsAgo?: number;
  readonly deleting?: boolean;
  /** Requests of its one container, `app`. */
  readonly requests?: Readonly<Record<string, string>>;
  /** What metrics.k8s.io says of that container; absent when there is no sample. */
  readonly usage?: Readonly<Record<string, string>>;
  /** Values of Pods metrics by name. */
  readonly custom?: Readonly<Record<string, string>>;
};

/** What one sync did. */
export type Sync = {
  /** `spec.replicas` after it. */
  readonly replicas: number;
  readonly status: StatusDocument;
  readonly events: readonly RecordedEvent[];
  /** Why; undefined when the target's scale could not be read. */
  readonly explanation: Explanation | undefined;
};

/** One HPA and its controller, driven sync by sync. It remembers, as the real one does. */
export type SimulatedAutoscaler = {
  /** Waits for the next sync and runs it in this world. */
  readonly sync: (world: SimulatedWorld) => Sync;
};

export type AutoscalerOptions = {
  /** `autoscaling/v2`, as a user writes it. */
  readonly hpa: HorizontalPodAutoscaler;
  /** `spec.replicas` of the target at the start. */
  readonly replicas: number;
  /** `1.36` if not given. */
  readonly kubernetes?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly flags?: Partial<HpaFlags>;
};

/**
 * The HPA controller of one Kubernetes release over one HPA.
 *
 * Throws a TypeError for a release that is not modelled, gates that may not be set so, and an HPA that cannot be decoded.
 */
export function createAutoscaler(options: AutoscalerOptions): SimulatedAutoscaler {
  const { kubernetes: wanted = defaultKubernetes } = options;
  const kubernetes = kubernetesVersion(wanted);
  if (kubernetes === undefined) {
    throw new TypeError(
      `Kubernetes ${wanted} is not modelled. These are: ${modelledKubernetes[0]} to ${modelledKubernetes.at(-1)}.`,
    );
  }
  const { featureGates = {}, flags = {} } = options;
  const resolved = behavioursOf({ kubernetes, featureGates, flags });
  if (!resolved.ok) throw new TypeError(resolved.error);
  const defaulted = defaultedHpa(options.hpa, kubernetes.minor);
  if (!defaulted.ok) throw new TypeError(defaulted.error);

  const start = parseTimestamp("2000-01-01T00:00:00Z") ?? simTime(0);
  const kernel = createKernel({ start, seed: 0, eventsMax: Number.POSITIVE_INFINITY });
  const state: State = {
    replicas: options.replicas,
    world: { pods: [] },
    now: kernel.now,
    events: [],
    explain: undefined,
  };
  const { behaviours } = resolved;
  const controller = createHpaController({ kernel, behaviours, ports: portsOf(state) });
  controller.apply(defaulted.hpa);
  const period = behaviours.flags.syncPeriod;
  let next = behaviours.firstSync === "at-once" ? start : plus(start, period);

  return {
    sync: (world) => {
      state.world = world;
      state.replicas = world.replicas ?? state.replicas;
      state.events = [];
      state.explain = undefined;
      kernel.advanceTo(next);
      next = plus(next, period);
      const { metadata } = defaulted.hpa;
      const autoscaler = controller.get({ namespace: metadata.namespace ?? "default", name: metadata.name });
      invariant(autoscaler !== undefined, "the controller keeps the HPA that it was given");
      const status = printStatus(autoscaler.status);
      return { replicas: state.replicas, status, events: state.events, explanation: state.explain };
    },
  };
}

type State = {
  replicas: number;
  world: SimulatedWorld;
  readonly now: () => SimTime;
  events: RecordedEvent[];
  explain: Explanation | undefined;
};

const labels = { app: "simulated" };
const selector = "app=simulated";

function portsOf(state: State): HpaPorts {
  const named = <Value>(value: Value | undefined, problem: string): Reply<Value> =>
    value === undefined ? { kind: "error", message: problem } : { kind: "value", value };
  return {
    getScale: (_target, done) => {
      const { replicas, world } = state;
      done({
        kind: "value",
        value: { specReplicas: replicas, statusReplicas: world.statusReplicas ?? replicas, selector },
      });
    },
    updateScale: (_target, replicas, done) => {
      state.replicas = replicas;
      done({ kind: "value", value: undefined });
    },
    listPods: (namespace, wanted) =>
      matches(wanted, labels) ? state.world.pods.map((pod) => viewOf(pod, namespace, state.now())) : [],
    resourceMetrics: ({ namespace }, done) => {
      const { resourceError, pods } = state.world;
      if (resourceError !== undefined) done({ kind: "error", message: resourceError });
      else done({ kind: "value", value: pods.flatMap((pod) => samplesOf(pod, namespace, state.now())) });
    },
    customPodsMetric: ({ metric }, done) => {
      const sampled = { timestamp: state.now(), window: seconds(60) };
      const values = state.world.pods.flatMap(({ name, custom }) =>
        custom?.[metric] === undefined ? [] : [{ name, milli: milli(custom[metric]), ...sampled }],
      );
      done({ kind: "value", value: values });
    },
    customObjectMetric: ({ metric, object }, done) => {
      const value = state.world.object?.[metric];
      done(
        named(
          value === undefined ? undefined : milli(value),
          `${metric}.custom.metrics.k8s.io "${object.name}" not found`,
        ),
      );
    },
    externalMetric: ({ metric }, done) =>
      done({ kind: "value", value: (state.world.external?.[metric] ?? []).map(milli) }),
    recordEvent: (_hpa, event) => state.events.push(event),
    updateStatus: () => {},
    passed: (_hpa, explain) => {
      state.explain = explain();
    },
  };
}

function viewOf(pod: SimulatedPod, namespace: string, now: SimTime): PodView {
  const { name, phase = "Running", ready = true, deleting = false } = pod;
  const { readyChangedSecondsAgo = 900, startedSecondsAgo = 1000, requests = {} } = pod;
  return {
    name,
    namespace,
    labels,
    phase,
    deleting,
    ready: ready ? "True" : "False",
    readyChangedAt: minus(now, seconds(readyChangedSecondsAgo)),
    startTime: minus(now, seconds(startedSecondsAgo)),
    spec: specOf(requests),
  };
}

function specOf(requests: Readonly<Record<string, string>>): PodSpec {
  const amounts: ResourceMilli = new Map(Object.entries(requests).map(([name, amount]) => [name, milli(amount)]));
  return {
    containers: [{ name: "app", image: "", requests: amounts, limits: new Map() }],
    initContainers: [],
    overhead: new Map(),
    nodeSelector: {},
    terminationGracePeriodSeconds: 30,
  };
}

/** A sample five seconds old, over half a minute. */
function samplesOf({ name, usage }: SimulatedPod, namespace: string, now: SimTime): readonly PodMetrics[] {
  if (usage === undefined) return [];
  const { cpu, memory } = usage;
  const container = {
    name: "app",
    cpuNanocores: cpu === undefined ? undefined : scaled(cpu, -9),
    memoryMillibytes: memory === undefined ? undefined : scaled(memory, -3),
  };
  return [{ name, namespace, labels, timestamp: minus(now, seconds(5)), window: seconds(30), containers: [container] }];
}

const milli = (text: string): Int64 => milliValue(quantityOf(text));
const scaled = (text: string, scale: number): Int64 => scaledValue(quantityOf(text), scale);

function quantityOf(text: string): Parameters<typeof milliValue>[0] {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new TypeError(`${JSON.stringify(text)} is not a quantity: ${parsed.error}`);
  return parsed.quantity;
}
