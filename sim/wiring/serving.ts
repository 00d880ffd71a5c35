import type { ClusterPod } from "../cluster/records.ts";
import type { ContainerSpec } from "../kubernetes/pod.ts";
import type { LoadEngine } from "../load/engine.ts";
import type { Serving } from "../scenario.ts";
import { type Millicores, millicores } from "../units.ts";
import type { Models } from "./models.ts";

export type ServingSettings = {
  readonly load: LoadEngine;
  readonly models: Models;
  readonly nodeCpu: (node: string) => Millicores;
};

/** Takes the ready pods to the load, and away again: hears of a pod's targets whenever they change. */
export function createServing({ load, models, nodeCpu }: ServingSettings) {
  return (pod: ClusterPod, targets: readonly string[]): void => {
    const serving = models.servingOf(pod.workload);
    if (serving === undefined) return;
    if (targets.length === 0) {
      load.leave(pod.uid);
      return;
    }
    const name = servingContainer(serving);
    const model = models.containerOf(pod.workload, name);
    const { namespace } = pod.workload;
    load.join({
      id: pod.uid,
      workload: `${namespace}/${pod.workload.name}`,
      targets,
      serving,
      cpuLimit: cpuLimitOf(containerOf(pod, name), nodeCpu(pod.node)),
      idleCpu: model.idleCpu,
      requestCpuMicroseconds: model.requestCpuMicroseconds,
    });
  };
}

/** The container that the load is about. */
export const servingContainer = (serving: Serving): string =>
  serving.kind === "requests" ? serving.requests.container : serving.usage.container;

/** A container of a pod by its name, init containers included. */
export const containerOf = ({ spec }: ClusterPod, name: string): ContainerSpec | undefined =>
  [...spec.containers, ...spec.initContainers].find((container) => container.name === name);

/** A container's CPU limit; without one, all that its node has. */
export function cpuLimitOf(container: ContainerSpec | undefined, nodeCpu: Millicores): Millicores {
  const limit = container?.limits.get("cpu");
  return limit === undefined ? nodeCpu : millicores(Math.min(Number(limit), nodeCpu));
}
