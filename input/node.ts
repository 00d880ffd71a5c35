import type { Place } from "./place.ts";
import { quote } from "./visible-text.ts";

/** A value of a user's file with the place where it stands. Aliases and merge keys are resolved. */
export type Node = ScalarNode | ListNode | MapNode;

export type ScalarNode = {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As written, without quotes: `1.40`, where the value is 1.4. */
  readonly text: string;
  readonly isQuoted: boolean;
  readonly place: Place;
};

type ListNode = { readonly kind: "list"; readonly items: readonly Node[]; readonly place: Place };

export type MapNode = { readonly kind: "map"; readonly entries: ReadonlyMap<string, MapEntry>; readonly place: Place };

export type MapEntry = { readonly keyPlace: Place; readonly value: Node };

/** The value of a key; `undefined` when there is no such key or the node is no mapping. */
export const childOf = (node: Node, key: string): Node | undefined =>
  node.kind === "map" ? node.entries.get(key)?.value : undefined;

/** Whether there is no value: `key:` or `key: null`. */
export const isNull = (node: Node): boolean => node.kind === "scalar" && node.value === null;

/** The text of a scalar; `undefined` for anything else. */
export const textOf = (node: Node | undefined): string | undefined =>
  node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;

/** What JSON would hold. A key `__proto__` is a key like any other. */
export function toPlain(node: Node): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(toPlain);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toPlain(value)]));
  }
}

/** The value as YAML on one line: `{deployment: web, replicas: "> 8"}`. */
export function toFlow(node: Node): string {
  switch (node.kind) {
    case "scalar":
      return node.isQuoted ? JSON.stringify(node.text) : node.text;
    case "list":
      return `[${node.items.map(toFlow).join(", ")}]`;
    case "map":
      return `{${[...node.entries].map(([key, { value }]) => `${key}: ${toFlow(value)}`).join(", ")}}`;
  }
}

/** What a value is, for the text of an error: `a list`, `5`, `"web"`. */
export function describe(node: Node): string {
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a mapping";
  if (node.value === null) return "nothing";
  const quoted = quote(node.text);
  return node.isQuoted ? quoted : quoted.slice(1, -1);
}
