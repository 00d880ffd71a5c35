import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { Aspect, Divergence, ReplayVerdict } from "../../conformance/replay/verdict.ts";
import { percentText, significant } from "../../sim/number-text.ts";
import { clock } from "../clock.ts";
import { plural } from "../numbers.ts";

/** What a replay came to, in a word and some sentences. */
export type ReplayGlance = {
  readonly word: "Agrees" | "Diverged";
  /** Whether the simulation agrees, with a run that can be believed. */
  readonly isGood: boolean;
  readonly sentence: string;
  /** What else keeps the word from being the whole story; empty when nothing does. */
  readonly remarks: readonly string[];
};

export function replayGlance({ recorded, verdict }: JudgedReplay): ReplayGlance {
  const { agrees, assumed, findings, firstDivergence } = verdict;
  const { provenance, selfChecks, trace } = recorded;
  const failed = selfChecks.filter(({ isMet }) => !isMet).length;
  const diverged = findings.filter(({ divergence }) => divergence !== undefined).length;
  const doubt = `The run itself is in doubt: ${failed} of its ${plural(selfChecks.length, "self check")} failed.`;
  return {
    word: agrees ? "Agrees" : "Diverged",
    isGood: isGoodReplay({ recorded, verdict }),
    sentence:
      firstDivergence === undefined
        ? `The simulation did what the run on ${provenance.target} did: ${allText(findings.length)}.`
        : `The simulation parted from the run on ${provenance.target} at ${clock(firstDivergence.at, trace.zero)}, in the ` +
          `${placeText(firstDivergence)}; ${diverged} of ${plural(findings.length, "comparison")} ` +
          `${diverged === 1 ? "is outside its band" : "are outside their bands"}.`,
    remarks: [...(agrees && assumed !== "" ? [`It does so with ${assumed}.`] : []), ...(failed === 0 ? [] : [doubt])],
  };
}

/** Whether the simulation agrees with a run that passed its own checks. */
export const isGoodReplay = ({ recorded, verdict }: Pick<JudgedReplay, "recorded" | "verdict">): boolean =>
  verdict.agrees && recorded.selfChecks.every(({ isMet }) => isMet);

const allText = (count: number): string =>
  count === 1 ? "the one comparison is within its band" : `all ${count} comparisons are within their bands`;

const nouns: Readonly<Record<Aspect, string>> = {
  rescales: "rescales",
  replicas: "replicas",
  utilisation: "readings",
  conditions: "conditions",
  events: "events",
};

/** `rescales of deployment/web` */
export const placeText = ({ aspect, subject }: Pick<Divergence, "aspect" | "subject">): string =>
  `${nouns[aspect]} of ${subject}`;

/** The largest differences, each with its name. */
export function differencesOf({ largest, shift }: ReplayVerdict): readonly (readonly [name: string, value: string])[] {
  const { replicas, replicasShare, seconds, points } = largest;
  return [
    ["rescales apart", `${seconds.toFixed(1)}s`],
    ["replicas apart", String(replicas)],
    ["replicas unequal", replicas === 0 ? "never" : `${percentText(replicasShare)} of the time`],
    ["readings apart", pointsText(points)],
    ...(shift === 0
      ? []
      : [["as a whole", `${significant(Math.abs(shift) / 1e6)}s ${shift > 0 ? "early" : "late"}`] as const]),
  ];
}

/** `1 point`, `2.1 points` */
export function pointsText(points: number): string {
  const text = significant(points, 2);
  return `${text} ${text === "1" ? "point" : "points"}`;
}
