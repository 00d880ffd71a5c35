import { InputError, type Problem } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import { describe, isNull, type MapEntry, type MapNode, type Node } from "../node.ts";
import { errorAt, type Place, problemAt } from "../place.ts";
import { quote } from "../visible-text.ts";

/** Makes a typed value of a node, or throws an InputError that points at it. */
export type Read<Value> = (node: Node) => Value;

/** How one field of a mapping is read, and what its absence means. `key: null` counts as absent. */
export type Field<Value> =
  | { readonly kind: "required"; readonly read: Read<Value> }
  | { readonly kind: "optional"; readonly read: Read<Value>; readonly otherwise: Value };

export const required = <Value>(read: Read<Value>): Field<Value> => ({ kind: "required", read });

export const optional = <Value, Otherwise>(read: Read<Value>, otherwise: Otherwise): Field<Value | Otherwise> => ({
  kind: "optional",
  read,
  otherwise,
});

export type Fields<Shape> = { readonly [Key in keyof Shape]: Field<Shape[Key]> };

/** Leaves the node for later. */
export const asNode: Read<Node> = (node) => node;

/** A mapping with known keys. All that is wrong with it is reported at once. */
export function record<Shape>(fields: Fields<Shape>): Read<Shape> {
  return (node) => {
    const { entries, place } = mapping(node, Object.keys(fields));
    const problems = unknownKeys(entries, Object.keys(fields));
    const values: Partial<Shape> = {};
    for (const key of Object.keys(fields) as (keyof Shape & string)[]) {
      const entry = entries.get(key);
      collect(problems, () => {
        values[key] = readField(fields[key], { key, value: entry?.value, place: entry?.keyPlace ?? place });
      });
    }
    if (problems.length > 0) throw new InputError(problems);
    // Every key of the shape has been read above, or a problem has been thrown.
    return values as Shape;
  };
}

type FieldValue = { readonly key: string; readonly value: Node | undefined; readonly place: Place };

function readField<Value>(field: Field<Value>, { key, value, place }: FieldValue): Value {
  if (value !== undefined && !isNull(value)) return field.read(value);
  if (field.kind === "optional") return field.otherwise;
  throw errorAt(place, `the field ${quote(key)} is missing`);
}

/** A mapping whose keys the user chooses. */
export function mapOf<Value>(read: (key: string, entry: MapEntry) => Value): Read<readonly Value[]> {
  return (node) => readAll([...mapping(node).entries], ([key, entry]) => read(key, entry));
}

export function listOf<Value>(read: Read<Value>): Read<readonly Value[]> {
  return (node) => {
    if (node.kind !== "list") throw errorAt(node.place, `expected a list, not ${describe(node)}`);
    return readAll(node.items, read);
  };
}

/** The one of some keys that a mapping has, which may have others besides; `undefined` when it has none of them. */
export function atMostOne(node: MapNode, keys: readonly string[]): string | undefined {
  const given = [...node.entries].filter(([key, { value }]) => keys.includes(key) && !isNull(value));
  const [first, second] = given.map(([key]) => key);
  const place = second === undefined ? undefined : node.entries.get(second)?.keyPlace;
  if (place !== undefined) {
    throw errorAt(
      place,
      `${quote(first ?? "")} and ${quote(second ?? "")} exclude each other`,
      `Write one of ${keys.join(", ")}.`,
    );
  }
  return first;
}

/** The node as a mapping; `keys` are what it may hold, for the text of the error. */
export function mapping(node: Node, keys: readonly string[] = []): MapNode {
  if (node.kind === "map") return node;
  const hint = keys.length === 0 ? undefined : `Its fields are ${keys.join(", ")}.`;
  throw errorAt(node.place, `expected a mapping, not ${describe(node)}`, hint);
}

/** Reads each item; all that is wrong with them is reported at once. */
export function readAll<Item, Value>(items: readonly Item[], read: (item: Item) => Value): readonly Value[] {
  const problems: Problem[] = [];
  const values = items.flatMap((item) => collect(problems, () => read(item)) ?? []);
  if (problems.length > 0) throw new InputError(problems);
  return values;
}

/** Runs a reader and keeps its problems; `undefined` when it had any. */
export function collect<Value>(problems: Problem[], read: () => Value): readonly [Value] | undefined {
  try {
    return [read()];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function unknownKeys(entries: MapNode["entries"], known: readonly string[]): Problem[] {
  return [...entries]
    .filter(([key]) => !known.includes(key))
    .map(([key, { keyPlace }]) => unknownField(key, keyPlace, known));
}

function unknownField(key: string, place: Place, known: readonly string[]): Problem {
  const near = nearestName(key, known);
  const hint = near === undefined ? `Known here: ${known.join(", ")}.` : undefined;
  const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
  return problemAt(place, `unknown field ${quote(key)}${guess}`, hint);
}
