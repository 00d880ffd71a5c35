import { formatGoFloat } from "../../exposition-format/go-float.ts";
import type { Labels } from "../../kubernetes/object.ts";
import type { Family } from "./family.ts";

/** What kube-state-metrics says of the objects of one kind. */
export type Resource<Kind extends object> = {
  /** The labels that name an object; they come first in each line. */
  readonly identity: (object: Kind) => Labels;
  readonly families: readonly Family<Kind>[];
};

/** Prints the families of some objects; of none, nothing, not even their names. */
export type ResourceWriter<Kind extends object> = (objects: readonly Kind[]) => string;

/**
 * A writer that prints each object once: as long as an object stays the same value, its lines are those of before.
 *
 * Families stand in upstream's order, in each the objects as they are given; upstream has them in any order.
 * Source: kube-state-metrics v2.20.0 pkg/metrics_store/metrics_writer.go
 */
export function createResourceWriter<Kind extends object>(resource: Resource<Kind>): ResourceWriter<Kind> {
  const headers = resource.families.map(printHeader);
  const known = new WeakMap<Kind, readonly string[]>();
  const linesOf = (object: Kind): readonly string[] => {
    const before = known.get(object);
    if (before !== undefined) return before;
    const lines = printObject(object, resource);
    known.set(object, lines);
    return lines;
  };
  let printed: readonly Kind[] = [];
  let text = "";
  return (objects) => {
    if (isSame(objects, printed)) return text;
    const lines = objects.map(linesOf);
    const pieces = headers.flatMap((header, index) => [header, ...lines.map((ofObject) => ofObject[index]!)]);
    printed = objects;
    text = objects.length === 0 ? "" : pieces.join("");
    return text;
  };
}

const isSame = <Kind>(a: readonly Kind[], b: readonly Kind[]): boolean =>
  a.length === b.length && a.every((object, index) => object === b[index]);

function printHeader<Kind>({ name, help, isStable, isCounter }: Family<Kind>): string {
  const type = isCounter === true ? "counter" : "gauge";
  return `# HELP ${name} ${isStable ? "[STABLE] " : ""}${help}\n# TYPE ${name} ${type}\n`;
}

/** The lines of each family. */
function printObject<Kind extends object>(object: Kind, { identity, families }: Resource<Kind>): readonly string[] {
  const named = identity(object);
  return families.map(({ name, readings }) =>
    readings(object)
      .map(({ labels, value }) => `${name}{${printLabels({ ...named, ...labels })}} ${printValue(value)}\n`)
      .join(""),
  );
}

const printLabels = (labels: Labels): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label}="${escapeValue(value)}"`)
    .join();

const escapeValue = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/"/g, '\\"');

/** Zero has no sign here. */
const printValue = (value: number): string => (value === 0 ? "0" : formatGoFloat(value));
