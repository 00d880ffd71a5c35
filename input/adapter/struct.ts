import { InputError, type Problem } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import { describe, isNull, type MapEntry, type Node } from "../node.ts";
import { type Place, problemAt } from "../place.ts";
import { quote } from "../visible-text.ts";

/** What Go's strict reader of YAML says of a value; each reader of a field leaves its problems here and goes on. */
export type Problems = Problem[];

/** Reads the value of a field; an absent one, or `null`, is the zero value of its type. */
export type ReadField<Value> = (node: Node | undefined, problems: Problems) => Value;

/**
 * The fields of a mapping, for a struct of Go. A field that the struct does not have keeps the adapter from starting.
 *
 * Source: gopkg.in/yaml.v2 v2.4.0 UnmarshalStrict
 */
export function struct<Shape>(
  goType: string,
  fields: { readonly [Key in keyof Shape & string]: ReadField<Shape[Key]> },
): ReadField<Shape> {
  return (node, problems) => {
    const entries = entriesOf(node, goType, problems);
    for (const [key, { keyPlace }] of entries) {
      if (!Object.hasOwn(fields, key))
        problems.push(unknownField({ key, goType, place: keyPlace }, Object.keys(fields)));
    }
    const values: Partial<Shape> = {};
    for (const key of Object.keys(fields) as (keyof Shape & string)[]) {
      values[key] = fields[key](entries.get(key)?.value, problems);
    }
    // Every key of the shape has been read above.
    return values as Shape;
  };
}

const noEntries: ReadonlyMap<string, MapEntry> = new Map();

function entriesOf(node: Node | undefined, goType: string, problems: Problems): ReadonlyMap<string, MapEntry> {
  if (node === undefined || isNull(node)) return noEntries;
  if (node.kind === "map") return node.entries;
  problems.push(wrongType(node, "a mapping", goType));
  return noEntries;
}

type Unknown = { readonly key: string; readonly goType: string; readonly place: Place };

function unknownField({ key, goType, place }: Unknown, known: readonly string[]): Problem {
  const near = nearestName(key, known);
  const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
  const hint = near === undefined ? `Known here: ${known.join(", ")}.\n` : "";
  const words = `The adapter would exit: field ${key} not found in type ${goType}`;
  return problemAt(place, `unknown field ${quote(key)}${guess}`, `${hint}${words}`);
}

function wrongType(node: Node, expected: string, goType: string): Problem {
  const words = `The adapter would exit: cannot unmarshal ${tagged(node)} into ${goType}`;
  return problemAt(node.place, `expected ${expected}, not ${describe(node)}`, words);
}

/** As yaml.v2 names a value in an error: its tag, and so much of its text. */
function tagged(node: Node): string {
  if (node.kind === "list") return "!!seq";
  if (node.kind === "map") return "!!map";
  const { value, text } = node;
  const tag = typeof value === "boolean" ? "!!bool" : typeof value === "number" ? numberTag(value) : "!!str";
  return `${tag} \`${text.length > 10 ? `${text.slice(0, 7)}...` : text}\``;
}

const numberTag = (value: number): string => (Number.isInteger(value) ? "!!int" : "!!float");

/** Text; a number or a boolean is taken as it is written. */
export const text: ReadField<string> = (node, problems) => {
  if (node === undefined || isNull(node)) return "";
  if (node.kind === "scalar") return node.text;
  problems.push(wrongType(node, "text", "string"));
  return "";
};

export const optionalBoolean: ReadField<boolean | undefined> = (node, problems) => {
  if (node === undefined || isNull(node)) return undefined;
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  problems.push(wrongType(node, "true or false", "bool"));
  return undefined;
};

/** A list. A single value does not stand for a list of one. */
export const listOf =
  <Value>(goType: string, read: ReadField<Value>): ReadField<readonly Value[]> =>
  (node, problems) => {
    if (node === undefined || isNull(node)) return [];
    if (node.kind === "list") return node.items.map((item) => read(item, problems));
    problems.push(wrongType(node, "a list", goType));
    return [];
  };

/** A mapping whose keys the user chooses. */
export const mapOf =
  <Value>(goType: string, read: (key: string, node: Node, problems: Problems) => Value): ReadField<readonly Value[]> =>
  (node, problems) =>
    [...entriesOf(node, goType, problems)].map(([key, { value }]) => read(key, value, problems));

/** Reads a whole value; all that is wrong with it is thrown at once. */
export function readWhole<Value>(read: ReadField<Value>, node: Node): Value {
  const problems: Problems = [];
  const value = read(node, problems);
  if (problems.length > 0) throw new InputError(problems);
  return value;
}
