import { type Duration, microseconds, zeroDuration } from "../units.ts";
import { fromPieces, level } from "./pieces.ts";
import { type Profile, type ProfilePiece, valueAt } from "./profile.ts";

/** Several quantities added up; 0 when there are none. */
export function sum(profiles: readonly Profile[]): Profile {
  const breakpoints = [...new Set(profiles.flatMap((profile) => profile.map(({ at }) => at)))].sort((a, b) => a - b);
  const cursors = profiles.map(() => 0);
  return fromPieces(
    breakpoints.map((at) => {
      let value = 0;
      let slopePerSecond = 0;
      profiles.forEach((profile, index) => {
        let cursor = cursors[index]!;
        while ((profile[cursor + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) cursor++;
        cursors[index] = cursor;
        const piece = profile[cursor]!;
        value += Math.max(0, piece.value + (piece.slopePerSecond * (at - piece.at)) / 1e6);
        slopePerSecond += piece.slopePerSecond;
      });
      return { at, value, slopePerSecond };
    }),
  );
}

/** The same quantity, beginning later by `delay`; 0 until then. */
export function shift(profile: Profile, delay: Duration): Profile {
  return fromPieces(profile.map((piece) => ({ ...piece, at: microseconds(piece.at + delay) })));
}

/** The quantity from `from` until `until`, which does not belong to it; 0 outside. `until` may be Infinity. */
export function window(profile: Profile, { from, until }: { from: Duration; until: Duration }): Profile {
  if (until <= from) return fromPieces([level(zeroDuration, 0)]);
  const inside: ProfilePiece[] = [];
  for (const [index, piece] of profile.entries()) {
    const end = profile[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (end <= from || piece.at >= until) continue;
    inside.push(piece.at >= from ? piece : { ...piece, at: from, value: valueAt(profile, from) });
  }
  return fromPieces(until < Number.POSITIVE_INFINITY ? [...inside, level(until, 0)] : inside);
}
