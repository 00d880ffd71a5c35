import type { ServingSegment } from "../../sim/load/segment.ts";
import type { Load } from "../../sim/scenario.ts";
import type { Fact } from "../../sim/trace/fact.ts";
import { type SimTime, simTime } from "../../sim/units.ts";
import type { LoadResults, LoadSecond } from "../k6/results.ts";
import { targetOf } from "./load-services.ts";

/** A target of load, and who answers it. */
export type AnsweredTarget = { readonly workload: string; readonly loads: readonly Load[] };

/**
 * What came to each target and what became of it, second by second, as facts.
 *
 * The measured mean stands for the time of every request: what k6 knows of the others is in its own output.
 */
export const loadFacts = (targets: readonly AnsweredTarget[], results: LoadResults): readonly Fact[] =>
  targets.flatMap(({ workload, loads }) => {
    const [first] = loads;
    const seconds = first === undefined ? [] : sumsOf(loads, results);
    const totals = { offered: 0, served: 0, refused: 0, timedOut: 0 };
    return seconds.map((sums): Fact => {
      const flow = (of: keyof typeof totals): ServingSegment["offered"] => {
        const total = totals[of];
        totals[of] += sums[of];
        return { perSecond: sums[of], slopePerSecond: 0, total };
      };
      return {
        at: simTime(sums.second * 1e6),
        kind: "serving",
        segment: {
          ...{ target: first === undefined ? "" : targetOf(first), workload, pool: 1, pods: sums.pods, backlog: 0 },
          capacityPerSecond: Number.POSITIVE_INFINITY,
          ...{ offered: flow("offered"), served: flow("served"), refused: flow("refused"), timedOut: flow("timedOut") },
          response: { slots: Number.POSITIVE_INFINITY, serviceSeconds: sums.meanSeconds, variation: "none" },
        },
      };
    });
  });

type Sums = {
  readonly second: number;
  readonly pods: number;
  readonly offered: number;
  readonly served: number;
  readonly refused: number;
  readonly timedOut: number;
  readonly meanSeconds: number;
};

/** k6's number for a request without an answer in time. Source: k6 v1.8.1 lib/netext/httpext/error_codes.go */
const timeoutCode = "1050";

function sumsOf(loads: readonly Load[], results: LoadResults): readonly Sums[] {
  const bySecond = new Map<number, LoadSecond[]>();
  for (const { name } of loads) {
    for (const each of results.get(name)?.seconds ?? []) {
      bySecond.set(each.second, [...(bySecond.get(each.second) ?? []), each]);
    }
  }
  const ordered = [...bySecond].sort(([a], [b]) => a - b);
  const last = ordered.at(-1)?.[0];
  const end: readonly (readonly [number, readonly LoadSecond[]])[] = last === undefined ? [] : [[last + 1, []]];
  return [...ordered, ...end].map(([second, parts]) => sumOf(second, parts));
}

function sumOf(second: number, parts: readonly LoadSecond[]): Sums {
  const sum = (of: (part: LoadSecond) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const failed = ({ failed: counts }: LoadSecond): number =>
    Object.values(counts).reduce((total, each) => total + each, 0);
  const timedOut = sum(({ failed: counts }) => (counts[timeoutCode] ?? 0) + (counts["504"] ?? 0));
  const served = sum((part) => part.served);
  const weighted = sum((part) => part.served * (part.response?.meanSeconds ?? 0));
  return {
    second,
    pods: new Set(parts.flatMap(({ byPod }) => Object.keys(byPod))).size,
    offered: sum(({ started }) => started),
    ...{ served, timedOut, refused: sum(failed) - timedOut },
    meanSeconds: served === 0 ? 0 : weighted / served,
  };
}

/** Requests that began in each second from an instant on. */
export function arrivalsPerSecond(beganMs: readonly number[], from: SimTime, seconds: number): readonly number[] {
  const counts = Array.from({ length: seconds }, () => 0);
  for (const at of beganMs) {
    const second = Math.floor((at * 1000 - from) / 1e6);
    if (second >= 0 && second < seconds) counts[second] = (counts[second] ?? 0) + 1;
  }
  return counts;
}
