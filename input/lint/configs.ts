import { dirname, resolve } from "node:path";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { collect } from "../fields/read.ts";
import { entryAt } from "../files/entry.ts";
import type { Sources } from "../files/sources.ts";
import type { Problem } from "../input-error.ts";
import { type Manifest, manifestsOf, referenceOf } from "../manifests/manifest.ts";
import { childOf, type MapNode, type Node, type ScalarNode } from "../node.ts";
import type { Source } from "../place.ts";
import { defaultPrometheusConfig } from "../prometheus/default-config.ts";
import { isOperated } from "../scenario/prometheus.ts";
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

/** What of a scenario names configs. */
export type ScenarioConfigs = {
  /** Its document. */
  readonly document: Node;
  /** Absolute path. */
  readonly file: string;
  /** Absolute paths of the configs that were read for it, rule files among them. */
  readonly paths: readonly string[];
  readonly sources: Sources;
};

/**
 * The configs with which a scenario's cluster starts: files that it names, or ConfigMaps in them, and rule files that those name.
 * A Prometheus without a config has the one that the wind tunnel brings, but for one that prometheus-operator configures.
 */
export function configsOfScenario({ document, file, paths, sources }: ScenarioConfigs): readonly ConfigDocument[] {
  const cluster = childOf(document, "cluster");
  const named = cluster === undefined ? [] : [...filesNamedIn(cluster, dirname(file))];
  const found = [...new Set(named)].flatMap((path) => configsAt(path, sources));
  const rules = paths
    .filter((path) => !named.includes(path))
    .flatMap((path) => configsAt(path, sources).filter(({ kind }) => kind === "rules"));
  const hasPrometheus = cluster !== undefined && childOf(cluster, "prometheus") !== undefined;
  const isGiven = found.some(({ kind }) => kind === "prometheus");
  const own =
    hasPrometheus && !isGiven && !isOperated(document)
      ? configIn({ ...defaultPrometheusConfig, file: ownConfig })
      : undefined;
  return [...found, ...rules, ...(own === undefined ? [] : [own])];
}

const ownConfig = "prometheus.yml of the wind tunnel";

/** The configs in a file: the file itself, or what its ConfigMaps hold. */
function configsAt(path: string, sources: Sources): readonly ConfigDocument[] {
  const source = sources.peek(path);
  const config = configIn(source);
  if (config !== undefined) return [config];
  const manifests = collect([], () => manifestsOf(source))?.[0] ?? [];
  return configsInMaps(manifests, "default");
}

/** The files that texts anywhere below a node name. */
function* filesNamedIn(node: Node, folder: string): Generator<string> {
  for (const each of below(node)) {
    if (each.kind !== "scalar" || !/\.(?:ya?ml|json)$/.test(each.text)) continue;
    const path = resolve(folder, each.text);
    if (entryAt(path) === "file") yield path;
  }
}

function* below(node: Node): Generator<Node> {
  yield node;
  const children =
    node.kind === "list" ? node.items : node.kind === "map" ? [...node.entries.values()].map(({ value }) => value) : [];
  for (const child of children) yield* below(child);
}
