import type { ObjectReference } from "../kubernetes/object.ts";
import type { ContainerModel, PodLifecycle, Scenario, Serving, WorkloadModel } from "../scenario.ts";
import { bytes, millicores, zeroDuration } from "../units.ts";

/** How pods and containers behave, by workload: what the scenario says, and what holds where it says nothing. */
export type Models = {
  readonly lifecycleOf: (workload: ObjectReference) => PodLifecycle | undefined;
  readonly containerOf: (workload: ObjectReference, container: string) => ContainerModel;
  /** Undefined for a workload that takes no load and replays no usage. */
  readonly servingOf: (workload: ObjectReference) => Serving | undefined;
};

/** A container that nobody describes: it idles. */
const idleContainer: ContainerModel = {
  idleCpu: millicores(1),
  idleMemory: bytes(16 * 1024 * 1024),
  startupCpu: millicores(0),
  startupFor: zeroDuration,
  requestCpuMicroseconds: 0,
  requestMemory: bytes(0),
};

export function createModels({ workloads }: Scenario): Models {
  const byName = new Map<string, WorkloadModel>();
  for (const model of workloads) byName.set(`${model.namespace}/${model.name}`, model);
  const find = ({ namespace, name }: ObjectReference): WorkloadModel | undefined => byName.get(`${namespace}/${name}`);
  return {
    lifecycleOf: (workload) => find(workload)?.lifecycle,
    containerOf: (workload, container) => find(workload)?.containers.get(container) ?? idleContainer,
    servingOf: (workload) => find(workload)?.serving,
  };
}
