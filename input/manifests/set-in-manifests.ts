import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { nearestName } from "../nearest-name.ts";
import { errorAt } from "../place.ts";
import type { SetArgument } from "../set/arguments.ts";
import { parsePath } from "../set/path.ts";
import { setIn } from "../set/set-in.ts";
import { quote } from "../visible-text.ts";
import { type Manifest, referenceOf } from "./manifest.ts";

/** Lists of manifests: those that are applied first, and those of each action. */
export type ManifestLists = readonly (readonly Manifest[])[];

/** The manifests with what an argument says about one object, wherever that object stands. */
export function setInManifests(lists: ManifestLists, argument: SetArgument, defaultNamespace: string): ManifestLists {
  const all = lists.flat().map((manifest) => referenceOf(manifest, defaultNamespace));
  const { reference, path } = target(all, argument, defaultNamespace);
  const steps = parsePath(path);
  if (steps === undefined) {
    throw errorAt(
      argument.place,
      `${quote(path)} is not a path`,
      "A path is written spec.maxReplicas or spec.metrics[0].type.",
    );
  }
  const change = (manifest: Manifest): Manifest => {
    if (!isSame(referenceOf(manifest, defaultNamespace), reference)) return manifest;
    const changed = setIn(manifest, { path: steps, value: argument.value, place: argument.place });
    return changed.kind === "map" ? changed : manifest;
  };
  return lists.map((manifests) => manifests.map(change));
}

type Target = { readonly reference: ObjectReference /** Within the object. */; readonly path: string };

/** The object that the path begins with: `web.spec…` or `shop/web.spec…`. Names may have dots, so the longest one counts. */
function target(all: readonly ObjectReference[], { of, path, place }: SetArgument, defaultNamespace: string): Target {
  const word = of === "scenario" ? "" : of.kind;
  const ofKind = all.filter(({ kind }) => kind === kindNamed(word, all));
  const named = ofKind.flatMap((reference) => {
    const names = [reference.name, `${reference.namespace}/${reference.name}`];
    return names
      .filter((name) => path.startsWith(`${name}.`) || path.startsWith(`${name}[`))
      .map((name) => ({ reference, name }));
  });
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  const candidates = distinct(named.filter(({ name }) => name.length === longest).map(({ reference }) => reference));
  const own = candidates.filter(({ namespace }) => namespace === defaultNamespace);
  const [reference, ...others] = own.length > 0 ? own : candidates;
  if (reference === undefined) throw errorAt(place, ...nothingNamed(word, path, all));
  if (others.length > 0) {
    const list = candidates.map(({ namespace, name }) => `${word}/${namespace}/${name}`).join(" and ");
    throw errorAt(place, "there are several objects of that name", `Write the namespace too: there is ${list}.`);
  }
  return { reference, path: path.slice(longest).replace(/^\./, "") };
}

function nothingNamed(word: string, path: string, all: readonly ObjectReference[]): [message: string, hint: string] {
  const kind = kindNamed(word, all);
  const given = path.split(".")[0] ?? "";
  const names = distinct(all.filter((reference) => reference.kind === kind)).map(({ name }) => name);
  if (names.length > 0) {
    const near = nearestName(given, names);
    const guess = near === undefined ? "" : `, did you mean ${quote(`${word}/${near}`)}?`;
    return [
      `there is no ${kind} ${quote(given)} in the manifests${guess}`,
      `There is ${names.map((name) => `${word}/${name}`).join(", ")}.`,
    ];
  }
  const kinds = [...new Set(all.map((reference) => reference.kind.toLowerCase()))];
  return [`the manifests hold no object of kind ${quote(word)}`, `They hold ${kinds.join(", ")}.`];
}

/** kubectl's short names; any other word is a kind itself, or its plural, in any case. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ["hpa", "HorizontalPodAutoscaler"],
  ["deploy", "Deployment"],
  ["svc", "Service"],
  ["rs", "ReplicaSet"],
  ["po", "Pod"],
  ["ns", "Namespace"],
  ["so", "ScaledObject"],
]);

function kindNamed(word: string, all: readonly ObjectReference[]): string {
  const lower = word.toLowerCase();
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const same = kinds.find((kind) => kind.toLowerCase() === lower || `${kind.toLowerCase()}s` === lower);
  return shortNames.get(lower) ?? same ?? word;
}

const isSame = (a: ObjectReference, b: ObjectReference): boolean =>
  a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

const distinct = (references: readonly ObjectReference[]): readonly ObjectReference[] =>
  references.filter((reference, index) => references.findIndex((other) => isSame(other, reference)) === index);
