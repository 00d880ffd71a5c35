import type { UsageModel } from "../scenario.ts";
import { type Bytes, bytes, type Millicores, microseconds } from "../units.ts";
import { lastAt } from "./integral.ts";
import { createPrescribedCpu, type PrescribedCpu } from "./prescribed-cpu.ts";
import { valueAt } from "./profile.ts";

/** The ready pods of one workload whose usage is prescribed. Times are microseconds since the scenario's zero. */
export type UsageGroup = {
  readonly join: (time: number, podId: string) => void;
  readonly leave: (time: number, podId: string) => void;
  /** The CPU time of one of them with this limit; undefined when the usage prescribes no CPU. */
  readonly cpu: (limit: Millicores) => PrescribedCpu | undefined;
  /** The memory of one of them; 0 while it is not there, or when the usage prescribes no memory. */
  readonly memory: (time: number, podId: string) => Bytes;
};

type Stay = { readonly podId: string; readonly from: number; until: number };

/** How many states of a group remember which pod comes when in the order; kubelets look at slightly different instants. */
const rememberedRanks = 4;

export function createUsageGroup(usage: UsageModel): UsageGroup {
  const stays: Stay[] = [];
  const changes: number[] = [];
  const counts: number[] = [];
  const cpuByLimit = new Map<Millicores, PrescribedCpu>();
  const ranksByChange = new Map<number, ReadonlyMap<string, number>>();

  const change = (time: number, by: number): void => {
    const count = (counts.at(-1) ?? 0) + by;
    changes.push(time);
    counts.push(count);
    for (const cpu of cpuByLimit.values()) cpu.share(time, count);
  };

  const ranksAfter = (index: number): ReadonlyMap<string, number> => {
    const known = ranksByChange.get(index);
    if (known) return known;
    const time = changes[index]!;
    const present = stays.filter(({ from, until }) => from <= time && time < until);
    const ranks = new Map(present.map(({ podId }, rank) => [podId, rank]));
    if (ranksByChange.size >= rememberedRanks) ranksByChange.delete(ranksByChange.keys().next().value ?? index);
    ranksByChange.set(index, ranks);
    return ranks;
  };

  const memory = (time: number, podId: string): Bytes => {
    const index = lastAt(changes, time);
    const rank = index >= 0 ? ranksAfter(index).get(podId) : undefined;
    if (rank === undefined || !usage.memory) return bytes(0);
    const amount = Math.round(valueAt(usage.memory.profile, microseconds(Math.max(0, time))));
    if (usage.memory.per === "pod") return bytes(amount);
    // Whole bytes that add up: the first pods in order of joining get the remainder.
    const pods = counts[index]!;
    const part = Math.floor(amount / pods);
    return bytes(part + (rank < amount - part * pods ? 1 : 0));
  };

  return {
    join: (time, podId) => {
      stays.push({ podId, from: time, until: Number.POSITIVE_INFINITY });
      change(time, 1);
    },
    leave: (time, podId) => {
      const stay = stays.findLast((candidate) => candidate.podId === podId);
      if (stay) stay.until = time;
      change(time, -1);
    },
    cpu: (limit) => {
      const known = cpuByLimit.get(limit);
      if (known || !usage.cpu) return known;
      const cpu = createPrescribedCpu(usage.cpu, limit);
      cpu.share(changes.at(-1) ?? 0, counts.at(-1) ?? 0);
      cpuByLimit.set(limit, cpu);
      return cpu;
    },
    memory,
  };
}
