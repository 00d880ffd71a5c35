import type { Kernel } from "../kernel/kernel.ts";
import type { Load } from "../scenario.ts";
import { between, type Duration, plus, type SimTime } from "../units.ts";
import { type Arrivals, type Arriving, arrivalsOf, targetName } from "./arrivals.ts";
import { createCrossings } from "./crossings.ts";
import { lastAt } from "./integral.ts";
import { scaled } from "./line.ts";
import { advance, createPool, type Plan, type Pool, type PoolModel, plan } from "./pool.ts";
import type { ServingSegment } from "./segment.ts";
import { handOver, type Stream } from "./stream.ts";

/** What the pods of a pool have in common by themselves. */
export type PodModel = Omit<PoolModel, "number" | "keepsBacklog">;

/** Brings the loads to the pools of ready pods, and tells of each segment. */
type Targets = {
  /** One more pod in the pool of its kind and targets. Targets without a load count for nothing. */
  readonly join: (model: PodModel, targets: readonly string[]) => Pool;
  readonly leave: (pool: Pool) => void;
  /** Requests that wait for the pods of a target, now; 0 for one without a load. */
  readonly backlog: (target: string) => number;
};

type TargetSettings = {
  readonly kernel: Kernel;
  readonly zero: SimTime;
  readonly loads: readonly Load[];
  readonly emit: (segment: ServingSegment) => void;
};

type Target = {
  readonly name: string;
  readonly arrivals: Arrivals;
  /** Its requests are jobs, which wait for pods. */
  readonly isQueued: boolean;
  /** Stands in for the pods while there are none: it turns everything away. */
  readonly nobody: Pool;
  readonly pools: Pool[];
  pods: number;
};

/** A refused client tries again after its think time, but not sooner than after so many seconds. */
const retryPauseSeconds = 1;

export function createTargets(settings: TargetSettings): Targets {
  const { kernel, zero, loads } = settings;
  const targets = new Map<string, Target>();
  const pools = new Map<string, Pool>();
  const touched = new Set<Target>();
  const crossings = createCrossings(settings);

  const now = (): Duration => between(zero, kernel.now());

  /** Closes the accounts of whatever depends on a target, because it is about to change. */
  const touch = (target: Target): void => {
    for (const pool of [target.nobody, ...target.pools]) advance(pool, now());
    touched.add(target);
  };

  const settle = (): void => {
    for (const target of touched) if (target.isQueued) bringToPods(target);
    const affected = new Set([...touched].flatMap(poolsAffected));
    touched.clear();
    for (const pool of affected) {
      advance(pool, now());
      plan(pool, now(), planOf(pool, targetsOf(pool), now()));
      crossings.follow(pool);
    }
  };

  /** Pods that come or go at one instant change the pools once. */
  const settleLater = (target: Target): void => {
    if (touched.size === 0) kernel.at(kernel.now(), settle);
    touch(target);
  };

  const awaitBreakpoint = (target: Target, index: number): void => {
    const at = target.arrivals.breakpoints[index];
    if (at === undefined) return;
    kernel.at(plus(zero, at), () => {
      touch(target);
      settle();
      awaitBreakpoint(target, index + 1);
    });
  };

  const targetsOf = (pool: Pool): readonly Target[] => pool.streams.map((stream) => targets.get(stream.target)!);

  const poolOf = (model: PodModel, names: readonly string[]): Pool => {
    const isQueued = names.some((name) => targets.get(name)?.isQueued);
    const { capacity, ...rest } = isQueued ? { ...model, ...patient } : { ...model, keepsBacklog: false };
    const key = [...names, ...Object.values(rest), ...Object.values(capacity)].join(" ");
    const known = pools.get(key);
    if (known) return known;
    const siblings = [...pools.values()].filter((pool) => pool.model.workload === model.workload);
    const pool = createPool({ ...rest, capacity, number: siblings.length + 1 }, names);
    pools.set(key, pool);
    for (const target of targetsOf(pool)) target.pools.push(pool);
    advance(pool, now());
    return pool;
  };

  const change = (pool: Pool, by: number): void => {
    const affected = targetsOf(pool);
    for (const target of affected) settleLater(target);
    pool.members += by;
    for (const target of affected) target.pods += by;
  };

  for (const [name, group] of Map.groupBy(loads, targetName)) {
    const target = createTarget(name, group);
    targets.set(name, target);
    const first = target.arrivals.breakpoints.findIndex((at) => at >= now());
    awaitBreakpoint(target, first);
  }

  return {
    join: (model, names) => {
      const pool = poolOf(model, [...new Set(names)].filter((name) => targets.has(name)).sort());
      change(pool, 1);
      return pool;
    },
    leave: (pool) => change(pool, -1),
    backlog: (name) => {
      const target = targets.get(name);
      return target === undefined ? 0 : backlogOf(target, now());
    },
  };
}

