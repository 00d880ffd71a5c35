import { nearestName } from "../nearest-name.ts";
import { describe, type Node, type ScalarNode } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote, visible } from "../visible-text.ts";
import type { Read } from "./read.ts";

/** A node that is one value. `expected` says what it should be: `a duration such as 90s`. */
export function scalar(node: Node, expected: string): ScalarNode {
  if (node.kind === "scalar" && node.value !== null) return node;
  throw errorAt(node.place, `expected ${expected}, not ${describe(node)}`);
}

/** Text; a number or a boolean is taken as it is written. */
export const text: Read<string> = (node) => scalar(node, "text").text;

export const boolean: Read<boolean> = (node) => {
  const { value, place } = scalar(node, "true or false");
  if (typeof value === "boolean") return value;
  throw errorAt(place, `expected true or false, not ${describe(node)}`);
};

export type Range = { readonly min: number; readonly max: number };

/** A whole number. */
export function integer({ min, max }: Range): Read<number> {
  return (node) => {
    const { value, place } = scalar(node, "a whole number");
    if (typeof value !== "number" || !Number.isInteger(value)) {
      throw errorAt(place, `expected a whole number, not ${describe(node)}`);
    }
    if (value < min || value > max) throw errorAt(place, `${value} is out of range: it may be ${min} to ${max}`);
    return value;
  };
}

/** Any number from `min` to `max`, such as 0.5; both may be infinite. */
export function number({ min, max }: Range): Read<number> {
  return (node) => {
    const { value, place } = scalar(node, "a number");
    if (typeof value !== "number") throw errorAt(place, `expected a number, not ${describe(node)}`);
    if (value >= min && value <= max) return value;
    const range = Number.isFinite(max) ? `it may be ${min} to ${max}` : `it may not be below ${min}`;
    throw errorAt(place, `${value} is out of range: ${range}`);
  };
}

export type Word<Value> = { readonly word: string; readonly value: Value };

/** A word that stands for a value, or else what `read` reads. */
export function wordOr<Value>({ word, value }: Word<Value>, read: Read<Value>): Read<Value> {
  return (node) => (node.kind === "scalar" && node.text === word ? value : read(node));
}

/** One of some words. */
export function oneOf<Choice extends string>(words: readonly Choice[]): Read<Choice> {
  return (node) => {
    const { text: given, place } = scalar(node, `one of ${words.join(", ")}`);
    const word = words.find((candidate) => candidate === given);
    if (word !== undefined) return word;
    const near = nearestName(given, words);
    const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
    throw errorAt(place, `unknown value ${quote(given)}${guess}`, `Known here: ${words.map(visible).join(", ")}.`);
  };
}
