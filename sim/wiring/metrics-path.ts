import type { ApiHandler } from "../api.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { ClusterPod } from "../cluster/records.ts";
import { invariant } from "../invariant.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { createKubelet, type Kubelet } from "../kubelet/kubelet.ts";
import type { KubeletPod, Usage } from "../kubelet/ports.ts";
import { matches, type Selector } from "../kubernetes/label-selector.ts";
import type { PodMetrics } from "../kubernetes/metrics.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { ContainerSpec, PodView } from "../kubernetes/pod.ts";
import type { LoadEngine } from "../load/engine.ts";
import { createMetricsServer, type MetricsServer } from "../metrics-server/metrics-server.ts";
import type { MetricsServerSettings } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";
import { bytes, type Duration, type Millicores, microseconds, millicores, minus, plus, seconds } from "../units.ts";
import { usageAt } from "./container-usage.ts";
import type { Models } from "./models.ts";
import { cpuLimitOf } from "./serving.ts";

/** From the containers' usage to `metrics.k8s.io`. */
export type MetricsPath = {
  readonly podMetrics: (namespace: string, selector: Selector) => readonly PodMetrics[];
  /** All the CPU that a node has. */
  readonly nodeCpu: (node: string) => Millicores;
  /** What the kubelet of a node serves; undefined for a node that is not there. */
  readonly kubelet: (node: string) => ApiHandler | undefined;
  readonly metricsServer: ApiHandler;
};

export type MetricsPathSettings = {
  readonly kernel: Kernel;
  readonly cluster: Cluster;
  readonly load: LoadEngine;
  readonly models: Models;
  readonly metricsServer: MetricsServerSettings;
  readonly emit: (body: FactBody) => void;
};

/** The nodes were there long before the scenario began. */
const nodeAge: Duration = seconds(86_400);

/** Joins kubelets to the cluster's nodes and pods, and metrics-server to the kubelets. */
export function connectMetrics(settings: MetricsPathSettings): MetricsPath {
  const { kernel, cluster } = settings;
  const kubelets = new Map<string, Kubelet>();
  const running = new Map<string, ClusterPod>();
  const kubeletOf = (name: string): Kubelet => {
    const known = kubelets.get(name);
    if (known !== undefined) return known;
    const created = startKubelet(name, settings, running);
    kubelets.set(name, created);
    return created;
  };
  cluster.onContainers({
    started: (pod) => {
      running.set(pod.uid, pod);
      kubeletOf(pod.node).podStarted(kubeletPod(pod));
    },
    stopped: (pod) => {
      kubeletOf(pod.node).podStopped(pod.uid, kernel.now());
      running.delete(pod.uid);
    },
  });
  const server = startMetricsServer(settings, kubeletOf);
  return {
    podMetrics: server.podMetrics,
    nodeCpu: (name) => millicores(cluster.node(name)?.allocatable.cpu ?? 0),
    kubelet: (name) => (cluster.node(name) === undefined ? undefined : kubeletOf(name).handle),
    metricsServer: server.handle,
  };
}

const kubeletPod = ({ namespace, name, uid, spec, startedAt }: ClusterPod): KubeletPod => {
  invariant(startedAt !== undefined, "a pod whose containers run has started");
  const sidecars = spec.initContainers.filter(({ restartPolicyAlways }) => restartPolicyAlways);
  return { namespace, name, uid, containers: [...sidecars, ...spec.containers], startedAt };
};

function startKubelet(
  name: string,
  { kernel, cluster, load, models }: MetricsPathSettings,
  running: ReadonlyMap<string, ClusterPod>,
): Kubelet {
  const node = cluster.node(name);
  invariant(node !== undefined, "a kubelet has a node");
  const cpu = millicores(node.allocatable.cpu);
  const usage = (pod: KubeletPod, container: ContainerSpec, at: Parameters<typeof usageAt>[2]): Usage => {
    const workload = running.get(pod.uid)?.workload;
    invariant(workload !== undefined, "a pod is measured while it runs");
    return usageAt(
      {
        podUid: pod.uid,
        name: container.name,
        startedAt: pod.startedAt,
        model: models.containerOf(workload, container.name),
        cpuLimit: cpuLimitOf(container, cpu),
        serving: models.servingOf(workload),
      },
      load,
      at,
    );
  };
  const startTime = minus(node.creationTimestamp, nodeAge);
  return createKubelet({
    node: { name, cpu, memory: bytes(node.allocatable.memory), startTime },
    ports: { now: kernel.now, stream: kernel.stream, usage },
  });
}

function startMetricsServer(settings: MetricsPathSettings, kubeletOf: (node: string) => Kubelet): MetricsServer {
  const { kernel, cluster, metricsServer, emit } = settings;
  const { metricResolution } = metricsServer;
  const server = createMetricsServer({
    kernel,
    metricResolution,
    ports: {
      listNodes: () =>
        [...cluster.nodes()]
          .sort((a, b) => byCodeUnit(a.name, b.name))
          .map(({ name, labels }) => ({ name, labels, address: name, isReady: true })),
      listPods: (namespace, selector) =>
        namespace === "" ? allPods(cluster, selector) : cluster.pods(namespace, selector),
      scrape: ({ name }, done) => done({ kind: "stats", stats: kubeletOf(name).stats(kernel.now()) }),
      log: ({ severity, text }) => {
        if (severity === "error") emit({ kind: "log", component: "metrics-server", text });
      },
    },
  });
  // It has been running for long: where in its rhythm the scenario begins is chance.
  const phase = microseconds(kernel.stream("metrics-server/phase").below(metricResolution));
  kernel.at(plus(kernel.now(), phase), server.start);
  return server;
}

const allPods = (cluster: Cluster, selector: Selector): readonly PodView[] =>
  cluster
    .nodes()
    .flatMap(({ pods }) => pods)
    .filter(({ labels }) => matches(selector, labels))
    .sort((a, b) => byCodeUnit(a.namespace, b.namespace) || byCodeUnit(a.name, b.name));
