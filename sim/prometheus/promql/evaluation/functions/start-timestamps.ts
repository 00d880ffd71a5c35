/** When a sample was taken and when its counter says that it started, 0 for unknown; in milliseconds. */
export interface Started {
  readonly start: number;
  readonly time: number;
}

/**
 * True when a sample's counter started after the sample before.
 *
 * A start that did not move, lies in the future or is missing says nothing.
 * Source: prometheus v0.315.0 promql/functions.go (isStartTimestampReset)
 */
export function isStartReset(before: Started, now: Started): boolean {
  if (before.start === now.start || now.start === 0 || now.start >= now.time) return false;
  if (now.start !== before.time) return now.start > before.time;
  // A delta starts where the sample before was taken; so does one whose start is unknown.
  return before.start <= before.time && before.start !== 0 && before.start !== before.time;
}

/** True when a counter claims to have started before the sample before, though not where that one said. */
export const startsOverlap = (before: Started, now: Started): boolean =>
  now.start !== 0 && now.start < before.time && now.start !== before.start;
