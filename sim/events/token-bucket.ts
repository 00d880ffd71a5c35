import { between, type Duration, type SimTime } from "../units.ts";

/** Takes one token if there is one; answers whether there was. Instants do not run backwards. */
export type TokenBucket = (at: SimTime) => boolean;

export type TokenBucketSettings = {
  readonly burst: number;
  /** Tokens that come back in a second. */
  readonly perSecond: number;
};

/**
 * A bucket that begins full.
 *
 * A token that lacks less than a nanosecond's worth counts as there.
 * Source: golang.org/x/time v0.14.0 rate/rate.go reserveN, advance.
 */
export function createTokenBucket({ burst, perSecond }: TokenBucketSettings): TokenBucket {
  let tokens = burst;
  let last: SimTime | undefined;
  return (at) => {
    const elapsed = last === undefined ? 0 : goSeconds(between(last, at));
    const left = Math.min(burst, tokens + elapsed * perSecond) - 1;
    const waitNanoseconds = left < 0 ? Math.trunc((-left / perSecond) * 1e9) : 0;
    if (waitNanoseconds > 0) return false;
    tokens = left;
    last = at;
    return true;
  };
}

/** A span in seconds, with the rounding of Go's `Duration.Seconds`. */
const goSeconds = (duration: Duration): number => Math.trunc(duration / 1e6) + ((duration % 1e6) * 1000) / 1e9;
