import { field, map, type YamlValue } from "../../sim/prometheus-operator/yaml/yaml-value.ts";
import type { Node } from "../node.ts";
import type { Source } from "../place.ts";
import { errorAt } from "../place.ts";
import { readDocuments } from "../yaml/documents.ts";

/** What a user's own YAML for `additionalScrapeConfigs` and its like holds; `undefined` for an empty text. */
export function readAdditionalConfigs(source: Source): readonly YamlValue[] | undefined {
  if (source.text.trim() === "") return undefined;
  const [document] = readDocuments(source, "kubectl");
  if (document === undefined) return undefined;
  if (document.kind !== "list") throw errorAt(document.place, "the operator takes a list of configs here");
  return document.items.map(toYaml);
}

function toYaml(node: Node): YamlValue {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(toYaml);
    case "map":
      return map([...node.entries].flatMap(([key, { value }]) => field(key, toYaml(value))));
  }
}
