import { basename, dirname, extname, resolve } from "node:path";
import { invariant } from "../sim/invariant.ts";
import { objectKey } from "../sim/kubernetes/object.ts";
import type { ClusterObject } from "../sim/kubernetes/workload.ts";
import type { Load, Scenario, WorkloadModel } from "../sim/scenario.ts";
import { kubernetesVersion } from "../sim/version.ts";
import { readAll } from "./fields/read.ts";
import { entryAt } from "./files/entry.ts";
import { scenarioIn } from "./files/find-scenarios.ts";
import { createSources, type Sources } from "./files/sources.ts";
import { InputError } from "./input-error.ts";
import { type AdmittedManifests, admitManifests, type IgnoredObject } from "./manifests/admit.ts";
import type { Manifest } from "./manifests/manifest.ts";
import { filesBeside, filesNamed, type ManifestFiles, readManifests } from "./manifests/manifest-files.ts";
import { type ManifestLists, setInManifests } from "./manifests/set-in-manifests.ts";
import { childOf, type Node } from "./node.ts";
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
import { type Head, head } from "./scenario/head.ts";
import { defaultWorkload } from "./scenario/workload.ts";
import { readSetArgument, type SetArgument } from "./set/arguments.ts";
import { scenarioDocument } from "./set/scenario-document.ts";
import { visible } from "./visible-text.ts";

export { findScenarios } from "./files/find-scenarios.ts";

export type LoadOptions = {
  /** Instead of the file's. */
  readonly seed?: number;
  /** Instead of the file's `cluster.kubernetes`. */
  readonly kubernetes?: string;
  /** `path=value`, as given with `--set`; later ones win. */
  readonly sets: readonly string[];
  /** Stands in for the process's standard input. */
  readonly readStandardInput?: () => string;
};

export type LoadedScenario = {
  readonly scenario: Scenario;
  /** Every file that was read, relative to the working folder. */
  readonly files: readonly string[];
  readonly ignored: readonly IgnoredObject[];
  /** What the user should know, and what is no error. */
  readonly notes: readonly string[];
};

/**
 * Reads a scenario, or the scenario of a folder, with its manifests and tables.
 *
 * Throws an InputError with everything that is wrong: first with the scenario's settings, then with the manifests, then
 * with what the scenario says about them.
 */
export function loadScenario(path: string, options: LoadOptions): LoadedScenario {
  const file = scenarioFile(path);
  const sources = createSources(options.readStandardInput);
  const sets = readAll(options.sets, readSetArgument);
  const settings = head(scenarioDocument(sources.read(file), { ...options, sets }));
  const manifests = findManifests(settings, { file, sources, sets });
  const admitted = admitAll(manifests, settings);
  const objects = [...admitted.first.objects, ...admitted.later.flatMap((each) => each.objects)];
  const parts = body(settings, {
    namespace: settings.namespace,
    objects: objects.map(({ kind, meta: { namespace, name } }) => ({ kind, namespace, name })),
    clusterObjects: objects,
    folder: dirname(file),
    sources,
    duration: settings.duration,
    warmup: settings.warmup,
    applied: new Map(manifests.actions.map((name, index) => [name, admitted.later[index]?.objects ?? []])),
  });
  const undescribed = undescribedWorkloads(parts, objects);
  return {
    scenario: scenarioOf(nameOf(file), { settings, objects: admitted.first.objects, parts, undescribed }),
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
    ],
  };
}

function scenarioFile(path: string): string {
  const absolute = resolve(path);
  return entryAt(absolute) === "folder" ? (scenarioIn(absolute) ?? resolve(absolute, "scenario.yaml")) : absolute;
}

/** The folder's name for a `scenario.yaml`, otherwise the file's own. */
function nameOf(file: string): string {
  const own = basename(file, extname(file));
  return visible(own === "scenario" ? basename(dirname(file)) : own);
}

type Manifests = {
  readonly first: readonly Manifest[];
  /** Names of the actions that apply something, and what. */
  readonly actions: readonly string[];
  readonly later: ManifestLists;
};

type Origin = { readonly file: string; readonly sources: Sources; readonly sets: readonly SetArgument[] };

function findManifests(settings: Head, { file, sources, sets }: Origin): Manifests {
  const folder = dirname(file);
  const applies = appliesOf(settings.actions);
  const later = readAll(applies, ({ files }) => filesNamed(files, { path: folder, sources }));
  const first: ManifestFiles =
    settings.manifests === undefined
      ? filesBeside({ file, later: later.flat(), sources })
      : filesNamed(settings.manifests, { path: folder, sources });
  const read = readAll([first, ...later], (files) => readManifests(files, sources));
  const ofObjects = sets.filter(({ of }) => of !== "scenario");
  const set = ofObjects.reduce<ManifestLists>((lists, each) => setInManifests(lists, each, settings.namespace), read);
  const [applied = [], ...rest] = set;
  return { first: applied, actions: applies.map(({ name }) => name), later: rest };
}

type Apply = { readonly name: string; readonly files: Node };

/** The actions that apply files. Whether they are right is judged later. */
function appliesOf(actions: Node | undefined): readonly Apply[] {
  if (actions?.kind !== "map") return [];
  return [...actions.entries].flatMap(([name, { value }]) => {
    const files = childOf(value, "apply");
    return files === undefined ? [] : [{ name, files }];
  });
}

type Admitted = { readonly first: AdmittedManifests; readonly later: readonly AdmittedManifests[] };

function admitAll({ first, later }: Manifests, { cluster, namespace }: Head): Admitted {
  const kubernetes = kubernetesVersion(cluster.kubernetes);
  invariant(kubernetes !== undefined, "a version that is not modelled has been refused with the settings");
  const admit = (manifests: readonly Manifest[]): AdmittedManifests =>
    admitManifests(manifests, { kubernetes, featureGates: cluster.featureGates, namespace });
  const admitted = { first: admit(first), later: later.map(admit) };
  const problems = [admitted.first, ...admitted.later].flatMap((each) => each.problems);
  if (problems.length > 0) throw new InputError(problems);
  return admitted;
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
  actions: parts.actions,
  expectations: parts.expectations,
  eventsMax: settings.eventsMax,
});
