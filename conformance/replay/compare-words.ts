import { type ObjectReference, subjectOf } from "../../sim/kubernetes/object.ts";
import type { Fact } from "../../sim/trace/fact.ts";
import type { Trace } from "../../sim/trace/trace.ts";
import type { SimTime } from "../../sim/units.ts";
import type { Pair } from "./compare-replicas.ts";
import type { Aspect, Finding } from "./verdict.ts";

type Word = { readonly at: SimTime; readonly text: string };

/**
 * Compares the conditions of an HPA, each type by itself: which status and reason came after which; and which messages there were
 * for each. The order of messages says little: of two metrics that propose the same, a digit decides which one is named.
 */
export function compareConditions(pair: Pair, hpa: ObjectReference): readonly Finding[] {
  const both = [conditionsOf(pair.real, hpa), conditionsOf(pair.simulated, hpa)];
  const types = [...new Set(both.flat().map(({ type }) => type))];
  return types.flatMap((type) => {
    const about = { aspect: "conditions", subject: `${subjectOf(hpa)} ${type}` } as const;
    const words = (text: (fact: ConditionFact) => string) => (trace: Trace) =>
      conditionsOf(trace, hpa)
        .filter((fact) => fact.type === type)
        .map((fact) => ({ at: fact.at, text: text(fact) }));
    return [
      compareOrder(
        pair,
        about,
        words(({ status, reason }) => `${status} ${reason}`),
      ),
      compareTexts(
        pair,
        about,
        words(({ status, reason, message }) => `${status} ${reason}: ${message}`),
      ),
    ];
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
  return compareOrder(pair, { aspect: "events", subject: subjectOf(hpa) }, words);
}

type ConditionFact = Extract<Fact, { readonly kind: "condition" }>;

const conditionsOf = ({ facts }: Trace, hpa: ObjectReference): readonly ConditionFact[] =>
  facts.flatMap((fact) => (fact.kind === "condition" && isSame(fact.object, hpa) ? [fact] : []));

const isSame = (a: ObjectReference, b: ObjectReference): boolean =>
  a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

type About = { readonly aspect: Aspect; readonly subject: string };
type WordsOf = (trace: Trace) => readonly Word[];

function compareOrder(pair: Pair, about: About, wordsOf: WordsOf): Finding {
  const [real, simulated] = [changesOf(wordsOf(pair.real)), changesOf(wordsOf(pair.simulated))];
  const compared = Math.max(real.length, simulated.length);
  const finding = { ...about, compared, band: "the same in the same order" };
  const first = Array.from({ length: compared }).findIndex((_, index) => real[index]?.text !== simulated[index]?.text);
  if (first === -1) return { ...finding, seen: `all ${compared}`, divergence: undefined };
  const [theirs, ours] = [real[first], simulated[first]];
  const at = (theirs === undefined || (ours !== undefined && ours.at < theirs.at) ? ours : theirs)?.at ?? pair.start;
  const none = `nothing after the ${first} before`;
  return {
    ...finding,
    seen: `number ${first + 1} of ${compared} differs`,
    divergence: { at, ...about, real: theirs?.text ?? none, simulated: ours?.text ?? none, cause: "" },
  };
}

function compareTexts(pair: Pair, about: About, wordsOf: WordsOf): Finding {
  const [real, simulated] = [changesOf(wordsOf(pair.real)), changesOf(wordsOf(pair.simulated))];
  const lacksIn = (others: readonly Word[]) => (word: Word) => !others.some(({ text }) => text === word.text);
  const theirs = real.find(lacksIn(simulated));
  const ours = simulated.find(lacksIn(real));
  const compared = new Set([...real, ...simulated].map(({ text }) => text)).size;
  const finding = { ...about, compared, band: "the same messages" };
  const first = [theirs, ours].flatMap((word) => word ?? []).sort((a, b) => a.at - b.at)[0];
  if (first === undefined) return { ...finding, seen: `all ${compared}`, divergence: undefined };
  const never = "never says so";
  return {
    ...finding,
    seen: first === theirs ? "the simulation lacks one" : "the simulation has one of its own",
    divergence: {
      ...{ at: first.at, ...about, cause: "" },
      ...(first === theirs ? { real: first.text, simulated: never } : { real: never, simulated: first.text }),
    },
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
