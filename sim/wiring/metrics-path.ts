import type { ApiHandler } from "../api.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { ClusterPod } from "../cluster/records.ts";
import { rootFilesystem } from "../exporters/assumptions.ts";
import type { Machine } from "../exporters/node-exporter/machine.ts";
import { invariant } from "../invariant.ts";
import { createKubelet, type Kubelet } from "../kubelet/kubelet.ts";
import type { KubeletFilesystem, KubeletPod } from "../kubelet/ports.ts";
import type { ContainerSpec } from "../kubernetes/pod.ts";
import type { KubeletStats } from "../kubernetes/stats.ts";
import type { LoadEngine } from "../load/engine.ts";
import { bytes, type Millicores, millicores, minus, plus } from "../units.ts";
import { type RunningContainer, usageAt } from "./container-usage.ts";
import { createMachines } from "./machines.ts";
import { type ConnectedMetricsServer, connectMetricsServer, type MetricsServerConnection } from "./metrics-server.ts";
import type { Models } from "./models.ts";
import { nodeAge } from "./node-age.ts";
import { cpuLimitOf } from "./serving.ts";

/** From the containers' usage to `metrics.k8s.io`. */
export type MetricsPath = {
  /** All the CPU that a node has. */
  readonly nodeCpu: (node: string) => Millicores;
  /** What the kubelet of a node serves; undefined for a node that is not there. */
  readonly kubelet: (node: string) => ApiHandler | undefined;
  readonly metricsServer: ConnectedMetricsServer;
  /** The machine under a node as it is now; undefined for a node that is not there. */
  readonly machine: (node: string) => Machine | undefined;
};

export type MetricsPathSettings = Omit<MetricsServerConnection, "statsOf"> & {
  readonly load: LoadEngine;
  readonly models: Models;
};

/** Joins kubelets to the cluster's nodes and pods, and metrics-server to the kubelets. */
export function connectMetrics(settings: MetricsPathSettings): MetricsPath {
  const { kernel, cluster } = settings;
  const kubelets = new Map<string, Kubelet>();
  const running: RunningContainers = new Map();
  const kubeletPods = new Map<ClusterPod, KubeletPod>();
  const kubeletOf = (name: string): Kubelet => {
    const known = kubelets.get(name);
    if (known !== undefined) return known;
    const created = startKubelet(name, settings, running);
    kubelets.set(name, created);
    return created;
  };
  const machines = createMachines({ now: kernel.now, kubeletOf });
  cluster.onContainers({
    started: (pod) => {
      const kubelet = kubeletOf(pod.node);
      const started = kubeletPod(pod);
      kubeletPods.set(pod, started);
      running.set(
        started,
        new Map(started.containers.map((container) => [container, runningContainer(pod, container, settings)])),
      );
      kubelet.podStarted(started);
    },
    stopped: (pod) => {
      machines.beforeStop(pod.node);
      kubeletOf(pod.node).podStopped(pod.uid, kernel.now());
      const stopped = kubeletPods.get(pod);
      if (stopped !== undefined) running.delete(stopped);
      kubeletPods.delete(pod);
    },
  });
  const statsOf = (node: string): KubeletStats => kubeletOf(node).stats(kernel.now());
  const metricsServer = connectMetricsServer({ ...settings, statsOf });
  return {
    nodeCpu: (name) => nodeCpu(cluster, name),
    kubelet: (name) => (cluster.node(name) === undefined ? undefined : kubeletOf(name).handle),
    metricsServer,
    machine: (name) => {
      const node = cluster.node(name);
      return node && machines.machine(node);
    },
  };
}

const kubeletPod = ({ namespace, name, uid, spec, startedAt, lifecycle }: ClusterPod): KubeletPod => {
  invariant(startedAt !== undefined, "a pod whose containers run has started");
  const sidecars = spec.initContainers.filter(({ restartPolicyAlways }) => restartPolicyAlways);
  const seenLooks = lifecycle.seen?.looks.map((after) => plus(startedAt, after));
  return {
    ...{ namespace, name, uid, containers: [...sidecars, ...spec.containers], startedAt },
    ...(seenLooks && { seenLooks }),
  };
};

/** What runs now: the containers of each pod. */
type RunningContainers = Map<KubeletPod, ReadonlyMap<ContainerSpec, RunningContainer>>;

function runningContainer(
  { uid, workload, startedAt, node }: ClusterPod,
  container: ContainerSpec,
  { cluster, models }: MetricsPathSettings,
): RunningContainer {
  invariant(startedAt !== undefined, "a container that runs has started");
  return {
    podUid: uid,
    name: container.name,
    startedAt,
    model: models.containerOf(workload, container.name),
    cpuLimit: cpuLimitOf(container, nodeCpu(cluster, node)),
    serving: models.servingOf(workload),
  };
}

/** All the CPU that a node has. */
const nodeCpu = (cluster: Cluster, node: string): Millicores => millicores(cluster.node(node)?.allocatable.cpu ?? 0);

const { device, disk, sizeBytes, freeBytes, files, filesFree } = rootFilesystem;
const filesystem: KubeletFilesystem = { device, disk, sizeBytes, usedBytes: sizeBytes - freeBytes, files, filesFree };

function startKubelet(
  name: string,
  { kernel, cluster, load }: MetricsPathSettings,
  running: RunningContainers,
): Kubelet {
  const node = cluster.node(name);
  invariant(node !== undefined, "a kubelet has a node");
  const startTime = minus(node.creationTimestamp, nodeAge);
  return createKubelet({
    node: { name, cpu: nodeCpu(cluster, name), memory: bytes(node.allocatable.memory), startTime, filesystem },
    ports: {
      now: kernel.now,
      stream: kernel.stream,
      usage: (pod, container, at) => {
        const known = running.get(pod)?.get(container);
        invariant(known !== undefined, "a container is measured while it runs");
        return usageAt(known, load, at);
      },
    },
  });
}
