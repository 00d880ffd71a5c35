import { collect, type Fields, mapping, type Read, record } from "../fields/read.ts";
import { InputError, type Problem } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import { problemAt } from "../place.ts";
import { quote } from "../visible-text.ts";

/**
 * A mapping with known keys; another key is refused in the words of Prometheus, which name the Go type.
 *
 * Source: prometheus v0.315.0, errors of yaml.UnmarshalStrict
 */
export function section<Shape>(goType: string, fields: Fields<Shape>): Read<Shape> {
  const known = Object.keys(fields);
  const read = record(fields);
  return (node) => {
    const { entries, place } = mapping(node, known);
    const problems: Problem[] = [...entries]
      .filter(([key]) => !known.includes(key))
      .map(([key, { keyPlace }]) => {
        const near = nearestName(key, known);
        const hint = near === undefined ? `Known here: ${known.join(", ")}.` : `Did you mean ${quote(near)}?`;
        return problemAt(keyPlace, `field ${key} not found in type ${goType}`, hint);
      });
    const kept = new Map([...entries].filter(([key]) => known.includes(key)));
    const value = collect(problems, () => read({ kind: "map", entries: kept, place }));
    if (problems.length > 0 || value === undefined) throw new InputError(problems);
    return value[0];
  };
}
