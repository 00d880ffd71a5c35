import { dirname, resolve } from "node:path";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { collect } from "../fields/read.ts";
import { entryAt } from "../files/entry.ts";
import type { Sources } from "../files/sources.ts";
import type { Problem } from "../input-error.ts";
import { type Manifest, referenceOf } from "../manifests/manifest.ts";
import type { MapNode, Node, ScalarNode } from "../node.ts";
import type { Source } from "../place.ts";
import { readDocuments, readValue } from "../yaml/documents.ts";
import { literalText } from "../yaml/embedded-text.ts";
import { type ConfigKind, configKind } from "./config-shape.ts";
import { nodeAt, writtenText } from "./manifest-values.ts";

/** A config as a user wrote it: a file, or an entry of a ConfigMap. */
export type ConfigDocument = {
  readonly kind: ConfigKind;
  readonly reference: ObjectReference;
  readonly root: MapNode;
  /** Undefined where the text cannot be told from the rest of its file. */
  readonly source: Source | undefined;
  readonly text: string;
};

/** What findings call a config. */
const words: Readonly<Record<ConfigKind, string>> = {
  adapter: "prometheus-adapter config",
  "helm-values": "prometheus-adapter values",
  prometheus: "Prometheus config",
  rules: "rule file",
};

/** The config in a file; undefined for a file that holds none. What cannot be read is left to who reads it as something else. */
export function configIn(source: Source): ConfigDocument | undefined {
  const ignored: Problem[] = [];
  const [root] = collect(ignored, () => readDocuments(source, "kubectl"))?.[0] ?? [];
  const kind = root && configKind(root);
  if (root?.kind !== "map" || kind === undefined) return undefined;
  const reference = { kind: words[kind], namespace: "", name: source.file };
  return { kind, reference, root, source, text: source.text };
}

/** The configs in the ConfigMaps among some manifests. */
export const configsInMaps = (manifests: readonly Manifest[], defaultNamespace: string): readonly ConfigDocument[] =>
  manifests
    .filter((manifest) => writtenText(nodeAt(manifest, "kind")) === "ConfigMap")
    .flatMap((manifest) => {
      const { namespace, name } = referenceOf(manifest, defaultNamespace);
      const data = nodeAt(manifest, "data");
      return data?.kind !== "map"
        ? []
        : [...data.entries].flatMap(([key, { value }]) => inEntry(value, `${namespace}/${name}/${key}`) ?? []);
    });

/** Text without one of these words is no config. */
const telling = /seriesQuery|metricsQuery|resourceRules|externalRules|scrape_configs|scrape_interval|groups/;

function inEntry(value: Node, name: string): ConfigDocument | undefined {
  if (value.kind !== "scalar" || !telling.test(value.text)) return undefined;
  const source = value.place.kind === "file" ? literalText(value, value.place.source) : undefined;
  const root = collect([], () => documentIn(value, source))?.[0];
  const kind = root && configKind(root);
  if (root?.kind !== "map" || kind === undefined) return undefined;
  return { kind, reference: { kind: words[kind], namespace: "", name }, root, source, text: value.text };
}

const documentIn = (value: ScalarNode, source: Source | undefined): Node | undefined =>
  source === undefined ? readValue(value.text, value.place, "kubectl") : readDocuments(source, "kubectl")[0];

/** The configs that a scenario names, anywhere: as files by their path, or written out. */
export function configsOfScenario(document: Node, file: string, sources: Sources): readonly ConfigDocument[] {
  const found = [...below(document)].flatMap((node): readonly ConfigDocument[] => {
    if (node.kind === "scalar") {
      const path = resolve(dirname(file), node.text);
      const isFile = /\.(?:ya?ml|json|rules)$/.test(node.text) && entryAt(path) === "file";
      const config = isFile ? configIn(sources.peek(path)) : undefined;
      return config === undefined ? [] : [config];
    }
    const kind = configKind(node);
    if (node.kind !== "map" || kind === undefined || node === document) return [];
    const name = node.place.kind === "file" ? node.place.source.file : file;
    return [{ kind, reference: { kind: words[kind], namespace: "", name }, root: node, source: undefined, text: "" }];
  });
  return [...new Map(found.map((config) => [`${config.reference.kind} ${config.reference.name}`, config])).values()];
}

function* below(node: Node): Generator<Node> {
  yield node;
  const children =
    node.kind === "list" ? node.items : node.kind === "map" ? [...node.entries.values()].map(({ value }) => value) : [];
  for (const child of children) yield* below(child);
}
