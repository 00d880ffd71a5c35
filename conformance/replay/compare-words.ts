import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { Trace } from "../../sim/trace/trace.ts";
import type { SimTime } from "../../sim/units.ts";
import { type Pair, subjectOf } from "./compare-replicas.ts";
import type { Aspect, Finding } from "./verdict.ts";

type Word = { readonly at: SimTime; readonly text: string };

/** Compares the conditions of an HPA, each type by itself: which status and reason came after which, with its message. */
export function compareConditions(pair: Pair, hpa: ObjectReference): readonly Finding[] {
  const types = [
    ...new Set([pair.real, pair.simulated].flatMap((trace) => conditionsOf(trace, hpa).map(({ type }) => type))),
  ];
  return types.map((type) => {
    const words = (trace: Trace): readonly Word[] =>
      conditionsOf(trace, hpa)
        .filter((fact) => fact.type === type)
        .map(({ at, status, reason, message }) => ({ at, text: `${status} ${reason}: ${message}` }));
    return compareWords(pair, { aspect: "conditions", subject: `${subjectOf(hpa)} ${type}` }, words);
  });
}

/** Compares the events of an HPA, in order; of one that repeats, the first. */
export function compareEvents(pair: Pair, hpa: ObjectReference): Finding {
  const words = ({ facts }: Trace): readonly Word[] =>
    facts.flatMap((fact) =>
      fact.kind === "event" && isSame(fact.involved, hpa)
        ? [{ at: fact.at, text: `${fact.type} ${fact.reason}: ${fact.message}` }]
        : [],
    );
  return compareWords(pair, { aspect: "events", subject: subjectOf(hpa) }, words);
}

const conditionsOf = ({ facts }: Trace, hpa: ObjectReference) =>
  facts.flatMap((fact) => (fact.kind === "condition" && isSame(fact.object, hpa) ? [fact] : []));

const isSame = (a: ObjectReference, b: ObjectReference): boolean =>
  a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

function compareWords(
  pair: Pair,
  { aspect, subject }: { readonly aspect: Aspect; readonly subject: string },
  wordsOf: (trace: Trace) => readonly Word[],
): Finding {
  const [real, simulated] = [changesOf(wordsOf(pair.real)), changesOf(wordsOf(pair.simulated))];
  const compared = Math.max(real.length, simulated.length);
  const about = { aspect, subject, compared, band: "the same texts in the same order" };
  const first = Array.from({ length: compared }).findIndex((_, index) => real[index]?.text !== simulated[index]?.text);
  if (first === -1) return { ...about, seen: `all ${compared}`, divergence: undefined };
  const [theirs, ours] = [real[first], simulated[first]];
  const at = (theirs === undefined || (ours !== undefined && ours.at < theirs.at) ? ours : theirs)?.at ?? pair.start;
  const none = `nothing after the ${first} before`;
  return {
    ...about,
    seen: `number ${first + 1} of ${compared} differs`,
    divergence: { at, aspect, subject, real: theirs?.text ?? none, simulated: ours?.text ?? none, cause: "" },
  };
}

/** Without what only repeats the one before. */
const changesOf = (words: readonly Word[]): readonly Word[] =>
  words
    .map(({ at, text }) => ({ at, text: withoutNames(text) }))
    .filter(({ text }, index, all) => text !== all[index - 1]?.text);

/** Names that the API server makes up are others in every run: `web-5d4f8c7b9-x2x4z` becomes `web-…`. */
const withoutNames = (text: string): string =>
  text.replaceAll(/\b([a-z0-9-]+?)-[bcdfghjklmnpqrstvwxz2456789]{6,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?\b/g, "$1-…");
