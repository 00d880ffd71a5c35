import { type Profile, type ProfilePiece, valueAt } from "../../sim/load/profile.ts";
import { type Duration, microseconds, seconds, toSeconds, zeroDuration } from "../../sim/units.ts";

/** A rate over time as k6's `ramping-arrival-rate` takes it: whole numbers of requests per `timeUnit`. */
export type ArrivalStages = {
  readonly timeUnit: Duration;
  readonly startRate: number;
  readonly stages: readonly ArrivalStage[];
};

/** Straight from the rate before to `target`; a stage without duration is a jump. */
type ArrivalStage = { readonly duration: Duration; readonly target: number };

/** Spans in which to count requests, the most readable one first. */
const timeUnits: readonly Duration[] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].map(seconds);

/** How far from a whole number counts as whole: what is left of decimal fractions in binary. */
const wholeWithin = 1e-7;

/** A profile's first so many seconds. A rate that no span makes whole is up to half a millionth of a request per second off. */
export function arrivalStages(rate: Profile, duration: Duration): ArrivalStages {
  const pieces = rate
    .filter(({ at }) => at < duration)
    .map((piece, index) => straight(piece, rate[index + 1], duration));
  const rates = pieces.flatMap(({ from, to }) => [from, to]);
  const timeUnit =
    timeUnits.find((unit) => rates.every((each) => isWhole(each * toSeconds(unit)))) ?? timeUnits.at(-1)!;
  const perUnit = (perSecond: number): number => Math.round(perSecond * toSeconds(timeUnit));

  const startRate = perUnit(valueAt(rate, zeroDuration));
  const stages: ArrivalStage[] = [];
  for (const piece of pieces) {
    const before = stages.at(-1)?.target ?? startRate;
    if (perUnit(piece.from) !== before) stages.push({ duration: zeroDuration, target: perUnit(piece.from) });
    stages.push({ duration: piece.duration, target: perUnit(piece.to) });
  }
  return { timeUnit, startRate, stages };
}

type Straight = { readonly from: number; readonly to: number; readonly duration: Duration };

/** A piece of a profile by its two ends. */
function straight(piece: ProfilePiece, next: ProfilePiece | undefined, until: Duration): Straight {
  const duration = microseconds(Math.min(next?.at ?? until, until) - piece.at);
  const to = piece.value + piece.slopePerSecond * toSeconds(duration);
  return { from: Math.max(0, piece.value), to: Math.max(0, to), duration };
}

const isWhole = (value: number): boolean =>
  Math.abs(value - Math.round(value)) <= wholeWithin * Math.max(1, Math.abs(value)) &&
  Number.isSafeInteger(Math.round(value));
