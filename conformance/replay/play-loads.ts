import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { podsBehind } from "../../input/notes.ts";
import { objectKey } from "../../sim/kubernetes/object.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { between, microseconds, plus, type SimTime, seconds, simTime, toSeconds } from "../../sim/units.ts";
import type { K6Load } from "../k6/order.ts";
import { type LoadResults, readLoadResults } from "../k6/results.ts";
import { runK6 } from "../k6/run-k6.ts";
import { k6Script } from "../k6/script.ts";
import { type AnsweredTarget, arrivalsPerSecond } from "./load-facts.ts";
import { targetOf } from "./load-services.ts";
import { wallClock } from "./observe.ts";
import type { OnCluster, Started } from "./play-on-cluster.ts";
import type { SeenArrivals } from "./recorded-run.ts";

/** Longest that a request of a load is waited for, if its workload gives up no sooner. */
const requestTimeout = seconds(30);

/** The longest that k6 may be at work after the end of the scenario. */
const k6EndingSecondsMax = 60;

/** Lets k6 send the loads of the scenario, and reads what became of them. */
export async function playLoads(on: OnCluster, { observation, zero, end, start }: Started): Promise<LoadResults> {
  const { order, k6, urls, signal } = on;
  const { loads } = order.loaded.scenario;
  if (loads.length === 0) return new Map();
  const first = Math.max(start, Math.min(...loads.map(({ from }) => plus(zero, from))));
  const played = loads.map((load): K6Load => {
    const from = Math.max(first, plus(zero, load.from));
    return {
      name: load.name,
      url: urls.get(targetOf(load)) ?? "",
      startTime: microseconds(from - first),
      duration: microseconds(Math.min(plus(zero, load.until), end) - from),
      shape: load.shape,
    };
  });
  const script = join(order.folder, "load.ts");
  writeFileSync(script, k6Script({ scenario: order.loaded.scenario.name, loads: played, requestTimeout }));
  for (const { name, startTime, duration } of played) {
    const from = simTime(first + startTime);
    observation.add({ kind: "load", name, edge: "start" }, from);
    if (plus(from, duration) < end) observation.add({ kind: "load", name, edge: "end" }, plus(from, duration));
  }
  const tooLate = AbortSignal.timeout(Math.ceil(between(wallClock(), end) / 1000) + k6EndingSecondsMax * 1000);
  const outcome = await runK6({
    ...{ k6, script, folder: order.folder, startAtMs: first / 1000 },
    signal: AbortSignal.any([signal, tooLate]),
  });
  signal.throwIfAborted();
  if (outcome.kind === "stopped") throw new Error(`k6 was still at work ${k6EndingSecondsMax} s after the end`);
  return readLoadResults(
    outcome.samples,
    loads.map(({ name }) => name),
  );
}

/** The requests of each load that began, second by second. */
export const arrivalsOf = (
  { loads, duration }: Scenario,
  zero: SimTime,
  results: LoadResults,
): readonly SeenArrivals[] =>
  loads.map((load) => {
    const from = plus(zero, load.from);
    const { beganMs = [], dropped = 0 } = results.get(load.name) ?? {};
    const lasting = Math.ceil(toSeconds(microseconds(Math.min(load.until, duration) - load.from)));
    // The last requests of a load may begin a moment after its end.
    return { load: load.name, from, perSecond: arrivalsPerSecond(beganMs, from, lasting + 1), dropped };
  });

/** The targets of load, each with the workload that answers it. */
export const targetsOf = ({ loads, objects }: Scenario): readonly AnsweredTarget[] =>
  [...new Set(loads.map(targetOf))].map((target) => {
    const members = loads.filter((load) => targetOf(load) === target);
    const [behind] = members[0] === undefined ? [] : podsBehind(members[0], objects);
    return { workload: behind === undefined ? "" : objectKey(behind), loads: members };
  });
