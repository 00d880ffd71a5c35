import { replicaSteps, type Step, stepsWithin } from "../../sim/checks/replica-steps.ts";
import { type ObjectReference, subjectOf } from "../../sim/kubernetes/object.ts";
import type { Trace } from "../../sim/trace/trace.ts";
import { type Duration, microseconds, plus, type SimTime, seconds, simTime, toSeconds } from "../../sim/units.ts";
import type { Bands } from "./bands.ts";
import type { Finding } from "./verdict.ts";

/** Two traces of one scenario from the same beginning. */
export type Pair = { readonly start: SimTime; readonly real: Trace; readonly simulated: Trace; readonly bands: Bands };

/** A finding, and what the table of replays has of it. */
export type RescaleFinding = { readonly finding: Finding; readonly secondsMax: number };

/** Compares each rescale with the one of the same place in the other run: its counts, and its time. */
export function compareRescales(pair: Pair, workload: ObjectReference): RescaleFinding {
  const [real, simulated] = [rescalesOf(pair, pair.real, workload), rescalesOf(pair, pair.simulated, workload)];
  const subject = subjectOf(workload);
  const band = toSeconds(pair.bands.rescale);
  const about = { aspect: "rescales", subject, band: `the same, within ${band.toFixed(1)} s` } as const;
  const compared = Math.max(real.length, simulated.length);
  let secondsMax = 0;
  for (let index = 0; index < compared; index++) {
    const [ours, theirs] = [simulated[index], real[index]];
    const isSame = ours?.from === theirs?.from && ours?.to === theirs?.to;
    const apart = ours === undefined || theirs === undefined ? 0 : Math.abs(ours.at - theirs.at) / 1e6;
    if (isSame) secondsMax = Math.max(secondsMax, apart);
    if (isSame && apart <= band) continue;
    const at = simTime(Math.min(ours?.at ?? Number.POSITIVE_INFINITY, theirs?.at ?? Number.POSITIVE_INFINITY));
    const text = (rescale: Rescale | undefined): string =>
      rescale === undefined ? "no more rescale" : `${rescale.from} -> ${rescale.to} at ${atText(pair, rescale.at)}`;
    const divergence = {
      at,
      aspect: "rescales",
      subject,
      real: text(theirs),
      simulated: text(ours),
      cause: "",
    } as const;
    return { finding: { ...about, compared, seen: `number ${index + 1} differs`, divergence }, secondsMax };
  }
  const seen = compared === 0 ? "none in either" : `all ${compared}, at most ${secondsMax.toFixed(1)} s apart`;
  return { finding: { ...about, compared, seen, divergence: undefined }, secondsMax };
}

type Rescale = { readonly at: SimTime; readonly from: number; readonly to: number };

/** Changes of `spec.replicas` after the beginning, at which the Deployment came with its own. */
function rescalesOf({ start }: Pair, trace: Trace, workload: ObjectReference): readonly Rescale[] {
  const steps = replicaSteps(trace, workload, "replicas");
  return steps.flatMap(({ at, value }, index) => {
    const before = steps[index - 1];
    return before === undefined || at <= start ? [] : [{ at, from: before.value, to: value }];
  });
}

export type ReplicaFinding = {
  readonly finding: Finding;
  readonly shift: Duration;
  readonly differenceMax: number;
  readonly unequalShare: number;
};

/** Compares the replicas of each second, after the one shift of the simulation that makes most of them equal. */
export function compareReplicas(pair: Pair, workload: ObjectReference): ReplicaFinding {
  const { start, real, bands } = pair;
  const samples = Math.floor((real.end - start) / seconds(1));
  const theirs = sampled(pair, real, workload, samples, seconds(0));
  const tried = shiftsOf(bands.shift).map((shift) => {
    const ours = sampled(pair, pair.simulated, workload, samples, shift);
    const unequal = ours.flatMap((value, index) => (value === theirs[index] ? [] : [index]));
    return { shift, ours, unequal };
  });
  const best = tried.reduce((least, each) => (each.unequal.length < least.unequal.length ? each : least));
  const { shift, ours, unequal } = best;
  const unequalShare = unequal.length / samples;
  const equal = `${((1 - unequalShare) * 100).toFixed(1)} % equal`;
  const subject = subjectOf(workload);
  const isBad = 1 - unequalShare < bands.equalReplicas;
  const first = longestStretch(unequal);
  return {
    shift,
    differenceMax: Math.max(0, ...unequal.map((index) => Math.abs(ours[index]! - theirs[index]!))),
    unequalShare,
    finding: {
      ...{ aspect: "replicas", subject, compared: samples },
      band: `at least ${bands.equalReplicas * 100} % equal`,
      seen: shift === 0 ? equal : `${equal}, shifted by ${toSeconds(shift)} s`,
      divergence: isBad
        ? {
            ...{ at: plus(start, seconds(first)), aspect: "replicas", subject },
            ...{ real: replicasText(theirs[first]), simulated: replicasText(ours[first]), cause: "" },
          }
        : undefined,
    },
  };
}

/** Where the longest stretch of numbers that follow on each other begins; 0 without any. */
function longestStretch(indices: readonly number[]): number {
  let [start, longest, best] = [0, 0, 0];
  indices.forEach((value, place) => {
    if (value !== (indices[place - 1] ?? -1) + 1) start = value;
    if (value - start < longest) return;
    longest = value - start + 1;
    best = start;
  });
  return best;
}

const replicasText = (count: number | undefined): string => `${count} ${count === 1 ? "replica" : "replicas"}`;

/** In whole seconds, the smallest ones first: of two that are equally good, the nearer one is taken. */
function shiftsOf(most: Duration): readonly Duration[] {
  const count = Math.floor(toSeconds(most));
  return [0, ...Array.from({ length: count }, (_, index) => [index + 1, -(index + 1)]).flat()].map((each) =>
    microseconds(each * 1e6),
  );
}

/** The replicas in the middle of each second, of a run that is shifted to later by so much. */
function sampled(
  { start }: Pair,
  trace: Trace,
  workload: ObjectReference,
  count: number,
  shift: Duration,
): readonly number[] {
  const from = simTime(start - shift);
  const steps: readonly Step[] = stepsWithin(replicaSteps(trace, workload, "replicas"), { from, to: trace.end });
  let index = 0;
  return Array.from({ length: count }, (_, sample) => {
    const at = from + (sample + 0.5) * 1e6;
    while ((steps[index + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) index++;
    return steps[index]!.value;
  });
}

/** `1m15.0s` after zero, or before it with a minus. */
export function atText({ real }: Pick<Pair, "real">, at: SimTime): string {
  const total = (at - real.zero) / 1e6;
  const sign = total < 0 ? "-" : "";
  const [minutes, rest] = [Math.floor(Math.abs(total) / 60), Math.abs(total) % 60];
  return `${sign}${minutes > 0 ? `${minutes}m` : ""}${rest.toFixed(1)}s`;
}
