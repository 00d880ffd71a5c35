import { invariant } from "../invariant.ts";
import { type Duration, microseconds, zeroDuration } from "../units.ts";
import type { Profile, ProfilePiece } from "./profile.ts";

/** A value at an instant. */
export type Point = { readonly at: Duration; readonly value: number };

/**
 * The profile of some pieces, in order of time: 0 before the first of them and wherever one of them is negative.
 *
 * Of pieces that start at one instant the last counts. A piece that only continues the one before is merged with it.
 */
export function fromPieces(pieces: readonly ProfilePiece[]): Profile {
  const profile: ProfilePiece[] = [level(zeroDuration, 0)];
  const append = (piece: ProfilePiece): void => {
    if (profile.at(-1)?.at === piece.at) profile.pop();
    const last = profile.at(-1);
    if (!last || !continues(last, piece)) profile.push(piece);
  };
  pieces.forEach((piece, index) => {
    const end = pieces[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    invariant(piece.at >= 0 && end >= piece.at, "the pieces of a profile are in order of time and start at 0 or later");
    if (end > piece.at) for (const part of aboveZero(piece, end)) append(part);
  });
  return profile;
}

/**
 * The profile through some points in order of time: straight between them, level before the first and after the last.
 *
 * Two points at one instant make a jump.
 */
export function throughPoints(points: readonly Point[]): Profile {
  const first = points[0];
  invariant(first !== undefined, "a line goes through at least one point");
  return fromPieces([
    level(zeroDuration, first.value),
    ...points.map((point, index): ProfilePiece => {
      const next = points[index + 1];
      if (!next || next.at === point.at) return level(point.at, point.value);
      return { ...point, slopePerSecond: ((next.value - point.value) * 1e6) / (next.at - point.at) };
    }),
  ]);
}

export const level = (at: Duration, value: number): ProfilePiece => ({ at, value, slopePerSecond: 0 });

/** A piece with its negative part replaced by 0; the cut lies at the whole microsecond on the positive side. */
function aboveZero(piece: ProfilePiece, end: number): readonly ProfilePiece[] {
  const { at, value, slopePerSecond } = piece;
  if (slopePerSecond === 0) return [level(at, Math.max(0, value))];
  const crossing = at - (value / slopePerSecond) * 1e6;
  if (slopePerSecond > 0) {
    const rises = microseconds(Math.ceil(crossing));
    if (rises <= at) return [piece];
    if (rises >= end) return [level(at, 0)];
    return [level(at, 0), { at: rises, value: ((rises - crossing) * slopePerSecond) / 1e6, slopePerSecond }];
  }
  const ends = microseconds(Math.floor(crossing));
  if (ends <= at) return [level(at, 0)];
  return ends >= end ? [piece] : [piece, level(ends, 0)];
}

function continues(before: ProfilePiece, piece: ProfilePiece): boolean {
  const expected = before.value + (before.slopePerSecond * (piece.at - before.at)) / 1e6;
  const scale = Math.abs(expected) + Math.abs(before.value);
  return (
    Math.abs(piece.value - expected) <= 1e-12 * scale &&
    Math.abs(piece.slopePerSecond - before.slopePerSecond) <= 1e-12 * Math.abs(before.slopePerSecond)
  );
}
