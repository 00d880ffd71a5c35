import { type Duration, toSeconds } from "../../sim/units.ts";

/**
 * A span as kubectl gives an age: two or three significant figures, `95s`, `2m15s`, `47m`, `5h10m`, `3d4h`.
 *
 * Source: apimachinery v0.36.3 pkg/util/duration HumanDuration.
 */
export function humanDuration(duration: Duration): string {
  const seconds = Math.trunc(toSeconds(duration));
  if (seconds < -1) return "<invalid>";
  if (seconds < 120) return `${Math.max(0, seconds)}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return `${minutes}m${unlessZero(seconds % 60, "s")}`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return `${hours}h${unlessZero(minutes % 60, "m")}`;
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (days < 8) return `${days}d${unlessZero(hours % 24, "h")}`;
  if (days < 365 * 2) return `${days}d`;
  const years = Math.trunc(days / 365);
  return years < 8 ? `${years}y${unlessZero(days % 365, "d")}` : `${years}y`;
}

/** The same in its largest unit alone. Source: apimachinery v0.36.3 pkg/util/duration ShortHumanDuration. */
export function shortHumanDuration(duration: Duration): string {
  const seconds = Math.trunc(toSeconds(duration));
  if (seconds < -1) return "<invalid>";
  if (seconds < 60) return `${Math.max(0, seconds)}s`;
  if (seconds < 3600) return `${Math.trunc(seconds / 60)}m`;
  const hours = Math.trunc(seconds / 3600);
  if (hours < 24) return `${hours}h`;
  return hours < 24 * 365 ? `${Math.trunc(hours / 24)}d` : `${Math.trunc(hours / 24 / 365)}y`;
}

const unlessZero = (count: number, unit: string): string => (count === 0 ? "" : count + unit);
