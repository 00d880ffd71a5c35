import { childOf, isNull, type Node, type ScalarNode, textOf } from "../node.ts";
import { errorAt, placeIn, type Source } from "../place.ts";
import { quote } from "../visible-text.ts";
import { readAnyDocuments, readValue } from "../yaml/documents.ts";
import { literalText } from "../yaml/embedded-text.ts";

/** The config in a file: the file itself, or what a ConfigMap in it holds. No text at all is a config without rules. */
export function configNode(source: Source): Node {
  const documents = readAnyDocuments(source, "kubectl");
  const configMaps = documents.filter((node) => textOf(childOf(node, "kind")) === "ConfigMap");
  const [configMap, second] = configMaps;
  if (configMap !== undefined) {
    if (second !== undefined) throw errorAt(second.place, "this is a second ConfigMap: one is to hold the config");
    return configIn(configMap, source);
  }
  const [first, other] = documents;
  if (other !== undefined)
    throw errorAt(other.place, "the adapter reads the first document of its config, and no other");
  return first ?? readValue("", placeIn(source, 0), "kubectl");
}

function configIn(configMap: Node, source: Source): Node {
  const data = childOf(configMap, "data");
  const entries = data?.kind === "map" ? [...data.entries] : [];
  const named = entries.filter(([key]) => /\.ya?ml$/.test(key));
  const [chosen, other] = entries.length === 1 ? entries : named;
  const place = data?.place ?? configMap.place;
  if (chosen === undefined) throw errorAt(place, "the ConfigMap holds no config", 'Name it "config.yaml" under data.');
  if (other !== undefined) {
    const keys = `${quote(chosen[0])} and ${quote(other[0])}`;
    throw errorAt(other[1].keyPlace, `the ConfigMap holds two configs, ${keys}`, "Keep one of them.");
  }
  const { value } = chosen[1];
  if (value.kind !== "scalar" || isNull(value)) throw errorAt(value.place, "the config is to be text, as after `|`");
  return embedded(value, source);
}

/** The value of a text in YAML. Where the text stands literally, errors point into it; else they point at its beginning. */
function embedded(node: ScalarNode, source: Source): Node {
  const literal = literalText(node, source);
  const [config] = literal === undefined ? [] : readAnyDocuments(literal, "kubectl");
  return config ?? readValue(node.text, node.place, "kubectl");
}
