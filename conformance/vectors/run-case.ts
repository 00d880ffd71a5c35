import { defaultedHpa } from "../../sim/apiserver/defaulted-hpa.ts";
import { behavioursOf, type HpaBehaviours } from "../../sim/hpa/behaviours.ts";
import { createHpaController, type HpaController } from "../../sim/hpa/controller.ts";
import { printStatus } from "../../sim/hpa/print-status.ts";
import { emptyStatus } from "../../sim/hpa/status.ts";
import { createKernel, type Kernel } from "../../sim/kernel/kernel.ts";
import type { HorizontalPodAutoscaler } from "../../sim/kubernetes/autoscaling.ts";
import type { PodSpec } from "../../sim/kubernetes/pod.ts";
import { parseTimestamp } from "../../sim/kubernetes/timestamp.ts";
import { between, milliseconds, plus, type SimTime, seconds, simTime, toSeconds } from "../../sim/units.ts";
import type { KubernetesVersion } from "../../sim/version.ts";
import type { HpaChange, VectorCase, VectorFlags, VectorResult, VectorSync, VectorTick } from "./case.ts";
import { type CaseState, casePorts } from "./case-ports.ts";
import { closedWorld, readTick, type TickWorld } from "./world.ts";

/** A case made ready to run: what is left is the controller's own work. */
export type PreparedCase = { readonly run: (clock?: SyncClock) => VectorResult };

/** Told when a sync is about to begin, and when it is over: without what surrounds it, the world's changes and the result. */
export type SyncClock = { readonly begin: () => void; readonly end: () => void };

const start: SimTime = parseTimestamp("2000-01-01T00:00:00Z") ?? simTime(0);

/** Reads a case for one Kubernetes. Running it drives the controller on a kernel of its own, from the object's appearance on. */
export function prepareCase(vector: VectorCase, kubernetes: KubernetesVersion): PreparedCase {
  const behaviours = behavioursIn(vector, kubernetes);
  const { syncPeriodSeconds } = vector.flags;
  const first = behaviours.firstSync === "at-once" ? start : plus(start, behaviours.flags.syncPeriod);
  const dueAt = (index: number): SimTime => plus(first, seconds(index * syncPeriodSeconds));
  const specs = new Map<string, PodSpec>();
  const defaulted = (hpa: HorizontalPodAutoscaler): HorizontalPodAutoscaler => {
    const read = defaultedHpa(hpa, kubernetes.minor);
    if (!read.ok) throw new Error(`case ${vector.name}: ${read.error}`);
    return read.hpa;
  };
  const hpas = [vector.hpa, ...(vector.hpas ?? [])].map(defaulted);
  const names = hpas.map(({ metadata }) => metadata.name);
  const ticks = vector.ticks.map((tick, index) => ({
    world: readTick(tick, dueAt(index), specs),
    changes: index === 0 ? [] : changesOf(tick, names, defaulted),
  }));
  return { run: (clock = noClock) => runCase({ vector, behaviours, hpas, ticks, specs }, clock) };
}

type ReadyCase = {
  readonly vector: VectorCase;
  readonly behaviours: HpaBehaviours;
  readonly hpas: readonly HorizontalPodAutoscaler[];
  readonly ticks: readonly { readonly world: TickWorld; readonly changes: readonly OneChange[] }[];
  readonly specs: Map<string, PodSpec>;
};

/** A change of the HPA of that number. */
type OneChange = { readonly number: number; readonly change: HpaChange };

function behavioursIn({ name, flags }: VectorCase, kubernetes: KubernetesVersion): HpaBehaviours {
  const resolved = behavioursOf({ kubernetes, featureGates: flags.featureGates ?? {}, flags: hpaFlags(flags) });
  if (!resolved.ok) throw new Error(`case ${name}: ${resolved.error}`);
  return resolved.behaviours;
}

const hpaFlags = (flags: VectorFlags): Partial<HpaBehaviours["flags"]> => ({
  syncPeriod: seconds(flags.syncPeriodSeconds),
  downscaleStabilization: seconds(flags.downscaleStabilizationSeconds),
  tolerance: flags.tolerance,
  cpuInitializationPeriod: seconds(flags.cpuInitializationPeriodSeconds),
  initialReadinessDelay: seconds(flags.initialReadinessDelaySeconds),
  concurrentSyncs: 1,
});

