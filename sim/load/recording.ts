import { zeroDuration } from "../units.ts";
import { fromPieces, level, type Point, throughPoints } from "./pieces.ts";
import type { Profile } from "./profile.ts";

/** What lies between two recorded points: the earlier value (`step`), or the straight line (`linear`). */
export type Interpolation = "step" | "linear";

/**
 * Recorded points in order of time as a profile. At least one point.
 *
 * The first value also holds before its instant, and the last one for ever. Of points at one instant the last counts from there on.
 */
export function recorded(points: readonly Point[], interpolation: Interpolation): Profile {
  if (interpolation === "linear") return throughPoints(points);
  return fromPieces([level(zeroDuration, points[0]?.value ?? 0), ...points.map(({ at, value }) => level(at, value))]);
}
