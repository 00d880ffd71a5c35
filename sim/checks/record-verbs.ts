import type { Fact } from "../trace/fact.ts";
import { type SimTime, simTime } from "../units.ts";
import { comparisonText, holds } from "./comparison.ts";
import type { Expectation, TargetName } from "./expectation.ts";
import { clockText, type Evidence, type Interval, intervalOf } from "./moment.ts";
import type { Judged } from "./replica-verbs.ts";

type Of<Verb extends Expectation["verb"]> = Extract<Expectation, { readonly verb: Verb }>;
type ConditionFact = Extract<Fact, { readonly kind: "condition" }>;
type DeletedFact = Extract<Fact, { readonly kind: "deleted" }>;
type EventFact = Extract<Fact, { readonly kind: "event" }>;

/** The HPA's condition has the status, and the reason if one is given, at some instant of the span. */
export function judgeCondition(expectation: Of<"condition">, evidence: Evidence): Judged {
  const { type, status, reason } = expectation;
  const interval = intervalOf(expectation, evidence);
  const states = conditionStates(expectation, evidence, interval);
  const hit = states.find((fact) => fact.status === status && (reason === undefined || fact.reason === reason));
  if (hit !== undefined) {
    return { isMet: true, because: `${stateText(hit)} at ${clockText(hit.at, evidence)}`, at: hit.at };
  }
  const seen = shown(states, (fact) => `${stateText(fact)} at ${clockText(fact.at, evidence)}`);
  const because = seen === "" ? `no condition ${type} in that time` : `seen: ${seen}`;
  return { isMet: false, because, at: interval.to };
}

const stateText = ({ type, status, reason }: ConditionFact): string => `${type}=${status} ${reason}`;

/**
 * What the condition was when the interval began, and every change within it; nothing while there is no such HPA.
 *
 * Of several changes at one instant the last counts.
 */
function conditionStates(
  { hpa, type }: Of<"condition">,
  { trace }: Evidence,
  { from, to }: Interval,
): readonly ConditionFact[] {
  const changes: (ConditionFact | DeletedFact)[] = [];
  for (const fact of trace.facts) {
    if (fact.at > to) break;
    const isChange = (fact.kind === "condition" && fact.type === type) || fact.kind === "deleted";
    if (!isChange || !isNamed(fact.object, "HorizontalPodAutoscaler", hpa)) continue;
    if (changes.at(-1)?.at === fact.at) changes.pop();
    changes.push(fact);
  }
  const first = changes.findLastIndex(({ at }) => at <= from);
  return changes
    .slice(Math.max(0, first))
    .flatMap((fact) => (fact.kind === "condition" ? [{ ...fact, at: simTime(Math.max(fact.at, from)) }] : []));
}

/** Events with the reason, and the text if one is given, come as often as allowed within the span. */
export function judgeEvent(expectation: Of<"event">, evidence: Evidence): Judged {
  const { involved, reason, messageContains, count: wanted } = expectation;
  const interval = intervalOf(expectation, evidence);
  const about = eventsAbout(involved, evidence).filter(({ at }) => at >= interval.from && at <= interval.to);
  const hits = about.filter(
    (event) => event.reason === reason && (messageContains === undefined || event.message.includes(messageContains)),
  );
  const isMet = holds(wanted, hits.length);
  const first = hits[0];
  const times = shown(hits, ({ at }) => clockText(at, evidence));
  const seen = hits.length === 0 ? whatElse(about, reason) : ` at ${times}`;
  const because = `${hits.length} ${hits.length === 1 ? "event" : "events"} ${reason}${seen}`;
  const expected = isMet ? "" : `, wanted ${comparisonText(wanted)}`;
  return { isMet, because: because + expected, at: first?.at ?? interval.to };
}

/**
 * The alert comes into the state, or the receiver is told so, as often as allowed within the span. An alert that is pending or fires
 * as the span begins counts, too.
 */
