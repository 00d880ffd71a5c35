import { invariant } from "../invariant.ts";
import { createKernel, type Kernel } from "../kernel/kernel.ts";
import type { ProbeSpec, ResourceMilli } from "../kubernetes/pod.ts";
import type { Deployment, HorizontalPodAutoscalerObject, Pod, ReplicaSet, Service } from "../kubernetes/workload.ts";
import type { NodeGroup, PodLifecycle } from "../scenario.ts";
import type { Fact } from "../trace/fact.ts";
import { between, bytes, millicores, plus, type SimTime, seconds, simTime, toSeconds } from "../units.ts";
import { type KubernetesVersion, kubernetesVersion } from "../version.ts";
import { type Cluster, createCluster } from "./cluster.ts";

/** A cluster that a test plays with, and everything that happened in it. */
export type Story = {
  readonly kernel: Kernel;
  readonly cluster: Cluster;
  readonly facts: readonly Fact[];
  /** Lets time pass up to so many seconds after the beginning. */
  readonly until: (second: number) => void;
  /** Facts of some kinds as lines with their second: `2 pod web-… ready`. Names lose what is random in them. */
  readonly lines: (...kinds: readonly Fact["kind"][]) => readonly string[];
};

export type StorySettings = {
  readonly seed?: number;
  readonly nodes?: readonly NodeGroup[];
  readonly lifecycle?: Partial<PodLifecycle>;
  readonly kubernetes?: string;
  readonly podsPerWorkloadMax?: number;
};

const start: SimTime = simTime(1_700_000_000_000_000);

export function createStory(settings: StorySettings = {}): Story {
  const { seed = 1, nodes = [nodeGroup({})], lifecycle = {}, podsPerWorkloadMax = 1000 } = settings;
  const kernel = createKernel({ start, seed, eventsMax: 1_000_000 });
  const facts: Fact[] = [];
  const behaviour = { startDelay: seconds(2), readyAfter: seconds(0), stopAfter: seconds(1), ...lifecycle };
  const cluster = createCluster({
    kernel,
    emit: (body) => facts.push({ at: kernel.now(), ...body }),
    nodes,
    lifecycleOf: () => behaviour,
    kubernetes: version(settings.kubernetes ?? "1.36"),
    podsPerWorkloadMax,
  });
  return {
    kernel,
    cluster,
    facts,
    until: (second) => kernel.advanceTo(plus(start, seconds(second))),
    lines: (...kinds) => facts.filter(({ kind }) => kinds.includes(kind)).map(line),
  };
}

export function version(text: string): KubernetesVersion {
  const found = kubernetesVersion(text);
  invariant(found !== undefined, "the test names a version that is modelled");
  return found;
}

function line(fact: Fact): string {
  const at = toSeconds(between(start, fact.at));
  switch (fact.kind) {
    case "pod":
      return withoutChance(`${at} ${fact.pod.name} ${fact.state}`);
    case "event":
      return withoutChance(`${at} ${fact.reason}: ${fact.message}`);
    case "condition":
      return withoutChance(`${at} ${fact.type}=${fact.status} ${fact.reason}: ${fact.message}`);
    case "counts":
      return `${at} replicas ${fact.replicas} updated ${fact.updatedReplicas} ready ${fact.readyReplicas} available ${fact.availableReplicas}`;
    case "scaled":
      return `${at} ${fact.from} -> ${fact.to} by ${fact.by}`;
    case "applied":
      return `${at} ${fact.object.kind} ${fact.object.name} ${fact.change}`;
    case "deleted":
      return `${at} ${fact.object.kind} ${fact.object.name} deleted`;
    default:
      return `${at} ${fact.kind}`;
  }
}

/** `web-6b7bf66c95-f495c` becomes `web-6b7bf66c95-*`: the hash follows from the template, the suffix is drawn. */
const withoutChance = (text: string): string => text.replace(/(-[bcdf4-9]{10})-[a-z0-9]{5}\b/g, "$1-*");

export const nodeGroup = (group: Partial<NodeGroup>): NodeGroup => ({
  name: "node",
  count: 3,
  cpu: millicores(8000),
  memory: bytes(16 * 1024 ** 3),
  podsMax: 110,
  labels: {},
  ...group,
});

/** Amounts in milli-units: `{ cpu: 500 }` is half a core. */
export const amounts = (milli: Readonly<Record<string, number>>): ResourceMilli => new Map(Object.entries(milli));

export type DeploymentSettings = Partial<Omit<Deployment, "kind" | "meta" | "template">> & {
  readonly name?: string;
  readonly namespace?: string;
  readonly image?: string;
  readonly requests?: ResourceMilli;
  readonly probe?: Partial<ProbeSpec>;
  readonly graceSeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
};

/** A Deployment `web` of three replicas with the API's defaults. A new image makes a new template. */
export function deployment(settings: DeploymentSettings = {}): Deployment {
  const { name = "web", namespace = "default", image = "v1", requests = amounts({ cpu: 100 }), probe } = settings;
  const { graceSeconds = 30, nodeSelector = {}, annotations = {}, ...rest } = settings;
  const container = { name: "app", image, requests, limits: amounts({}) };
  const readinessProbe = probe && {
    initialDelaySeconds: 0,
    periodSeconds: 10,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
    ...probe,
  };
  const spec = {
    containers: [readinessProbe ? { ...container, readinessProbe } : container],
    initContainers: [],
    overhead: amounts({}),
    nodeSelector,
    terminationGracePeriodSeconds: graceSeconds,
  };
  return {
    kind: "Deployment",
    meta: { name, namespace, labels: {}, annotations: {} },
    replicas: rest.replicas ?? 3,
    ...(rest.replicasDefaulted === undefined ? {} : { replicasDefaulted: rest.replicasDefaulted }),
    selector: rest.selector ?? { matchLabels: { app: name } },
    template: { labels: { app: name }, annotations, spec, identity: `${name} ${image}` },
    strategy: rest.strategy ?? { type: "RollingUpdate", maxSurge: { percent: 25 }, maxUnavailable: { percent: 25 } },
    minReadySeconds: rest.minReadySeconds ?? 0,
    progressDeadlineSeconds: rest.progressDeadlineSeconds ?? 600,
    revisionHistoryLimit: rest.revisionHistoryLimit ?? 10,
    paused: rest.paused ?? false,
  };
}

/** A ReplicaSet with the same template. */
export function replicaSet(settings: DeploymentSettings = {}): ReplicaSet {
  const { meta, replicas, selector, template, minReadySeconds } = deployment(settings);
  return { kind: "ReplicaSet", meta, replicas, selector, template, minReadySeconds };
}

export function pod(settings: DeploymentSettings = {}): Pod {
  const { meta, template } = deployment(settings);
  return { kind: "Pod", meta: { ...meta, labels: template.labels }, spec: template.spec };
}

export const service = (name: string, selector?: Readonly<Record<string, string>>): Service => ({
  kind: "Service",
  meta: { name, namespace: "default", labels: {}, annotations: {} },
  selector,
});

export const hpa = (name: string, maxReplicas: number): HorizontalPodAutoscalerObject => ({
  kind: "HorizontalPodAutoscaler",
  meta: { name, namespace: "default", labels: {}, annotations: {} },
  hpa: { metadata: { name }, spec: { scaleTargetRef: { kind: "Deployment", name }, maxReplicas } },
});

export const webTarget = { kind: "Deployment", namespace: "default", name: "web" } as const;