function createTarget(name: string, loads: readonly Load[]): Target {
  const isQueued = loads.some((load) => load.isQueued);
  const standIn = createPool(isQueued ? { ...nobody, ...patient } : nobody, [name]);
  return { name, isQueued, arrivals: arrivalsOf(loads), nobody: standIn, pools: [], pods: 0 };
}

/** What waits for a target's pods, at an instant up to which nothing is about to change. */
function backlogOf(target: Target, time: Duration): number {
  const all = [target.nobody, ...target.pools];
  for (const pool of all) advance(pool, time);
  return all.reduce((sum, pool) => sum + streamOf(pool, target).backlog, 0);
}

/** Whatever shares a target's load; without the stand-in while it has nothing to do. */
const poolsAffected = ({ nobody, pools, pods }: Target): readonly Pool[] =>
  pods > 0 && nobody.phase === "free" ? pools : [nobody, ...pools];

/** The pool that stands for no pod at all. */
const nobody: PoolModel = {
  workload: "",
  number: 1,
  capacity: { perSecond: 0, serviceSeconds: 0, slots: 0, limitedBy: "nothing" },
  variation: "none",
  queueMax: 0,
  timeoutSeconds: Number.POSITIVE_INFINITY,
  keepsBacklog: false,
};

/** A queue outside of the pods has no bound, and nobody who gives up. */
const patient = {
  queueMax: Number.POSITIVE_INFINITY,
  timeoutSeconds: Number.POSITIVE_INFINITY,
  keepsBacklog: true,
};

const streamOf = (pool: Pool, target: Target): Stream => pool.streams.find((stream) => stream.target === target.name)!;

/** Jobs wait where the pods are, or in the stand-in while there are none. */
function bringToPods(target: Target): void {
  const { nobody: none, pools, pods } = target;
  const able = pools.filter(({ members }) => members > 0);
  const shares = able.map((pool) => ({ stream: streamOf(pool, target), share: pool.members / pods }));
  const to = pods > 0 ? shares : [{ stream: streamOf(none, target), share: 1 }];
  const idle = pods > 0 ? [none, ...pools.filter(({ members }) => members === 0)] : pools;
  for (const pool of idle) handOver(streamOf(pool, target), to);
}

/** What a pool gets from `time` on: of each target the part of its pods, or everything while the target has none. */
function planOf(pool: Pool, targets: readonly Target[], time: Duration): Plan {
  const arriving = targets.map((target): Arriving => {
    const all = target.arrivals.at(time);
    if (pool !== target.nobody) return shareOf(all, target.pods > 0 ? pool.members / target.pods : 0);
    return target.pods > 0 ? shareOf(all, 0) : withRetries(all);
  });
  const next = targets.map(({ arrivals }) => {
    const { breakpoints } = arrivals;
    return breakpoints[lastAt(breakpoints, time) + 1] ?? Number.POSITIVE_INFINITY;
  });
  return { pods: pool.members, arriving, until: Math.min(...next) };
}

const shareOf = ({ open, clients, thinkSeconds }: Arriving, share: number): Arriving => ({
  open: scaled(open, share),
  clients: clients * share,
  thinkSeconds,
});

/** Clients that nobody answers make requests, too. */
function withRetries({ open, clients, thinkSeconds }: Arriving): Arriving {
  const retries = clients / Math.max(retryPauseSeconds, thinkSeconds);
  return { open: { value: open.value + retries, slope: open.slope }, clients: 0, thinkSeconds: 0 };
}
