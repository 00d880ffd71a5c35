import { editDistance } from "../sim/apiserver/discovery/edit-distance.ts";

/** The name that was probably meant: the nearest one, unless none is near. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const lower = given.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(lower, name.toLowerCase());
    if (distance <= mistakesMax(name) && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** A third of the letters: `rate` for `rates`, but not `rate` for `ramp`. */
const mistakesMax = (name: string): number => Math.max(1, Math.floor(name.length / 3));
