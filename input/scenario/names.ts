import type { TargetName } from "../../sim/checks/expectation.ts";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { Read } from "../fields/read.ts";
import { scalar } from "../fields/scalars.ts";
import { nearestName } from "../nearest-name.ts";
import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";

/** What a scenario can name. */
export type World = {
  /** For names without one. */
  readonly namespace: string;
  /** Of the manifests, those that actions apply included. */
  readonly objects: readonly ObjectReference[];
};

/** A name, or `namespace/name`, of an object of one of some kinds. */
export function nameOf(world: World, kinds: readonly string[]): Read<TargetName> {
  return (node) => {
    const { text, place } = scalar(node, `the name of a ${kinds.join(" or ")}`);
    return resolveName(text, { world, kinds, place });
  };
}

export type Lookup = { readonly world: World; readonly kinds: readonly string[]; readonly place: Place };

/** A bare name is looked for in the scenario's namespace, and then, if it is unique, in any other. */
export function resolveName(text: string, { world, kinds, place }: Lookup): TargetName {
  const candidates = world.objects.filter(({ kind }) => kinds.includes(kind));
  const named = candidates.filter(({ namespace, name }) => text === name || text === `${namespace}/${name}`);
  const spaces = [...new Set(named.map(({ namespace }) => namespace))];
  const namespace = spaces.length > 1 ? spaces.find((space) => space === world.namespace) : spaces[0];
  if (namespace !== undefined) return { namespace, name: text.slice(text.lastIndexOf("/") + 1) };
  if (spaces.length > 1) {
    const list = spaces.map((space) => `${space}/${text}`).join(" and ");
    throw errorAt(place, `${quote(text)} is in several namespaces`, `Write the namespace too: there is ${list}.`);
  }
  throw unknownName(text, { candidates, kinds, place, namespace: world.namespace });
}

/** A name, or `namespace/name`, that need not be in the manifests: of a pod that a controller will make. */
export function anyName(world: World): Read<TargetName> {
  return (node) => {
    const { text, place } = scalar(node, "a name");
    if (!/^(?:[a-z0-9][-a-z0-9]*\/)?[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/.test(text)) {
      const hint =
        "A name has lowercase letters, digits, dashes and dots; a namespace may stand before it: shop/web-0.";
      throw errorAt(place, `${quote(text)} cannot be the name of an object`, hint);
    }
    const [name = "", namespace = world.namespace] = text.split("/").toReversed();
    return { namespace, name };
  };
}

type Unknown = Omit<Lookup, "world"> & { readonly candidates: readonly ObjectReference[]; readonly namespace: string };

function unknownName(text: string, { candidates, kinds, place, namespace }: Unknown): Error {
  const noun = kinds.join(" or ");
  const names = candidates.map((each) => (each.namespace === namespace ? each.name : `${each.namespace}/${each.name}`));
  const near = nearestName(text, names);
  const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
  const shown = [...new Set(names)];
  const rest = shown.length > namesShown ? `, and ${shown.length - namesShown} more` : "";
  const hint =
    shown.length === 0
      ? `The manifests hold no ${noun}.`
      : `They hold ${shown.slice(0, namesShown).join(", ")}${rest}.`;
  return errorAt(place, `there is no ${noun} ${quote(text)} in the manifests${guess}`, hint);
}

const namesShown = 12;
