import { describe, isNull, type MapEntry, type Node } from "../node.ts";
import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";
import type { Step } from "./path.ts";

export type Setting = {
  readonly path: readonly Step[];
  readonly value: Node /** The argument. */;
  readonly place: Place;
};

/**
 * The node with another value at a path. Mappings and lists on the way are made where there are none; a list grows by one at most.
 *
 * What is new stands at the setting's place, so that later errors about it point at the argument.
 */
export function setIn(node: Node, { path, value, place }: Setting): Node {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const below = (child: Node | undefined): Node => setIn(child ?? nothingAt(place), { path: rest, value, place });
  const base = isNull(node) ? emptyFor(step, place) : node;
  if (base.kind === "list") {
    const { items } = base;
    const index = indexIn(items.length, step, place);
    return { ...base, items: [...items.slice(0, index), below(items[index]), ...items.slice(index + 1)] };
  }
  if (base.kind !== "map") throw errorAt(place, `${describe(node)} has no field ${quote(String(step))}`);
  const key = String(step);
  const old = base.entries.get(key);
  const entry: MapEntry = { keyPlace: old?.keyPlace ?? place, value: below(old?.value) };
  return { ...base, entries: new Map([...base.entries, [key, entry]]) };
}

/** What a step leads into: a number into a list, a key into a mapping. */
const emptyFor = (step: Step, place: Place): Node =>
  typeof step === "number" ? { kind: "list", items: [], place } : { kind: "map", entries: new Map(), place };

const nothingAt = (place: Place): Node => ({ kind: "scalar", value: null, text: "", isQuoted: false, place });

function indexIn(length: number, step: Step, place: Place): number {
  if (typeof step === "number" && step <= length) return step;
  const range = length === 0 ? "it is empty" : `its items are 0 to ${length - 1}`;
  throw errorAt(place, `the list has no item ${quote(String(step))}`, `Counted from 0, ${range}. ${length} adds one.`);
}
