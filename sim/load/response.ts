import { exp } from "../math.ts";
import type { Variation } from "./queueing.ts";

/**
 * The time from a request to its answer, in seconds, as a sum of independent parts: a fixed delay, a wait that may be 0, and
 * the work.
 */
export type ResponseTime = {
  readonly delay: number;
  readonly wait: Wait;
  /** Nobody waits longer besides the delay: they go. */
  readonly waitMax: number;
  readonly service: number;
  readonly variation: Variation;
};

/**
 * A random time that exceeds x with the probability Σ share · exp(−x / mean). The shares add up to the probability of waiting
 * at all; one may be negative (the sum of two exponential times is such a difference).
 */
type Wait = readonly { readonly share: number; readonly mean: number }[];

export function meanOf({ delay, wait, waitMax, service }: ResponseTime): number {
  let mean = delay + service;
  for (const part of wait) mean += part.share * part.mean * (1 - exp(-waitMax / part.mean));
  return mean;
}

/** The share of requests whose answer takes longer than `seconds`. */
export function shareSlowerThan(response: ResponseTime, seconds: number): number {
  const { delay, wait, waitMax, service, variation } = response;
  const rest = seconds - delay;
  if (rest < 0) return 1;
  if (variation === "none" || service === 0) return shareWaitingLonger(wait, waitMax, rest - service);
  const workRate = 1 / service;
  const atOnce = exp(-rest * workRate);
  let slower = atOnce;
  for (const { share, mean } of wait) slower += share * (waitAndWork(rest, { mean, waitMax, workRate }) - atOnce);
  return slower;
}

function shareWaitingLonger(wait: Wait, waitMax: number, seconds: number): number {
  if (seconds < 0) return 1;
  if (seconds >= waitMax) return 0;
  let sum = 0;
  for (const { share, mean } of wait) sum += share * exp(-seconds / mean);
  return sum;
}

/** The probability that an exponential wait, cut at the longest one, and exponential work together exceed `seconds`. */
function waitAndWork(
  seconds: number,
  { mean, waitMax, workRate }: { readonly mean: number; readonly waitMax: number; readonly workRate: number },
): number {
  const waitRate = 1 / mean;
  const longest = Math.min(seconds, waitMax);
  // Still waiting at the end of the longest wait, and the work after it takes longer than what is left.
  const waitedLongest = exp(-waitRate * longest - workRate * (seconds - longest));
  const atOnce = exp(-workRate * seconds);
  const gap = waitRate - workRate;
  const isSame = Math.abs(gap * longest) < 1e-5;
  const waitedLess = isSame
    ? waitRate * longest * atOnce * (1 - (gap * longest) / 2)
    : (waitRate * (atOnce - waitedLongest)) / gap;
  return waitedLess + waitedLongest;
}

/** A fixed delay and a random wait. */
type DelayAndWait = { readonly delay: number; readonly wait: Wait };

/** A time of so many seconds on average that is 0 unless one waits. */
type WaitMoments = {
  readonly mean: number;
  readonly probability: number;
  /** The squared coefficient of variation among those who wait, from 0 to 1. */
  readonly variation: number;
};

/** A mean wait of less than a nanosecond is a delay: its reciprocal could be no number. */
const shortest = 1e-9;

/**
 * A time with these moments: exponential at a variation of 1, the sum of two exponential times down to ½, and below that a delay
 * besides.
 */
export function waitWith({ mean, probability, variation }: WaitMoments): DelayAndWait {
  if (mean < shortest || probability <= 0) return { delay: Math.max(0, mean), wait: [] };
  const conditional = mean / probability;
  if (variation >= 1) return { delay: 0, wait: [{ share: probability, mean: conditional }] };
  if (variation <= 0) return { delay: conditional, wait: [] };
  const twoTimes = Math.min(conditional, conditional * Math.sqrt(2 * variation));
  // Equal times would have no such difference; a small distance keeps it and changes nothing that counts.
  const distance = Math.max(0.01, Math.sqrt(Math.max(0, 2 * variation - 1)));
  const longer = (twoTimes / 2) * (1 + distance);
  const shorter = (twoTimes / 2) * (1 - distance);
  return {
    delay: conditional - twoTimes,
    wait: [
      { share: (probability * longer) / (longer - shorter), mean: longer },
      { share: (-probability * shorter) / (longer - shorter), mean: shorter },
    ],
  };
}
