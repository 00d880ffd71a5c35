import type { Node } from "../node.ts";
import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";
import { readValue } from "../yaml/documents.ts";

/** What `--set path=value` asks for. */
export type SetArgument = {
  readonly place: Place;
  /** What is changed: the scenario, or objects of a kind, by the word before the `/`. */
  readonly of: "scenario" | { readonly kind: string };
  /** The rest of the path as written; for an object it begins with its name. */
  readonly path: string;
  readonly value: Node;
};

/** Reads `cluster.nodes.count=5` or `hpa/web.spec.maxReplicas=20`. The value is YAML. */
export function readSetArgument(text: string): SetArgument {
  const place: Place = { kind: "argument", argument: `--set ${text}` };
  const match = /^((?:\[[^\]]*\]|[^=[])+)=([\s\S]*)$/.exec(text);
  if (!match) {
    const hint = "For example --set cluster.nodes.count=5, or --set hpa/web.spec.maxReplicas=20 for a manifest.";
    throw errorAt(place, `${quote(text)} is not of the form path=value`, hint);
  }
  const [, path = "", valueText = ""] = match;
  const object = /^([A-Za-z]+)\/(.+)$/.exec(path);
  if (!object) return { place, of: "scenario", path, value: readValue(valueText, place, "scenario") };
  const [, kind = "", rest = ""] = object;
  return { place, of: { kind }, path: rest, value: readValue(valueText, place, "kubectl") };
}
