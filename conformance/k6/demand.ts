import { InputError } from "../../input/input-error.ts";
import { podsBehind } from "../../input/notes.ts";
import { formatGoDuration } from "../../sim/kubernetes/timestamp.ts";
import { valueAt } from "../../sim/load/profile.ts";
import type { Load, Scenario, WorkloadModel } from "../../sim/scenario.ts";
import { type Duration, microseconds, toSeconds, zeroDuration } from "../../sim/units.ts";

/** The most CPU that a scenario's loads ask for at one time. */
export type Demand = {
  readonly cores: number;
  /** When they first do, from the scenario's zero. */
  readonly at: Duration;
  /** What each load asks for then. */
  readonly loads: readonly { readonly load: string; readonly cores: number }[];
};

type Demanding = Pick<Scenario, "loads" | "workloads" | "objects">;

/**
 * Requests per second × CPU time of a request over all loads, where it is highest.
 *
 * Clients count as if nobody ever had to wait for a pod. Of several workloads behind a Service the dearest counts. CPU limits do not:
 * what they put off is asked for later.
 */
export function demandOf(scenario: Demanding): Demand {
  const askers = scenario.loads.map((load) => askerOf(load, scenario));
  const demandAt = (at: Duration): Demand => {
    const loads = askers.map(({ load, coresAt }) => ({ load, cores: coresAt(at) }));
    return { cores: loads.reduce((sum, { cores }) => sum + cores, 0), at, loads };
  };
  // A sum of straight pieces is highest at an end of one. A piece's last microsecond stands for its end.
  const ends = new Set(askers.flatMap(({ breakpoints }) => breakpoints.flatMap((at) => [at - 1, at])));
  let highest = demandAt(zeroDuration);
  for (const at of [...ends].sort((a, b) => a - b)) {
    const demand = demandAt(microseconds(at));
    if (demand.cores > highest.cores || (demand.cores === highest.cores && at < highest.at)) highest = demand;
  }
  return highest;
}

type Asker = {
  readonly load: string;
  readonly breakpoints: readonly Duration[];
  readonly coresAt: (at: Duration) => number;
};

function askerOf(load: Load, scenario: Demanding): Asker {
  const { name, from, until, shape } = load;
  const costs = workloadsBehind(load, scenario).map(costOf);
  const dearest = costs.reduce((most, cost) => (cost.cpuSeconds > most.cpuSeconds ? cost : most), free);
  const isOn = (at: Duration): boolean => at >= from && at < until;
  if (shape.kind === "closed") {
    const cycleSeconds = dearest.cpuSeconds + dearest.waitSeconds + toSeconds(shape.think);
    const cores = dearest.cpuSeconds === 0 ? 0 : (shape.clients * dearest.cpuSeconds) / cycleSeconds;
    return { load: name, breakpoints: [from, until], coresAt: (at) => (isOn(at) ? cores : 0) };
  }
  const starts = shape.rate.map(({ at }) => microseconds(from + at)).filter((at) => at < until);
  return {
    load: name,
    breakpoints: [...starts, until],
    coresAt: (at) => (isOn(at) ? valueAt(shape.rate, microseconds(at - from)) * dearest.cpuSeconds : 0),
  };
}

function workloadsBehind(load: Load, { objects, workloads }: Demanding): readonly WorkloadModel[] {
  const behind = podsBehind(load, objects);
  return workloads.filter((model) =>
    behind.some(({ namespace, name }) => namespace === model.namespace && name === model.name),
  );
}

type Cost = { readonly cpuSeconds: number; readonly waitSeconds: number };

const free: Cost = { cpuSeconds: 0, waitSeconds: 0 };

/** What one request costs a pod, in all of its containers. Prescribed usage depends on no request. */
function costOf({ serving, containers }: WorkloadModel): Cost {
  if (serving.kind === "usage") return free;
  const cpuMicroseconds = [...containers.values()].reduce((sum, model) => sum + model.requestCpuMicroseconds, 0);
  return { cpuSeconds: cpuMicroseconds / 1e6, waitSeconds: toSeconds(serving.requests.wait) };
}

/** Which demand is too much for the machine, and what the user raises to allow it. */
export type DemandLimit = { readonly coresMax: number; readonly setting: string };

/** An InputError where the loads ask for more: the machine would be measured, and not the scenario. */
export function refuseDemandAbove({ coresMax, setting }: DemandLimit, demand: Demand): void {
  if (demand.cores <= coresMax) return;
  const parts = demand.loads.filter(({ cores }) => cores > 0).map(({ load, cores }) => `load.${load} ${amount(cores)}`);
  throw new InputError([
    {
      message: `at ${formatGoDuration(demand.at)} the loads ask for ${amount(demand.cores)} of CPU (${parts.join(", ")}), a replay plays at most ${amount(coresMax)}`,
      hint: `Lower the rates or the CPU time of a request, or raise ${setting} on a machine that has the cores to spare.`,
    },
  ]);
}

const amount = (cores: number): string => `${Number(cores.toFixed(2))} ${cores === 1 ? "core" : "cores"}`;
