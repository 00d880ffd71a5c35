import type { Fact } from "../sim/trace/fact.ts";
import { countText, plural, rateText } from "./numbers.ts";

type ServingFact = Extract<Fact, { readonly kind: "serving" }>;
type Segment = ServingFact["segment"];

/** What a target of load is doing: keeping up, working off a backlog, turning requests away, or without a pod to answer. */
type Strain = "none" | "queueing" | "losing" | "unanswered";

/** A change of a target's strain, in words. */
type StrainChange = { readonly what: string; readonly why: string; readonly isWorse: boolean };

/** Watches the targets of load. */
type OverloadWatch = {
  readonly take: (fact: ServingFact) => void;
  /** What changed by the instant whose facts have all been taken; by target, in order of their first segments. */
  readonly changes: () => readonly { readonly target: string; readonly change: StrainChange }[];
};

type Target = {
  /** The segment that holds now, by pool. */
  readonly pools: Map<string, Segment>;
  strain: Strain;
  /** Totals when the strain began. */
  refused: number;
  timedOut: number;
  backlogMax: number;
};

/** A watch that has seen nothing yet: no target is under strain. */
export function watchOverload(): OverloadWatch {
  const targets = new Map<string, Target>();
  const touched = new Set<string>();
  return {
    take: ({ segment }) => {
      const target = targets.get(segment.target) ?? newTarget();
      target.pools.set(`${segment.workload} ${segment.pool}`, segment);
      targets.set(segment.target, target);
      touched.add(segment.target);
    },
    changes: () => {
      const changed = [...touched].flatMap((name) => {
        const change = follow(targets.get(name) ?? newTarget());
        return change === undefined ? [] : [{ target: name, change }];
      });
      touched.clear();
      return changed;
    },
  };
}

const newTarget = (): Target => ({ pools: new Map(), strain: "none", refused: 0, timedOut: 0, backlogMax: 0 });

function follow(target: Target): StrainChange | undefined {
  const now = [...target.pools.values()];
  const sum = (part: (segment: Segment) => number): number => now.reduce((total, segment) => total + part(segment), 0);
  const totals = { refused: sum(({ refused }) => refused.total), timedOut: sum(({ timedOut }) => timedOut.total) };
  const backlog = sum((segment) => segment.backlog);
  target.backlogMax = Math.max(target.backlogMax, backlog);
  const before = target.strain;
  const after = strainOf(now);
  if (after === before) return undefined;
  target.strain = after;
  if (before === "none") Object.assign(target, totals, { backlogMax: backlog });
  if (after === "none") return ended(target, { before, ...totals });
  const offered = sum((segment) => segment.offered.perSecond);
  const lost = sum((segment) => segment.refused.perSecond + segment.timedOut.perSecond);
  const pods = sum((segment) => segment.pods);
  if (after === "unanswered") {
    return {
      what: "no ready pod",
      why: `${rateText(offered)} offered, ${lost > 0 ? "all refused" : "all wait"}`,
      isWorse: true,
    };
  }
  const capacity = sum((segment) => segment.capacityPerSecond);
  const load = `${rateText(offered)} offered, capacity ${rateText(capacity)} (${plural(pods, "pod")})`;
  const waiting = backlog > 0 ? `, ${countText(backlog)} waiting` : "";
  if (after === "losing") {
    return {
      what: "loses requests",
      why: `${load}, ${rateText(lost)} lost${waiting}`,
      isWorse: true,
    };
  }
  const what = before === "none" ? "overload begins" : before === "losing" ? "loses none" : "ready pods again";
  return { what, why: load + waiting, isWorse: before === "none" };
}

type Ending = { readonly before: Strain; readonly refused: number; readonly timedOut: number };

function ended(target: Target, ending: Ending): StrainChange {
  const refused = ending.refused - target.refused;
  const timedOut = ending.timedOut - target.timedOut;
  const lost = [
    ...(refused > 0 ? [`${countText(refused)} refused`] : []),
    ...(timedOut > 0 ? [`${countText(timedOut)} timed out`] : []),
  ];
  const waited = target.backlogMax > 0 ? [`at most ${countText(target.backlogMax)} waiting`] : [];
  const why = [...waited, ...(lost.length > 0 ? lost : ["none lost"])].join(", ");
  return { what: ending.before === "unanswered" ? "ready pods again" : "overload ends", why, isWorse: false };
}

function strainOf(segments: readonly Segment[]): Strain {
  const isAny = (holds: (segment: Segment) => boolean): boolean => segments.some(holds);
  const isAsked = ({ offered }: Segment): boolean => offered.perSecond > 0 || offered.slopePerSecond > 0;
  if (segments.every(({ pods }) => pods === 0)) return isAny(isAsked) ? "unanswered" : "none";
  if (isAny(({ refused, timedOut }) => isFlowing(refused) || isFlowing(timedOut))) return "losing";
  return isAny((segment) => segment.backlog > 1e-6 || grows(segment)) ? "queueing" : "none";
}

const isFlowing = ({ perSecond, slopePerSecond }: Segment["refused"]): boolean => perSecond > 0 || slopePerSecond > 0;

/** Whether more comes than is served, now or an instant later. */
function grows({ offered, served, refused, timedOut }: Segment): boolean {
  const level = offered.perSecond - served.perSecond - refused.perSecond - timedOut.perSecond;
  const slope = offered.slopePerSecond - served.slopePerSecond - refused.slopePerSecond - timedOut.slopePerSecond;
  const noise = 1e-9 * Math.max(1, offered.perSecond);
  return level > noise || (Math.abs(level) <= noise && slope > 1e-9);
}
