import { InputError } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import { childOf, describe, type Node, textOf } from "../node.ts";
import { errorAt, type Place, type Source } from "../place.ts";
import { quote } from "../visible-text.ts";
import { readDocuments } from "../yaml/documents.ts";
import type { SetArgument } from "./arguments.ts";
import { parsePath } from "./path.ts";
import { setIn } from "./set-in.ts";

/** What the command line says besides the file. */
export type Overrides = {
  readonly seed?: number;
  readonly kubernetes?: string;
  readonly sets: readonly SetArgument[];
};

/** The mapping of a scenario's file, with what the command line says. */
export function scenarioDocument(source: Source, { seed, kubernetes, sets }: Overrides): Node {
  const [document, second] = readDocuments(source, "scenario");
  if (document === undefined) throw new InputError([{ file: source.file, message: "the file holds no documents" }]);
  refuseOther(document);
  if (second !== undefined) {
    throw errorAt(
      second.place,
      "a scenario is one document, and this is a second one",
      "Manifests have files of their own.",
    );
  }
  let changed = document;
  for (const set of sets.filter(({ of }) => of === "scenario")) changed = setByPath(changed, set);
  if (seed !== undefined) changed = setByOption(changed, ["seed"], { option: "--seed", value: seed });
  if (kubernetes === undefined) return changed;
  return setByOption(changed, ["cluster", "kubernetes"], { option: "--kubernetes", value: kubernetes });
}

/** The first thing to say about a file that is something else altogether. */
function refuseOther(document: Node): void {
  const node = childOf(document, "kind");
  const kind = textOf(node);
  if (document.kind === "map" && (kind === undefined || kind === "Scenario")) return;
  const place = node?.place ?? document.place;
  const hint = 'A scenario begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".';
  if (kind === undefined) throw errorAt(place, `this is ${describe(document)}, not a scenario`, hint);
  const near = nearestName(kind, ["Scenario"]);
  if (near === undefined) throw errorAt(place, `this is a ${quote(kind)}, not a scenario`, hint);
  throw errorAt(place, `unknown kind ${quote(kind)}, did you mean ${quote(near)}?`, hint);
}

function setByPath(scenario: Node, { place, path, value }: SetArgument): Node {
  const steps = parsePath(path);
  if (steps === undefined)
    throw errorAt(place, `${quote(path)} is not a path`, "A path is written a.b.c or a.list[0].c.");
  return setIn(scenario, { path: steps, value, place });
}

type Option = { readonly option: string; readonly value: string | number };

function setByOption(scenario: Node, path: readonly string[], { option, value }: Option): Node {
  const place: Place = { kind: "argument", argument: `${option} ${value}` };
  const isQuoted = typeof value === "string";
  return setIn(scenario, { path, value: { kind: "scalar", value, text: String(value), isQuoted, place }, place });
}
