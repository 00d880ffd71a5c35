import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { LintedAdapter, LintedPrometheus, LintedRules, Monitoring } from "../../sim/lint/monitoring/monitoring.ts";
import { compileRegex } from "../../sim/regex.ts";
import { adapterConfigOf } from "../adapter/read-config.ts";
import { readAll } from "../fields/read.ts";
import { InputError } from "../input-error.ts";
import { type Manifest, referenceOf } from "../manifests/manifest.ts";
import type { MapEntry, MapNode, Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { loadPrometheusConfig } from "../prometheus/load-prometheus-config.ts";
import { ruleGroups } from "../prometheus-rules/rule-groups.ts";
import { adapterFlags, type SettingsDocument } from "./adapter-flags.ts";
import type { ConfigDocument } from "./configs.ts";
import { configsInMaps } from "./configs.ts";
import { serviceMonitorsIn, servicesIn, workloadsIn } from "./manifest-objects.ts";
import { nodeAt, writtenText } from "./manifest-values.ts";

/** What there is to be read. */
export type MonitoringSources = {
  readonly manifests: readonly Manifest[];
  readonly configs: readonly ConfigDocument[];
  /** Where else the adapter's settings may stand. */
  readonly settings: readonly SettingsDocument[];
  /** For manifests without one. */
  readonly namespace: string;
};

export type ReadMonitoring = {
  readonly monitoring: Monitoring;
  /** What each reference stands for: manifests and configs. */
  readonly roots: ReadonlyMap<string, MapNode>;
  /** How many configs were read. */
  readonly configs: number;
};

/** The key of an object among `roots`. */
export const rootKey = ({ kind, namespace, name }: ObjectReference): string => `${kind} ${namespace}/${name}`;

/** Reads all that manifests and configs say of the way from pods to metrics; an InputError for a config that its reader refuses. */
export function readMonitoring({ manifests, configs, settings, namespace }: MonitoringSources): ReadMonitoring {
  const all = [...configs, ...configsInMaps(manifests, namespace)];
  const of = (kind: ConfigDocument["kind"]): readonly ConfigDocument[] => all.filter((config) => config.kind === kind);
  const prometheus = readAll(of("prometheus"), readPrometheus);
  const evaluation = prometheus[0]?.config.evaluationInterval ?? 60_000_000;
  const values = of("helm-values");
  const ruleObjects = rulesIn(manifests, namespace);
  const rules = readAll([...of("rules"), ...ruleObjects], ({ reference, root }) =>
    readRules({ reference, root }, evaluation),
  );
  const monitoring: Monitoring = {
    ...{ prometheus, rules },
    adapters: readAll([...of("adapter"), ...values], readAdapter),
    flags: adapterFlags({ manifests, documents: [...values, ...settings] }, namespace),
    serviceMonitors: serviceMonitorsIn(manifests, namespace),
    workloads: workloadsIn(manifests, namespace),
    services: servicesIn(manifests, namespace),
  };
  const roots = new Map<string, MapNode>([
    ...manifests.map((manifest) => [rootKey(referenceOf(manifest, namespace)), manifest] as const),
    ...[...all, ...ruleObjects].map(({ reference, root }) => [rootKey(reference), root] as const),
    ...settings.flatMap(({ reference, root }) => (root.kind === "map" ? [[rootKey(reference), root] as const] : [])),
  ]);
  return { monitoring, roots, configs: all.length + ruleObjects.length };
}

const settings = { compile: compileRegex, ownNamespace: "monitoring", environment: () => undefined };

function readPrometheus({ reference, root, source, text }: ConfigDocument): LintedPrometheus {
  if (source !== undefined) return { reference, config: loadPrometheusConfig(source, settings) };
  try {
    return { reference, config: loadPrometheusConfig({ file: reference.name, text }, settings) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw errorAt(root.place, error.problems.map(({ message }) => message).join("; "));
  }
}

const names = { rules: "rules", externalRules: "externalRules", resourceRules: "resourceRules" };
const chartNames = { rules: "rules.custom", externalRules: "rules.external", resourceRules: "rules.resource" };

function readAdapter({ kind, reference, root }: ConfigDocument): LintedAdapter {
  if (kind !== "helm-values") return { reference, config: adapterConfigOf(root), fields: names, hasOtherRules: false };
  const rules = nodeAt(root, "rules");
  const entries = new Map<string, MapEntry>();
  for (const [name, key] of [
    ["rules", "custom"],
    ["externalRules", "external"],
    ["resourceRules", "resource"],
  ] as const) {
    const entry = rules?.kind === "map" ? rules.entries.get(key) : undefined;
    const isEmpty = entry?.value.kind === "map" && entry.value.entries.size === 0;
    if (entry !== undefined && !isEmpty) entries.set(name, entry);
  }
  const hasOtherRules =
    writtenText(nodeAt(rules, "default")) !== "false" || writtenText(nodeAt(rules, "existing")) !== "";
  const config = adapterConfigOf({ kind: "map", entries, place: root.place });
  return { reference, config, fields: chartNames, hasOtherRules };
}

type RuleDocument = { readonly reference: ObjectReference; readonly root: MapNode };

/** As Prometheus takes rules without feature flags. */
const parser = {
  ...{ experimentalFunctions: false, durationExpressions: false },
  ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
};

const readRules = ({ reference, root }: RuleDocument, evaluationInterval: number): LintedRules => ({
  reference,
  groups: ruleGroups(root, {
    ...{ file: reference.name, parser, queryOffsetMs: 0 },
    evaluationIntervalMs: evaluationInterval / 1000,
  }),
});

/** The groups of PrometheusRule objects. */
const rulesIn = (manifests: readonly Manifest[], defaultNamespace: string): readonly RuleDocument[] =>
  manifests.flatMap((manifest) => {
    const spec: Node | undefined = nodeAt(manifest, "spec");
    if (writtenText(nodeAt(manifest, "kind")) !== "PrometheusRule" || spec?.kind !== "map") return [];
    return [{ reference: referenceOf(manifest, defaultNamespace), root: spec }];
  });
