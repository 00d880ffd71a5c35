import { basename, dirname, extname } from "node:path";
import { hpaName } from "../sim/keda/scaled-object.ts";
import { type ObjectReference, objectKey } from "../sim/kubernetes/object.ts";
import type { ClusterObject } from "../sim/kubernetes/workload.ts";
import type { Load, Scenario, WorkloadModel } from "../sim/scenario.ts";
import { zeroDuration } from "../sim/units.ts";
import { InputError, type Problem } from "./input-error.ts";
import type { IgnoredObject } from "./manifests/admit.ts";
import { type Operated, operatedScenario } from "./monitoring/operated-scenario.ts";
import { nearestName } from "./nearest-name.ts";
import { toPlain } from "./node.ts";
import {
  cutNotes,
  duplicateNotes,
  namespaceNotes,
  podlessNotes,
  podsBehind,
  probelessNotes,
  targetlessNotes,
} from "./notes.ts";
import { type Body, body } from "./scenario/body.ts";
import type { Head } from "./scenario/head.ts";
import { defaultWorkload } from "./scenario/workload.ts";
import { type LoadOptions, readScenarioObjects, type ScenarioObjects } from "./scenario-objects.ts";
import { visible } from "./visible-text.ts";

export { findScenarios } from "./files/find-scenarios.ts";
export type { LoadOptions } from "./scenario-objects.ts";

export type LoadedScenario = {
  readonly scenario: Scenario;
  /** The manifests as the user wrote them, for whoever has a cluster to apply them to. */
  readonly manifests: PlainManifests;
  /** Every file that was read, relative to the working folder. */
  readonly files: readonly string[];
  readonly ignored: readonly IgnoredObject[];
  /** What the user should know, and what is no error. */
  readonly notes: readonly string[];
};

/** Objects as JSON has them, in order: those at the beginning, and those of each action that applies some. */
export type PlainManifests = {
  /** Where objects lie that name no namespace. */
  readonly namespace: string;
  readonly first: readonly unknown[];
  readonly later: ReadonlyMap<string, readonly unknown[]>;
};

/**
 * Reads a scenario, or the scenario of a folder, with its manifests and tables.
 *
 * Throws an InputError with everything that is wrong: first with the scenario's settings, then with the manifests, then
 * with what the scenario says about them.
 */
export function loadScenario(path: string, options: LoadOptions): LoadedScenario {
  const read = readScenarioObjects(path, options);
  const { file, sources, configs, settings, manifests, admitted } = read;
  const objects = [...admitted.first.objects, ...admitted.later.flatMap((each) => each.objects)];
  const parts = body(settings, {
    namespace: settings.namespace,
    objects: objects.flatMap(referencesTo),
    clusterObjects: objects,
    folder: dirname(file),
    sources,
    configs,
    duration: settings.duration,
    warmup: settings.warmup,
    applied: new Map(manifests.actions.map((name, index) => [name, admitted.later[index]?.objects ?? []])),
  });
  const undescribed = undescribedWorkloads(parts, objects);
  const scenario = scenarioOf(nameOf(file), { settings, objects: admitted.first.objects, parts, undescribed });
  const operated = operatedOf(read, scenario);
  refuseUnknownAlerts(operated === undefined ? scenario : withOperated(scenario, operated));
  return {
    scenario: operated === undefined ? scenario : withOperated(scenario, operated),
    manifests: {
      namespace: settings.namespace,
      first: manifests.first.map(toPlain),
      later: new Map(manifests.actions.map((name, index) => [name, (manifests.later[index] ?? []).map(toPlain)])),
    },
    files: sources.files(),
    ignored: [admitted.first, ...admitted.later].flatMap(({ ignored }) => ignored),
    notes: [
      ...[admitted.first, ...admitted.later].flatMap(({ notes }) => notes),
      ...namespaceNotes(objects),
      ...duplicateNotes(admitted.first.objects),
      ...targetlessNotes(objects),
      ...parts.loads.flatMap((load) => [...cutNotes(load, settings.duration), ...podlessNotes(load, objects)]),
      ...parts.workloads.flatMap((model) => probelessNotes(model, objects)),
      ...undescribed.map(undescribedNote),
      ...backlogNotes(parts),
      ...discoveryNotes(scenario),
      ...configs.notes(),
      ...(operated?.notes ?? []),
    ],
  };
}

