import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from "yaml";
import type { MapEntry, MapNode, Node, ScalarNode } from "../node.ts";
import { errorAt, type Place, placeText } from "../place.ts";
import { quote } from "../visible-text.ts";
import type { Dialect } from "./dialect.ts";
import { mergeInto } from "./merge.ts";
import { readPlainScalar } from "./scalar.ts";
import { helmHint } from "./syntax-problem.ts";

export type Origin = { readonly placeAt: (offset: number) => Place; readonly dialect: Dialect };

/** Most values of one document, counted as often as aliases repeat them. */
const valuesMax = 1_000_000;

/** Most collections inside one another. */
const depthMax = 500;

/** A parsed document with aliases and merge keys resolved, and every scalar read as kubectl reads it. */
export function toNode(document: ParsedNode, origin: Origin): Node {
  const anchors = new Map<string, Node | "unfinished">();
  const sizes = new Map<Node, number>();

  const convert = (parsed: ParsedNode, depth: number): Node => {
    const place = origin.placeAt(parsed.range[0]);
    if (depth > depthMax) throw errorAt(place, `this is nested more than ${depthMax} levels deep`);
    if (isAlias(parsed)) return anchored(parsed.source, place);
    if (parsed.anchor !== undefined) anchors.set(parsed.anchor, "unfinished");
    const node = convertContents(parsed, { place, depth });
    if (parsed.anchor !== undefined) anchors.set(parsed.anchor, node);
    return counted(node);
  };

  const convertContents = (parsed: ParsedNode, { place, depth }: { place: Place; depth: number }): Node => {
    if (isScalar(parsed)) return toScalar(parsed, place);
    if (isSeq<ParsedNode>(parsed))
      return { kind: "list", items: parsed.items.map((item) => convert(item, depth + 1)), place };
    if (isMap<ParsedNode, ParsedNode | null>(parsed)) return convertMap(parsed, { place, depth });
    throw errorAt(place, "this is not a value that YAML knows");
  };

  const convertMap = (parsed: YAMLMap<ParsedNode, ParsedNode | null>, at: { place: Place; depth: number }): MapNode => {
    const entries = new Map<string, MapEntry>();
    const own = new Set<string>();
    for (const { key, value } of parsed.items) {
      const keyPlace = origin.placeAt(key.range[0]);
      const valueNode = value === null ? nothingAt(origin.placeAt(key.range[1])) : convert(value, at.depth + 1);
      if (isMergeKey(key)) {
        mergeInto({ entries, own, merged: valueNode, place: keyPlace, dialect: origin.dialect });
        continue;
      }
      const name = keyName(key, origin.dialect, keyPlace);
      if (own.has(name)) {
        const first = entries.get(name)?.keyPlace ?? keyPlace;
        throw errorAt(
          keyPlace,
          `the key ${quote(name)} is given twice in one mapping`,
          `It is first at ${placeText(first)}.`,
        );
      }
      own.add(name);
      entries.set(name, { keyPlace, value: valueNode });
    }
    return { kind: "map", entries, place: at.place };
  };

  const anchored = (name: string, place: Place): Node => {
    const node = anchors.get(name);
    if (node === "unfinished") throw errorAt(place, `the alias *${name} is inside the value that it names`);
    if (node === undefined) throw errorAt(place, `there is no anchor &${name} above this alias`);
    return node;
  };

  const counted = (node: Node): Node => {
    const size = children(node).reduce((sum, child) => sum + (sizes.get(child) ?? 1), 1);
    const hint = "Aliases repeat values, and repetitions of repetitions multiply.";
    if (size > valuesMax) throw errorAt(node.place, `the aliases make this more than ${valuesMax} values`, hint);
    sizes.set(node, size);
    return node;
  };

  return convert(document, 0);
}

function children(node: Node): readonly Node[] {
  if (node.kind === "scalar") return [];
  return node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value);
}

const nothingAt = (place: Place): ScalarNode => ({ kind: "scalar", value: null, text: "", isQuoted: false, place });

const isMergeKey = (key: ParsedNode): boolean => isScalar(key) && key.type === "PLAIN" && key.value === "<<";

/** A scalar with a tag of YAML's own is read as that type; any other tag makes it text, as it does for kubectl. */
function toScalar(scalar: Scalar, place: Place): ScalarNode {
  const text = String(scalar.value);
  const isQuoted = scalar.type !== "PLAIN";
  const isRead = scalar.tag === undefined ? !isQuoted : readTags.has(scalar.tag);
  const read = isRead ? readPlainScalar(text) : ({ ok: true, value: text } as const);
  if (!read.ok) throw errorAt(place, read.error);
  return { kind: "scalar", value: read.value, text, isQuoted, place };
}

const readTags: ReadonlySet<string> = new Set(
  ["int", "float", "bool", "null"].map((name) => `tag:yaml.org,2002:${name}`),
);

function keyName(key: ParsedNode, dialect: Dialect, place: Place): string {
  if (!isScalar(key))
    throw errorAt(place, "a key must be text, not a mapping or a list", isMap(key) ? helmHint : undefined);
  const { value, text } = toScalar(key, place);
  if (value === null) throw errorAt(place, "a key is missing before the colon");
  return dialect === "scenario" || typeof value === "string" ? text : String(value);
}
