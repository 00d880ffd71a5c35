import type { ApplicationMetric } from "../exporters/application/declaration.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import { type Profile, valueAt } from "../load/profile.ts";
import {
  type ContainerModel,
  defaultContainerModel,
  type Load,
  type PodLifecycle,
  type Scenario,
  type Serving,
  type WorkloadModel,
} from "../scenario.ts";
import { type Duration, microseconds, zeroDuration } from "../units.ts";

/** How pods and containers behave, by workload: what the scenario says, and what holds where it says nothing. */
export type Models = {
  readonly lifecycleOf: (workload: ObjectReference) => PodLifecycle | undefined;
  readonly containerOf: (workload: ObjectReference, container: string) => ContainerModel;
  /** Undefined for a workload that takes no load and replays no usage. */
  readonly servingOf: (workload: ObjectReference) => Serving | undefined;
  /** The metrics that its pods serve themselves. */
  readonly metricsOf: (workload: ObjectReference) => readonly ApplicationMetric[];
};

export function createModels({ workloads, warmup }: Scenario): Models {
  const byName = new Map<string, WorkloadModel>();
  for (const model of workloads) {
    byName.set(`${model.namespace}/${model.name}`, { ...model, serving: servingFromStart(model.serving, warmup) });
  }
  const find = ({ namespace, name }: ObjectReference): WorkloadModel | undefined => byName.get(`${namespace}/${name}`);
  return {
    lifecycleOf: (workload) => find(workload)?.lifecycle,
    containerOf: (workload, container) => find(workload)?.containers.get(container) ?? defaultContainerModel,
    servingOf: (workload) => find(workload)?.serving,
    metricsOf: (workload) => find(workload)?.metrics ?? [],
  };
}

/**
 * Loads whose times count from the start of the run instead of its zero, for a load engine that begins there.
 *
 * One that begins before zero has been there all along, so it begins with the run.
 */
export const loadsFromStart = ({ loads, warmup }: Scenario): readonly Load[] =>
  loads.map((load) => ({
    ...load,
    from: microseconds(load.from + warmup),
    until: microseconds(load.until + warmup),
  }));

/** Prescribed usage likewise; before zero it is what it is at zero. */
function servingFromStart(serving: Serving, warmup: Duration): Serving {
  if (serving.kind === "requests" || warmup === 0) return serving;
  const { cpu, memory } = serving.usage;
  return {
    ...serving,
    usage: {
      ...serving.usage,
      ...(cpu && { cpu: { ...cpu, profile: heldBefore(cpu.profile, warmup) } }),
      ...(memory && { memory: { ...memory, profile: heldBefore(memory.profile, warmup) } }),
    },
  };
}

/** The same profile, beginning later; until then it is what it is at its beginning. */
function heldBefore(profile: Profile, delay: Duration): Profile {
  const first = { at: zeroDuration, value: valueAt(profile, zeroDuration), slopePerSecond: 0 };
  return [first, ...profile.map((piece) => ({ ...piece, at: microseconds(piece.at + delay) }))];
}
