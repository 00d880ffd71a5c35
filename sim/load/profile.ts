import type { Duration } from "../units.ts";

/**
 * A quantity over time as straight pieces: at `at` it is `value` and from there it changes by `slopePerSecond`.
 *
 * Pieces are in order of `at`; the first is at 0 and the last goes on for ever. A jump is two values at one instant:
 * the piece that starts there holds from that instant on.
 */
export type Profile = readonly ProfilePiece[];

export type ProfilePiece = {
  /** From the start of the profile. */
  readonly at: Duration;
  readonly value: number;
  readonly slopePerSecond: number;
};
