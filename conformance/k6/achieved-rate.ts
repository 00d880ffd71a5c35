import { fromPieces, level } from "../../sim/load/pieces.ts";
import type { Profile } from "../../sim/load/profile.ts";
import { seconds } from "../../sim/units.ts";
import type { LoadResults } from "./results.ts";

/**
 * The requests that k6 did make, as a rate for the simulator: in each second from an instant on, as many as began in it.
 *
 * Those that began earlier are left out; after the last one the rate is 0.
 */
export function achievedRate(results: LoadResults, { load, zeroMs }: { load: string; zeroMs: number }): Profile {
  const counts: number[] = [];
  for (const beganMs of results.get(load)?.beganMs ?? []) {
    const second = Math.floor((beganMs - zeroMs) / 1000);
    if (second >= 0) counts[second] = (counts[second] ?? 0) + 1;
  }
  const pieces = Array.from(counts, (count, second) => level(seconds(second), count ?? 0));
  return fromPieces([...pieces, level(seconds(counts.length), 0)]);
}