export function judgeAlert(expectation: Of<"alert">, evidence: Evidence): Judged {
  const { name, state, receiver, count: wanted } = expectation;
  const { from, to } = intervalOf(expectation, evidence);
  const turns = receiver === undefined ? alertTurns(name, evidence) : noticesOf(name, receiver, evidence);
  const held = receiver === undefined ? heldAt(turns, from) : [];
  const about = [...held, ...turns.filter(({ at, state: is }) => at >= from && at <= to && is !== "gone")];
  const hits = about.filter((turn) => turn.state === state);
  const isMet = holds(wanted, hits.length);
  const subject = receiver === undefined ? `alert ${name}` : `receiver ${receiver}: alert ${name}`;
  const seen = about.slice(0, factsShownMax).map((turn) => `${turn.state} at ${clockText(turn.at, evidence)}`);
  const more = about.length > factsShownMax ? " …" : "";
  const because = `${subject}: ${seen.length === 0 ? "never in that time" : seen.join(", ")}${more}`;
  const expected = isMet ? "" : `, wanted ${state} ${comparisonText(wanted)} times`;
  return { isMet, because: because + expected, at: hits[0]?.at ?? to };
}

type AlertTurn = {
  readonly at: SimTime;
  /** `gone` after pending: it never fired, so there was nothing to resolve. */
  readonly state: Of<"alert">["state"] | "gone";
  readonly labels: string;
};

/** What each alert of the name was as an interval began, as if it had come into that state then. */
function heldAt(turns: readonly AlertTurn[], from: SimTime): readonly AlertTurn[] {
  const last = new Map(turns.filter(({ at }) => at < from).map((turn) => [turn.labels, turn]));
  const holds = [...last.values()].filter(({ state }) => state === "pending" || state === "firing");
  return holds.map((turn) => ({ ...turn, at: from }));
}

function alertTurns(name: string, { trace }: Evidence): readonly AlertTurn[] {
  const firing = new Set<string>();
  return trace.facts.flatMap((fact): readonly AlertTurn[] => {
    if (fact.kind !== "alert" || fact.name !== name) return [];
    const { at, state, labels } = fact;
    if (state === "firing") firing.add(labels);
    if (state !== "inactive") return [{ at, state, labels }];
    return [{ at, state: firing.delete(labels) ? "resolved" : "gone", labels }];
  });
}

const noticesOf = (name: string, receiver: string, { trace }: Evidence): readonly AlertTurn[] =>
  trace.facts.flatMap((fact) =>
    fact.kind === "notification" && fact.receiver === receiver && fact.alerts.includes(name)
      ? [{ at: fact.at, state: fact.status, labels: "" }]
      : [],
  );

/** The first few facts of a list, as text. */
const shown = <Each extends Fact>(facts: readonly Each[], print: (fact: Each) => string): string =>
  facts.slice(0, factsShownMax).map(print).join(", ") + (facts.length > factsShownMax ? " …" : "");

const factsShownMax = 5;

function eventsAbout(involved: Of<"event">["involved"], { trace }: Evidence): readonly EventFact[] {
  return trace.facts
    .filter((fact) => fact.kind === "event")
    .filter((fact) => isNamed(fact.involved, involved.kind, involved));
}

/** What there was instead: other messages with the reason, or other reasons. */
function whatElse(events: readonly EventFact[], wanted: string): string {
  const messages = events.filter(({ reason }) => reason === wanted).map(({ message }) => JSON.stringify(message));
  if (messages.length > 0) return ` with that message; there were ${[...new Set(messages)].join(", ")}`;
  const reasons = [...new Set(events.map(({ reason }) => reason))];
  return reasons.length === 0 ? "; no event about it at all" : `; there were ${reasons.join(", ")}`;
}

const isNamed = (
  object: { readonly kind: string; readonly namespace: string; readonly name: string },
  kind: string,
  { namespace, name }: TargetName,
): boolean => object.kind === kind && object.namespace === namespace && object.name === name;
