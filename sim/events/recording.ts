import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type { Fact } from "../trace/fact.ts";
import type { Trace } from "../trace/trace.ts";
import type { SimTime } from "../units.ts";

/** An event as a component's recorder takes it. */
export type EventRecording = {
  readonly at: SimTime;
  readonly component: string;
  readonly involved: ObjectReference;
  /** Tells objects of one name apart that came one after the other. */
  readonly uid: string;
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
};

/** The events of a trace in the order in which they were recorded. */
export function recordingsOf({ facts }: Pick<Trace, "facts">): readonly EventRecording[] {
  const lives = new Map<string, number>();
  const recordings: EventRecording[] = [];
  for (const fact of facts) {
    if (fact.kind === "deleted") lives.set(keyOf(fact.object), (lives.get(keyOf(fact.object)) ?? 0) + 1);
    if (fact.kind !== "event") continue;
    const { at, component, involved, type, reason, message } = fact;
    const uid = uidText(involved, lives.get(keyOf(involved)) ?? 0);
    recordings.push({ at, component, involved, uid, type, reason, message });
  }
  return recordings;
}

/** The `uid` in a trace's recordings of the object that has this name at an instant, or had it last. */
export function uidAt({ facts }: Pick<Trace, "facts">, object: ObjectReference, at: SimTime): string {
  const isEarlierLife = (fact: Fact): boolean =>
    fact.kind === "deleted" && fact.at <= at && keyOf(fact.object) === keyOf(object);
  return uidText(object, facts.filter(isEarlierLife).length);
}

const keyOf = (object: ObjectReference): string => `${object.kind} ${objectKey(object)}`;
const uidText = (object: ObjectReference, life: number): string => `${keyOf(object)} ${life}`;
