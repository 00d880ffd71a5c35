import { meanOf, shareSlowerThan } from "./response.ts";
import type { ResponseSample } from "./sampling.ts";
import type { Interval } from "./series.ts";

/** A response time, or the reason why there is none: nothing was answered in that part of the run. */
export type Latency = { readonly kind: "seconds"; readonly seconds: number } | { readonly kind: "nothing-answered" };

/**
 * The response time that the given share of answers did not exceed, over the answers of a part of the run.
 *
 * `share` lies between 0 and 1, both excluded: 0.95 for p95. To 1e-6 of its value.
 */
export function responseQuantile(samples: readonly ResponseSample[], interval: Interval, share: number): Latency {
  const parts = within(samples, interval);
  if (parts.total === 0) return { kind: "nothing-answered" };
  const slowerThan = (seconds: number): number => {
    let sum = 0;
    for (const { requests, response } of parts.samples) sum += requests * shareSlowerThan(response, seconds);
    return sum / parts.total;
  };
  const allowed = 1 - share;
  let low = 0;
  let high = 1e-6;
  while (slowerThan(high) > allowed) {
    low = high;
    high *= 2;
  }
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (slowerThan(middle) > allowed) low = middle;
    else high = middle;
  }
  return { kind: "seconds", seconds: high };
}

/** The mean response time over the answers of a part of the run. */
export function meanResponse(samples: readonly ResponseSample[], interval: Interval): Latency {
  const parts = within(samples, interval);
  if (parts.total === 0) return { kind: "nothing-answered" };
  let sum = 0;
  for (const { requests, response } of parts.samples) sum += requests * meanOf(response);
  return { kind: "seconds", seconds: sum / parts.total };
}

/** The samples that reach into a part of the run, each with the requests that fall into it. */
function within(
  samples: readonly ResponseSample[],
  { from, until }: Interval,
): { readonly samples: readonly ResponseSample[]; readonly total: number } {
  const inside: ResponseSample[] = [];
  let total = 0;
  for (const sample of samples) {
    const overlap = Math.min(until, sample.until) - Math.max(from, sample.from);
    if (overlap <= 0) continue;
    const requests = (sample.requests * overlap) / (sample.until - sample.from);
    inside.push({ ...sample, requests });
    total += requests;
  }
  return { samples: inside, total };
}
