import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import { assumedAssets } from "../../sim/prometheus-operator/assets.ts";
import type { MonitoringObject, Prometheus } from "../../sim/prometheus-operator/objects/object.ts";
import { compileRegex } from "../../sim/regex.ts";
import type { Action, PrometheusSettings } from "../../sim/scenario.ts";
import { type Duration, microseconds, seconds } from "../../sim/units.ts";
import { InputError } from "../input-error.ts";
import type { Manifest } from "../manifests/manifest.ts";
import { loadOperated, type OperatedPrometheus } from "./load-operated.ts";
import { manifestAssets } from "./manifest-assets.ts";

/** What one apply brings: prometheus-operator's objects, and the manifests beside them. */
export type MonitoringBatch = {
  readonly monitoring: readonly MonitoringObject[];
  readonly others: readonly Manifest[];
  readonly objects: readonly ClusterObject[];
};

/** A later apply, with its action. */
export type LaterBatch = MonitoringBatch & { readonly action: string; readonly at: Duration };

export type OperatedScenario = {
  /** For manifests without one. */
  readonly namespace: string;
  readonly prometheus: PrometheusSettings;
  readonly first: MonitoringBatch;
  readonly later: readonly LaterBatch[];
};

export type Operated = {
  readonly prometheus: PrometheusSettings;
  /** What the operator's reloader does after applies that change something. */
  readonly reloads: readonly Action[];
  readonly notes: readonly string[];
};

/** From a changed Secret to the reload: the kubelet refreshes mounted Secrets about once a minute. */
const reloadDelay = seconds(60);

/** Prometheus as the operator configures it, from the one Prometheus object of the manifests. */
export function operatedScenario({ namespace, prometheus, first, later }: OperatedScenario): Operated {
  const begin = operated([first], namespace);
  const reloads = later.flatMap(({ action, at, monitoring }, index): readonly Action[] => {
    if (monitoring.length === 0) return [];
    const { config, ruleGroups } = operated([first, ...later.slice(0, index + 1)], namespace);
    return [
      {
        name: `${action}-reload`,
        at: microseconds(at + reloadDelay),
        kind: "reload",
        prometheus: { kind: "config", config, ruleGroups },
      },
    ];
  });
  const { config, ruleGroups, rejected, leftOut } = begin;
  return {
    prometheus: { ...prometheus, config, ruleGroups },
    reloads,
    notes: [
      ...rejected.map(
        ({ object, because }) =>
          `prometheus-operator rejects ${object.kind} ${object.meta.namespace}/${object.meta.name}: ${because}`,
      ),
      ...leftOut.map((what) => `not part of the Prometheus that is played: ${what}`),
    ],
  };
}

function operated(batches: readonly MonitoringBatch[], namespace: string): OperatedPrometheus {
  const objects = newest(batches.flatMap(({ monitoring }) => monitoring));
  const prometheuses = objects.filter((object) => object.kind === "Prometheus");
  const [prometheus, second] = prometheuses;
  const hint = "cluster.prometheus.operator takes its config from the one Prometheus object of the manifests.";
  if (prometheus === undefined) throw new InputError([{ message: "the manifests have no Prometheus object", hint }]);
  if (second !== undefined) {
    throw new InputError([{ message: `the manifests have ${prometheuses.length} Prometheus objects`, hint }]);
  }
  const manifests = batches.flatMap(({ others }) => others);
  const found = loadOperated(prometheus, {
    objects,
    namespaces: namespacesOf(batches, prometheus),
    assets: manifestAssets({ manifests, namespace, others: assumedAssets }),
    pod: { shard: 0, replica: 0 },
    uidOf: ({ meta }) => `${meta.namespace}-${meta.name}`,
    settings: { compile: compileRegex, environment: () => undefined },
  });
  if (found !== undefined) return found;
  const message = `Prometheus ${prometheus.meta.namespace}/${prometheus.meta.name} has no selector: its config is its own`;
  throw new InputError([{ message, hint: "Give cluster.prometheus.config instead of operator." }]);
}

/** Of objects that are applied again the last counts. */
function newest(objects: readonly MonitoringObject[]): readonly MonitoringObject[] {
  const named = objects.map(
    (object) => [`${object.kind} ${object.meta.namespace}/${object.meta.name}`, object] as const,
  );
  return [...new Map(named).values()];
}

/** The namespaces of all objects, with the label that each has of itself. */
function namespacesOf(batches: readonly MonitoringBatch[], { meta }: Prometheus) {
  const named = new Map<string, Readonly<Record<string, string>>>();
  const add = (name: string, labels: Readonly<Record<string, string>> = {}): void => {
    named.set(name, { "kubernetes.io/metadata.name": name, ...named.get(name), ...labels });
  };
  for (const name of ["default", "kube-system", meta.namespace]) add(name);
  for (const { objects, monitoring } of batches) {
    for (const each of [...objects, ...monitoring]) {
      if (each.kind === "Namespace") add(each.meta.name, each.meta.labels);
      else add(each.meta.namespace);
    }
  }
  return [...named].map(([name, labels]) => ({ name, labels }));
}
