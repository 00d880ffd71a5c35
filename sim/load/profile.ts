import { type Duration, microseconds, toSeconds } from "../units.ts";

/**
 * A quantity over time as straight pieces: at `at` it is `value` and from there it changes by `slopePerSecond`.
 *
 * Pieces are in order of `at`; the first is at 0 and the last goes on for ever. A jump is two values at one instant:
 * the piece that starts there holds from that instant on. What the builders of this folder return is never below 0.
 */
export type Profile = readonly ProfilePiece[];

export type ProfilePiece = {
  /** From the start of the profile. */
  readonly at: Duration;
  readonly value: number;
  readonly slopePerSecond: number;
};

/** The quantity at an instant; 0 before the start. */
export function valueAt(profile: Profile, time: Duration): number {
  const piece = profile[pieceIndexAt(profile, time)];
  return piece ? Math.max(0, piece.value + (piece.slopePerSecond * (time - piece.at)) / 1e6) : 0;
}

/** The quantity times seconds, between two instants. */
export function integralBetween(profile: Profile, from: Duration, until: Duration): number {
  let sum = 0;
  for (let index = Math.max(0, pieceIndexAt(profile, from)); index < profile.length; index++) {
    const piece = profile[index]!;
    if (piece.at >= until) break;
    const start = Math.max(from, piece.at);
    const end = Math.min(until, profile[index + 1]?.at ?? until);
    if (end <= start) continue;
    const middle = piece.value + (piece.slopePerSecond * ((start + end) / 2 - piece.at)) / 1e6;
    sum += middle * toSeconds(microseconds(end - start));
  }
  return sum;
}

/** Where the first piece after `time` starts; undefined on the last piece. */
export function nextBreakpoint(profile: Profile, time: Duration): Duration | undefined {
  return profile[pieceIndexAt(profile, time) + 1]?.at;
}

/** Which piece holds at an instant; −1 before the first. */
export function pieceIndexAt(profile: Profile, time: number): number {
  let low = 0;
  let high = profile.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (profile[middle]!.at <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