function changesOf(
  tick: VectorTick,
  names: readonly string[],
  defaulted: (hpa: HorizontalPodAutoscaler) => HorizontalPodAutoscaler,
): readonly OneChange[] {
  const changes: OneChange[] = [];
  for (const [number, name] of names.entries()) {
    const { deleted = false, hpa } = (number === 0 ? tick : tick.others?.[name]) ?? {};
    if (!deleted && hpa === undefined) continue;
    const change =
      hpa === undefined ? { deleted } : { deleted, hpa: { ...defaulted(hpa), metadata: { ...hpa.metadata, name } } };
    changes.push({ number, change });
  }
  return changes;
}

/** Sub-second offset of an HPA's syncs, so that the order of several is plain. */
const offset = (number: number): ReturnType<typeof milliseconds> => milliseconds(number);

const noClock: SyncClock = { begin: () => {}, end: () => {} };

function runCase({ vector, behaviours, hpas, ticks, specs }: ReadyCase, clock: SyncClock): VectorResult {
  const kernel = createKernel({ start, seed: 0, eventsMax: Number.POSITIVE_INFINITY });
  const state: CaseState = {
    world: ticks[0]!.world,
    conflicts: 0,
    replicas: vector.replicas,
    targets: new Map(Object.entries(vector.targets ?? {}).map(([name, target]) => [name, { ...target }])),
    events: new Map(hpas.map(({ metadata }) => [metadata.name, []])),
  };
  const controller = createHpaController({ kernel, behaviours, ports: casePorts(state) });
  const period = vector.flags.syncPeriodSeconds;
  const play = { kernel, controller, hpas, generations: hpas.map(({ metadata }) => metadata.generation ?? 0) };
  const syncs: VectorSync[] = [];
  for (const { world, changes } of ticks) {
    show(state, world, specs);
    if (syncs.length === 0) introduce(play);
    clock.begin();
    for (const change of changes) makeChange(play, plus(world.at, seconds(-period / 2)), change);
    kernel.advanceTo(plus(world.at, seconds(period / 4)));
    clock.end();
    syncs.push(observe(state, world.at, play));
  }
  return { name: vector.name, ticks: syncs };
}

function show(state: CaseState, next: TickWorld, specs: Map<string, PodSpec>): void {
  const { tick } = next;
  state.replicas = tick.replicas ?? state.replicas;
  state.conflicts = tick.updateConflicts ?? 0;
  state.world = tick.closed === undefined ? next : closedWorld(next, tick.closed, state.replicas, specs);
}

type Play = {
  readonly kernel: Kernel;
  readonly controller: HpaController;
  readonly hpas: readonly HorizontalPodAutoscaler[];
  readonly generations: number[];
};

function introduce({ kernel, controller, hpas }: Play): void {
  for (const [number, hpa] of hpas.entries()) {
    if (number > 0) kernel.advanceTo(plus(start, offset(number)));
    controller.apply(hpa);
  }
}

function makeChange({ kernel, controller, hpas, generations }: Play, at: SimTime, { number, change }: OneChange): void {
  const { name } = hpas[number]!.metadata;
  kernel.advanceTo(plus(at, offset(number)));
  if (change.deleted) controller.remove({ namespace: "default", name });
  if (change.hpa === undefined) return;
  generations[number]!++;
  const generation = generations[number]!;
  controller.apply({ ...change.hpa, metadata: { ...change.hpa.metadata, generation } });
}

function observe(state: CaseState, at: SimTime, { controller, hpas }: Play): VectorSync {
  const second = toSeconds(between(start, at));
  const [own, ...others] = hpas.map(({ metadata: { name } }) => {
    const autoscaler = controller.get({ namespace: "default", name });
    const events = state.events.get(name)!;
    state.events.set(name, []);
    return {
      name,
      outcome: {
        ...(autoscaler === undefined ? {} : { status: printStatus(autoscaler.status ?? emptyStatus) }),
        ...(events.length === 0 ? {} : { events }),
      },
    };
  });
  const sync: VectorSync = { second, replicas: state.replicas, ...own!.outcome };
  if (others.length === 0) return sync;
  const all = { ...sync, others: Object.fromEntries(others.map(({ name, outcome }) => [name, outcome])) };
  if (state.targets.size === 0) return all;
  return { ...all, targets: Object.fromEntries([...state.targets].map(([name, { replicas }]) => [name, replicas])) };
}