/** Expectations about alerts that no rule raises, or about receivers that nobody tells. */
function refuseUnknownAlerts({ cluster, actions, expectations }: Scenario): void {
  const { ruleGroups = [], alertmanager } = cluster.prometheus ?? {};
  const groups = [
    ...ruleGroups,
    ...actions.flatMap((action) =>
      action.kind === "reload" && action.prometheus.kind === "config" ? action.prometheus.ruleGroups : [],
    ),
  ];
  const rules = groups.flatMap((group) => group.rules.flatMap((rule) => (rule.kind === "alerting" ? rule.alert : [])));
  const receivers = (alertmanager?.receivers ?? []).map(({ name }) => name);
  const problems = expectations.flatMap((expectation): readonly Problem[] => {
    if (expectation.verb !== "alert") return [];
    const { name, receiver, place } = expectation;
    const unknown = (what: string, wanted: string, known: readonly string[]): readonly Problem[] => {
      if (known.includes(wanted)) return [];
      const near = nearestName(wanted, known);
      const guess = near === undefined ? "" : `, did you mean ${JSON.stringify(near)}?`;
      const hint = known.length === 0 ? `The scenario has no ${what}s.` : `There is ${[...new Set(known)].join(", ")}.`;
      return [{ message: `${place}: there is no ${what} ${JSON.stringify(wanted)}${guess}`, hint }];
    };
    return [
      ...unknown("alert", name, rules),
      ...(receiver === undefined ? [] : unknown("receiver", receiver, receivers)),
    ];
  });
  if (problems.length > 0) throw new InputError(problems);
}

/** What prometheus-operator makes of the manifests; undefined where it does not run. */
function operatedOf(read: ScenarioObjects, { cluster, actions }: Scenario): Operated | undefined {
  const { settings, manifests, monitoring, admitted } = read;
  if (!settings.isOperated || cluster.prometheus === undefined) return undefined;
  const later = manifests.actions.map((action, index) => ({
    action,
    at: actions.find(({ name }) => name === action)?.at ?? zeroDuration,
    monitoring: monitoring.later[index] ?? [],
    others: manifests.later[index] ?? [],
    objects: admitted.later[index]?.objects ?? [],
  }));
  return operatedScenario({
    namespace: settings.namespace,
    prometheus: cluster.prometheus,
    first: { monitoring: monitoring.first, others: manifests.first, objects: admitted.first.objects },
    later: later.toSorted((a, b) => a.at - b.at),
  });
}

const withOperated = (scenario: Scenario, { prometheus, reloads }: Operated): Scenario => ({
  ...scenario,
  cluster: { ...scenario.cluster, prometheus },
  actions: [...scenario.actions, ...reloads.filter(({ at }) => at <= scenario.duration)],
});

/** An object by its name; of a ScaledObject also the HPA that KEDA makes of it. */
function referencesTo(object: ClusterObject): readonly ObjectReference[] {
  const { kind, meta } = object;
  const { namespace, name } = meta;
  const own = { kind, namespace, name };
  if (object.kind !== "ScaledObject") return [own];
  return [own, { kind: "HorizontalPodAutoscaler", namespace, name: hpaName(object) }];
}

const discoveryNotes = ({ cluster }: Scenario): readonly string[] =>
  (cluster.prometheus?.config.jobs ?? []).flatMap(({ scrape, otherDiscovery }) =>
    otherDiscovery.map((way) => `job ${scrape.jobName}: ${way} is not modelled, and finds nothing`),
  );

/** Gauges of a queue that no load fills stay at 0. */
const backlogNotes = ({ sources, loads }: Body): readonly string[] =>
  sources.flatMap(({ name, metrics }) =>
    metrics.flatMap((metric) => {
      if (!("backlogOf" in metric)) return [];
      const target = metric.backlogOf;
      const isFilled = loads.some((load) => load.isQueued && objectKey(load.target) === objectKey(target));
      return isFilled
        ? []
        : [`source ${name}: ${metric.name} stays at 0, as no load with queue: true goes to ${objectKey(target)}`];
    }),
  );

/** The folder's name for a `scenario.yaml`, otherwise the file's own. */
function nameOf(file: string): string {
  const own = basename(file, extname(file));
  return visible(own === "scenario" ? basename(dirname(file)) : own);
}

/** Workloads that load comes to and about which the scenario says nothing. */
function undescribedWorkloads({ loads, workloads }: Body, objects: readonly ClusterObject[]): readonly WorkloadModel[] {
  const described = workloads.map(objectKey);
  const targets = loads.flatMap((load: Load) => podsBehind(load, objects));
  const names = new Map(targets.map((target) => [objectKey(target), target]));
  return [...names].filter(([key]) => !described.includes(key)).map(([, target]) => defaultWorkload(target, objects));
}

const undescribedNote = (model: WorkloadModel): string =>
  `${objectKey(model)} gets load but is not described under workloads: a request is taken to cost 10ms of CPU`;

type Parts = {
  readonly settings: Head;
  readonly objects: readonly ClusterObject[];
  readonly parts: Body;
  readonly undescribed: readonly WorkloadModel[];
};

const scenarioOf = (name: string, { settings, objects, parts, undescribed }: Parts): Scenario => ({
  name,
  description: settings.description,
  start: settings.start,
  warmup: settings.warmup,
  duration: settings.duration,
  seed: settings.seed,
  cluster: settings.cluster,
  objects,
  workloads: [...parts.workloads, ...undescribed],
  loads: parts.loads,
  sources: parts.sources,
  actions: parts.actions,
  faults: parts.faults,
  expectations: parts.expectations,
  eventsMax: settings.eventsMax,
});
