import { formatGoDuration } from "../kubernetes/timestamp.ts";
import { between, type Duration, plus, type SimTime } from "../units.ts";
import { comparisonText, holds } from "./comparison.ts";
import type { Comparison, Expectation, ReplicaClaim } from "./expectation.ts";
import { clockText, type Evidence, type Interval, instantOf, intervalOf, momentText } from "./moment.ts";
import { replicaSteps, type Step, stepsWithin } from "./replica-steps.ts";
import type { Verdict } from "./verdict.ts";

type Of<Verb extends Expectation["verb"]> = Extract<Expectation, { readonly verb: Verb }>;
export type Judged = Omit<Verdict, "expectation">;

const noun = (field: ReplicaClaim["field"]): string => (field === "replicas" ? "replicas" : "ready replicas");

const countText = (count: number, field: ReplicaClaim["field"]): string =>
  `${count} ${count === 1 ? noun(field).replace(/s$/, "") : noun(field)}`;

const wantedText = (wanted: Comparison, field: ReplicaClaim["field"]): string =>
  wanted.min === 1 && wanted.max === 1 ? countText(1, field) : `${comparisonText(wanted)} ${noun(field)}`;

function claimSteps(claim: ReplicaClaim, evidence: Evidence, interval: Interval): readonly Step[] {
  return stepsWithin(replicaSteps(evidence.trace, claim.target, claim.field), interval);
}

/** The claim holds at some instant of the window that begins at `after`. */
export function judgeReaches(expectation: Of<"reaches">, evidence: Evidence): Judged {
  const { after, within, field, holds: wanted } = expectation;
  const from = instantOf(after, evidence);
  const to = earlier(plus(from, within), evidence.trace.end);
  const steps = claimSteps(expectation, evidence, { from, to });
  const hit = steps.find(({ value }) => holds(wanted, value));
  if (hit !== undefined) {
    const delay = formatGoDuration(between(from, hit.at));
    const because = `${countText(hit.value, field)} at ${clockText(hit.at, evidence)}, ${delay} after ${momentText(after)}`;
    return { isMet: true, because, at: hit.at };
  }
  const seen = [...new Set(steps.map(({ value }) => value))].join(", ");
  const because = `never ${wantedText(wanted, field)} from ${clockText(from, evidence)} to ${clockText(to, evidence)}; seen: ${seen}`;
  return { isMet: false, because, at: to };
}

/** The claim holds at no instant of the span. */
export function judgeNever(expectation: Of<"never">, evidence: Evidence): Judged {
  const { field, holds: forbidden } = expectation;
  const interval = intervalOf(expectation, evidence);
  const steps = claimSteps(expectation, evidence, interval);
  const hit = steps.find(({ value }) => holds(forbidden, value));
  if (hit !== undefined) {
    return { isMet: false, because: `${countText(hit.value, field)} at ${clockText(hit.at, evidence)}`, at: hit.at };
  }
  return { isMet: true, because: rangeText(steps, field), at: interval.to };
}

/** The claim holds at every instant of the span. */
export function judgeStays(expectation: Of<"stays">, evidence: Evidence): Judged {
  const { field, holds: wanted } = expectation;
  const interval = intervalOf(expectation, evidence);
  const steps = claimSteps(expectation, evidence, interval);
  const miss = steps.find(({ value }) => !holds(wanted, value));
  if (miss !== undefined) {
    return { isMet: false, because: `${countText(miss.value, field)} at ${clockText(miss.at, evidence)}`, at: miss.at };
  }
  return { isMet: true, because: rangeText(steps, field), at: interval.to };
}

function rangeText(steps: readonly Step[], field: ReplicaClaim["field"]): string {
  const values = steps.map(({ value }) => value);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return min === max ? `always ${countText(min, field)}` : `between ${min} and ${max} ${noun(field)}`;
}

/** The window of the given length in which `spec.replicas` changes most often keeps the bounds. */
export function judgeChanges(expectation: Of<"changes">, evidence: Evidence): Judged {
  const interval = intervalOf(expectation, evidence);
  const [, ...changes] = stepsWithin(replicaSteps(evidence.trace, expectation.target, "replicas"), interval);
  const busiest = busiestWindow(changes, expectation.in);
  const count = busiest?.count ?? 0;
  const where = busiest === undefined ? "" : ` from ${clockText(busiest.from, evidence)}`;
  const isMet = holds(expectation.count, count);
  const most = `at most ${count} ${count === 1 ? "change" : "changes"} within ${formatGoDuration(expectation.in)}${where}`;
  const because = isMet ? most : `${most}, wanted ${comparisonText(expectation.count)}`;
  return { isMet, because, at: busiest?.from ?? interval.to };
}

function busiestWindow(changes: readonly Step[], length: Duration): { from: SimTime; count: number } | undefined {
  let busiest: { from: SimTime; count: number } | undefined;
  for (const { at: from } of changes) {
    const count = changes.filter(({ at }) => at >= from && at < plus(from, length)).length;
    if (busiest === undefined || count > busiest.count) busiest = { from, count };
  }
  return busiest;
}

/** `spec.replicas` stops changing within the given time and then keeps still for `for`. */
export function judgeSettles(expectation: Of<"settles">, evidence: Evidence): Judged {
  const { after, within, for: calm, replicas } = expectation;
  const from = instantOf(after, evidence);
  const steps = stepsWithin(replicaSteps(evidence.trace, expectation.target, "replicas"), {
    from,
    to: evidence.trace.end,
  });
  for (let index = 0; index < steps.length; index++) {
    const { at, value } = steps[index]!;
    if (at > plus(from, within)) break;
    const until = steps[index + 1]?.at ?? evidence.trace.end;
    if (between(at, until) < calm || (replicas !== undefined && !holds(replicas, value))) continue;
    const took = formatGoDuration(between(from, at));
    const because = `${countText(value, "replicas")} from ${clockText(at, evidence)} on, ${took} after ${momentText(after)}`;
    return { isMet: true, because, at };
  }
  const limit = earlier(plus(from, within), evidence.trace.end);
  const wanted = replicas === undefined ? "" : ` at ${comparisonText(replicas)}`;
  const looked = steps.filter(({ at }) => at <= plus(limit, calm));
  const last = looked.slice(-stepsShownMax).map(({ at, value }) => `${value} at ${clockText(at, evidence)}`);
  const seen = [...(looked.length > last.length ? ["…"] : []), ...last].join(", ");
  const because = `not still${wanted} for ${formatGoDuration(calm)} by ${clockText(limit, evidence)}; replicas: ${seen}`;
  return { isMet: false, because, at: limit };
}

/** What kept a workload from settling are the last of its changes. */
const stepsShownMax = 5;

const earlier = (a: SimTime, b: SimTime): SimTime => (a < b ? a : b);
