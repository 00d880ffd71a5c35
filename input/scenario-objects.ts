import { dirname, resolve } from "node:path";
import { invariant } from "../sim/invariant.ts";
import type { MonitoringObject } from "../sim/prometheus-operator/objects/object.ts";
import { kubernetesVersion } from "../sim/version.ts";
import { collect, readAll } from "./fields/read.ts";
import { type ConfigFiles, createConfigFiles } from "./files/config-files.ts";
import { entryAt } from "./files/entry.ts";
import { scenarioIn } from "./files/find-scenarios.ts";
import { createSources, type Sources } from "./files/sources.ts";
import { InputError } from "./input-error.ts";
import { type AdmittedManifests, admitManifests } from "./manifests/admit.ts";
import type { Manifest } from "./manifests/manifest.ts";
import { filesBeside, filesNamed, type ManifestFiles, readManifests } from "./manifests/manifest-files.ts";
import { type ManifestLists, setInManifests } from "./manifests/set-in-manifests.ts";
import { readMonitoringObjects } from "./monitoring/read-monitoring-objects.ts";
import { childOf, type Node } from "./node.ts";
import { type Head, head } from "./scenario/head.ts";
import { reload } from "./scenario/reload.ts";
import { readSetArgument, type SetArgument } from "./set/arguments.ts";
import { scenarioDocument } from "./set/scenario-document.ts";

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

/** A scenario's settings and its admitted manifests; what it says about them is still to be read. */
export type ScenarioObjects = {
  /** Absolute path. */
  readonly file: string;
  readonly sources: Sources;
  readonly configs: ConfigFiles;
  readonly settings: Head;
  readonly manifests: Manifests;
  /** prometheus-operator's objects, of the first manifests and of each action; none where it does not run. */
  readonly monitoring: MonitoringLists;
  readonly admitted: Admitted;
};

export type MonitoringLists = {
  readonly first: readonly MonitoringObject[];
  readonly later: readonly (readonly MonitoringObject[])[];
};

/** Throws an InputError with all that is wrong: first with the settings, then with the manifests. */
export function readScenarioObjects(path: string, options: LoadOptions): ScenarioObjects {
  const file = scenarioFile(path);
  const sources = createSources(options.readStandardInput);
  const sets = readAll(options.sets, readSetArgument);
  const configs = createConfigFiles(dirname(file), sources);
  const settings = head(configs)(scenarioDocument(sources.read(file), { ...options, sets }));
  const manifests = findManifests(settings, { file, sources, configs, sets });
  const { rest, monitoring } = withoutMonitoring(manifests, settings);
  return { file, sources, configs, settings, manifests, monitoring, admitted: admitAll(rest, settings) };
}

function scenarioFile(path: string): string {
  const absolute = resolve(path);
  return entryAt(absolute) === "folder" ? (scenarioIn(absolute) ?? resolve(absolute, "scenario.yaml")) : absolute;
}

type Manifests = {
  readonly first: readonly Manifest[];
  /** Names of the actions that apply something, and what. */
  readonly actions: readonly string[];
  readonly later: ManifestLists;
};

type Origin = {
  readonly file: string;
  readonly sources: Sources;
  readonly configs: ConfigFiles;
  readonly sets: readonly SetArgument[];
};

function findManifests(settings: Head, { file, sources, configs, sets }: Origin): Manifests {
  const folder = dirname(file);
  readReloads(settings, configs);
  const applies = appliesOf(settings.actions);
  const later = readAll(applies, ({ files }) => filesNamed(files, { path: folder, sources }));
  const first: ManifestFiles =
    settings.manifests === undefined
      ? filesBeside({ file, later: later.flat(), configs: configs.paths(), sources })
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

/** Reads what actions make Prometheus read, so that it is known which files are configs. What is wrong is said later. */
function readReloads({ actions, cluster }: Head, files: ConfigFiles): void {
  if (actions?.kind !== "map" || cluster.prometheus === undefined) return;
  const { address } = cluster.prometheus;
  for (const { value } of actions.entries.values()) {
    const node = childOf(value, "reload");
    if (node !== undefined) collect([], () => reload(node, { files, address }));
  }
}

/** Takes prometheus-operator's objects out of the manifests where it runs; elsewhere they stay, and are ignored. */
function withoutMonitoring(
  manifests: Manifests,
  { isOperated, namespace }: Head,
): { readonly rest: Manifests; readonly monitoring: MonitoringLists } {
  const { first, later } = manifests;
  if (!isOperated) return { rest: manifests, monitoring: { first: [], later: later.map(() => []) } };
  const [read, ...more] = [first, ...later].map((each) => readMonitoringObjects(each, namespace));
  const problems = [read, ...more].flatMap((each) => each?.problems ?? []);
  if (problems.length > 0) throw new InputError(problems);
  return {
    rest: { ...manifests, first: read?.others ?? [], later: more.map(({ others }) => others) },
    monitoring: { first: read?.objects ?? [], later: more.map(({ objects }) => objects) },
  };
}

type Admitted = { readonly first: AdmittedManifests; readonly later: readonly AdmittedManifests[] };

function admitAll({ first, later }: Manifests, { cluster, namespace }: Head): Admitted {
  const kubernetes = kubernetesVersion(cluster.kubernetes);
  invariant(kubernetes !== undefined, "a version that is not modelled has been refused with the settings");
  const admit = (manifests: readonly Manifest[]): AdmittedManifests =>
    admitManifests(manifests, {
      ...{ kubernetes, featureGates: cluster.featureGates, namespace },
      hasKeda: cluster.keda !== undefined,
    });
  const admitted = { first: admit(first), later: later.map(admit) };
  const problems = [admitted.first, ...admitted.later].flatMap((each) => each.problems);
  if (problems.length > 0) throw new InputError(problems);
  return admitted;
}
