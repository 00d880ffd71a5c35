import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { Fact } from "../../sim/trace/fact.ts";
import type { SimTime } from "../../sim/units.ts";
import { decisionText, rescaleOf } from "../decision.ts";
import { type Played, type TimelineLine, timelineOf } from "../timeline.ts";
import { sidesOf } from "./sides.ts";

/** One thing that happened, in both runs or in one of them. */
export type TimelinePair = {
  readonly real: TimelineLine | undefined;
  readonly simulated: TimelineLine | undefined;
  /** Why the simulated HPA rescaled; empty for all else. A real one does not tell. */
  readonly reasoning: string;
};

/** The timelines of both runs in one, in order of time: what happened in both stands in one line. */
export function timelinePairs(replay: JudgedReplay): readonly TimelinePair[] {
  const { real, simulated } = sidesOf(replay);
  const reasonings = reasoningsOf(simulated);
  const free = [...timelineOf(comparable(simulated))];
  const pairs = timelineOf(comparable(real)).map((line): TimelinePair => {
    const index = nearestTo(line, free);
    const [partner] = index === -1 ? [] : free.splice(index, 1);
    return { real: line, simulated: partner, reasoning: partner === undefined ? "" : reasoningOf(partner, reasonings) };
  });
  const alone = free.map((line) => ({ real: undefined, simulated: line, reasoning: reasoningOf(line, reasonings) }));
  return [...pairs, ...alone].sort((a, b) => timeOf(a) - timeOf(b));
}

const timeOf = ({ real, simulated }: TimelinePair): number => real?.at ?? simulated?.at ?? 0;

/** A sync may lie between two that are the same, and a little more. */
const nearMicroseconds = 20_000_000;

/** The index of the line that says the same at nearly the same time; -1 where there is none. */
function nearestTo(line: TimelineLine, others: readonly TimelineLine[]): number {
  const said = saying(line);
  let nearest = -1;
  let least = nearMicroseconds;
  others.forEach((other, index) => {
    const apart = Math.abs(other.at - line.at);
    if (apart > least || (apart === least && nearest !== -1) || saying(other) !== said) return;
    nearest = index;
    least = apart;
  });
  return nearest;
}

/** What makes a line what it is: not who is said to have scaled, nor names that an API server makes up, nor how often it came. */
const saying = ({ subject, what, why }: TimelineLine): string =>
  `${subject} ${what} ${what.startsWith("replicas ") ? "" : why.replaceAll(madeUp, "-…").replace(repeats, "")}`;

const repeats = / \(\d+ times, until [^)]*\)$/;

/** The hash of a template, and perhaps the rest of a pod's name. */
const madeUp = /-[bcdfghjklmnpqrstvwxz2456789]{6,10}(?:-[bcdfghjklmnpqrstvwxz2456789]{5})?\b/g;

/**
 * A run as both can be told: of what only one side knows nothing is left, and what a watch sees a moment apart is one.
 *
 * Left out are decisions and what becomes of requests, which a cluster does not tell; what objects are there from the beginning;
 * and of pods the counts and the binding, which follow on their creation.
 */
function comparable({ scenario, trace }: Played): Played {
  const kept = trace.facts.filter(
    (fact) =>
      !["decision", "serving", "counts"].includes(fact.kind) &&
      !(fact.kind === "applied" && fact.at < trace.zero) &&
      !(fact.kind === "pod" && fact.state === "scheduled"),
  );
  return { scenario, trace: { ...trace, facts: gathered(kept) } };
}

const togetherMicroseconds = 1_000_000;

/** Pods of one workload that do the same within a second do it at the instant of the first. */
function gathered(facts: readonly Fact[]): readonly Fact[] {
  const firsts = new Map<string, SimTime>();
  return facts
    .map((fact): Fact => {
      if (fact.kind !== "pod") return fact;
      const key = `${fact.workload} ${fact.state}`;
      const first = firsts.get(key);
      if (first !== undefined && fact.at - first < togetherMicroseconds) return { ...fact, at: first };
      firsts.set(key, fact.at);
      return fact;
    })
    .sort((a, b) => a.at - b.at);
}

/** By the instant and the counts of each rescale, what its decision says. */
function reasoningsOf({ trace }: Played): ReadonlyMap<string, string> {
  return new Map(
    trace.facts.flatMap((fact) => {
      if (fact.kind !== "decision") return [];
      const rescale = rescaleOf(fact.decision);
      if (rescale === undefined) return [];
      return [[`${fact.at} replicas ${rescale.from} -> ${rescale.to}`, decisionText(fact.decision, trace.zero).why]];
    }),
  );
}

const reasoningOf = ({ at, what }: TimelineLine, reasonings: ReadonlyMap<string, string>): string =>
  reasonings.get(`${at} ${what}`) ?? "";
