import type { MapEntry, Node } from "../node.ts";
import { errorAt, type Place } from "../place.ts";
import type { Dialect } from "./dialect.ts";

export type Merge = {
  /** What the mapping holds so far; changed. */
  readonly entries: Map<string, MapEntry>;
  /** Keys of the mapping itself. */
  readonly own: ReadonlySet<string>;
  /** The value of `<<`. */
  readonly merged: Node;
  readonly place: Place;
  readonly dialect: Dialect;
};

/**
 * Takes the keys of the mapping, or mappings, after `<<` over. Of several mappings the first that has a key gives it.
 *
 * For kubectl a merge key wins over keys that stand before it, against the rule of YAML 1.1.
 * Source: go.yaml.in/yaml/v2 v2.4.2 decode.go merge, as it runs
 */
export function mergeInto({ entries, own, merged, place, dialect }: Merge): void {
  const mappings = merged.kind === "list" ? merged.items : [merged];
  for (const mapping of mappings.toReversed()) {
    if (mapping.kind !== "map") throw errorAt(place, 'after "<<" comes a mapping, an alias of one, or a list of such');
    for (const [key, entry] of mapping.entries) {
      if (dialect === "kubectl" || !own.has(key)) entries.set(key, entry);
    }
  }
}
