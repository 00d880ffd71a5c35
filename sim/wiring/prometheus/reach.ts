import { parseModelDuration } from "../../prometheus/model-duration.ts";

/** Samples of so many milliseconds are kept at least: what an instant selector looks back over, three times. */
const leastMilliseconds = 15 * 60_000;

/**
 * How far back, in milliseconds, queries can look: all durations that a query mentions, one after the other, beside the five
 * minutes of an instant selector. Never too short; what a query looks back over is at most that.
 */
export function reachOf(queries: readonly string[]): number {
  const reaches = queries.map((query) =>
    [...query.matchAll(/\b\d+[0-9a-z]*\b/g)].reduce((sum, [text]) => sum + millisecondsOf(text), 5 * 60_000),
  );
  return Math.max(leastMilliseconds, ...reaches);
}

function millisecondsOf(text: string): number {
  if (/^\d+$/.test(text)) return 0;
  const parsed = parseModelDuration(text);
  return parsed.kind === "duration" ? parsed.duration / 1000 : 0;
}
