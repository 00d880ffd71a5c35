import { resolve } from "node:path";
import { behavioursOf } from "../sim/hpa/behaviours.ts";
import { invariant } from "../sim/invariant.ts";
import type { ClusterObject } from "../sim/kubernetes/workload.ts";
import type { Finding } from "../sim/lint/finding.ts";
import { lint } from "../sim/lint/lint.ts";
import type { ClusterSettings } from "../sim/scenario.ts";
import { clusterKubernetes, defaultKubernetes, kubernetesVersion } from "../sim/version.ts";
import { collect } from "./fields/read.ts";
import { entryAt } from "./files/entry.ts";
import { findFiles } from "./files/find-files.ts";
import { scenariosBelow } from "./files/find-scenarios.ts";
import { shownPath } from "./files/shown-path.ts";
import { createSources, type Sources, standardInput } from "./files/sources.ts";
import { InputError, type Problem } from "./input-error.ts";
import { configIn, configsOfScenario } from "./lint/configs.ts";
import { type MonitoringSources, readMonitoring, rootKey } from "./lint/monitoring.ts";
import { admitManifests } from "./manifests/admit.ts";
import { isScenarioFile, readManifests } from "./manifests/manifest-files.ts";
import { placeOfField } from "./manifests/place-of-field.ts";
import type { MapNode } from "./node.ts";
import { problemAt } from "./place.ts";
import { defaultCluster } from "./scenario/cluster.ts";
import { type LoadOptions, readScenarioObjects } from "./scenario-objects.ts";
import { readDocuments } from "./yaml/documents.ts";

/** A finding, as a problem with its place in the user's files. */
export type PlacedFinding = Finding & { readonly problem: Problem };

/** What was looked at, and what was found there. */
export type LintResult = {
  /** How many. */
  readonly hpas: number;
  /** Of Prometheus, its rules and its adapter. */
  readonly configs: number;
  readonly findings: readonly PlacedFinding[];
};

/**
 * What will go wrong with the HPAs of scenarios and manifests, and with the metrics that they go by, before anything runs.
 *
 * A path is a scenario, a folder with scenarios, or manifests and configs: a file, a folder, a glob. Configs of Prometheus
 * and its adapter are known by their fields, in files of their own and in ConfigMaps. All that belongs to no scenario is
 * looked at together. Throws an InputError for what cannot be read, and for what an API server of the release
 * would refuse.
 */
export function lintPaths(paths: readonly string[], options: LoadOptions): LintResult {
  const sources = createSources(options.readStandardInput);
  const files = paths.flatMap((path) => filesAt(path, sources));
  const scenarios = files.filter(({ isScenario }) => isScenario).map(({ path }) => lintScenario(path, options));
  const manifests = [...new Set(files.filter(({ isScenario }) => !isScenario).map(({ path }) => path))];
  const results = manifests.length === 0 ? scenarios : [...scenarios, lintManifests(manifests, sources, options)];
  return {
    hpas: results.reduce((sum, { hpas }) => sum + hpas, 0),
    configs: results.reduce((sum, { configs }) => sum + configs, 0),
    findings: results.flatMap(({ findings }) => inOrder(findings)),
  };
}

/** File by file and from the top of each to its end. */
function inOrder(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const files = findings.map(({ problem }) => problem.file);
  const order = ({ problem: a }: PlacedFinding, { problem: b }: PlacedFinding): number =>
    files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  return findings.toSorted(order);
}

type LintFile = { readonly path: string; readonly isScenario: boolean };

function filesAt(path: string, sources: Sources): readonly LintFile[] {
  const scenarios = entryAt(resolve(path)) === "folder" ? scenariosBelow(resolve(path)) : [];
  if (scenarios.length > 0) return scenarios.map((file) => ({ path: file, isScenario: true }));
  if (path === standardInput) return [{ path, isScenario: false }];
  const found = findFiles(path, process.cwd());
  if (!found.ok) throw new InputError([{ message: found.message, hint: found.hint }]);
  return found.files.map((file) => ({ path: file, isScenario: isScenarioFile(file, sources) }));
}

function lintScenario(path: string, options: LoadOptions): LintResult {
  const { file, sources, configs, settings, manifests, admitted } = readScenarioObjects(path, options);
  const [document] = readDocuments(sources.read(file), "kubectl");
  const reference = { kind: "Scenario", namespace: "", name: shownPath(file) };
  return findingsOf(admitted.first.objects, {
    cluster: settings.cluster,
    manifests: manifests.first,
    configs: document === undefined ? [] : configsOfScenario({ document, file, paths: configs.paths(), sources }),
    settings: document === undefined ? [] : [{ reference, root: document }],
    namespace: settings.namespace,
  });
}

function lintManifests(
  files: readonly string[],
  sources: Sources,
  { kubernetes = defaultKubernetes }: LoadOptions,
): LintResult {
  const version = kubernetesVersion(kubernetes);
  if (version === undefined) {
    const hint = `kubewind knows ${clusterKubernetes[0]} to ${clusterKubernetes.at(-1)}.`;
    throw new InputError([{ message: `Kubernetes ${kubernetes} is not modelled`, hint }]);
  }
  const configs = files.flatMap((file) => collect([], () => configIn(sources.read(file)))?.[0] ?? []);
  const configFiles = new Set(configs.map(({ reference }) => reference.name));
  const manifests = readManifests(
    files.filter((file) => !configFiles.has(fileName(file))),
    sources,
  );
  const admitted = admitManifests(manifests, {
    kubernetes: version,
    featureGates: {},
    namespace: "default",
    hasKeda: false,
  });
  if (admitted.problems.length > 0) throw new InputError(admitted.problems);
  const cluster = { ...defaultCluster, kubernetes };
  return findingsOf(admitted.objects, { cluster, manifests, configs, settings: [], namespace: "default" });
}

/** What problems call a file. */
const fileName = (file: string): string => (file === standardInput ? "<stdin>" : shownPath(file));

type Surroundings = MonitoringSources & { readonly cluster: ClusterSettings };

function findingsOf(objects: readonly ClusterObject[], { cluster, ...given }: Surroundings): LintResult {
  const kubernetes = kubernetesVersion(cluster.kubernetes);
  invariant(kubernetes !== undefined, "a version that is not modelled has been refused");
  const { featureGates, controllerManager: flags } = cluster;
  const resolved = behavioursOf({ kubernetes, featureGates, flags });
  invariant(resolved.ok, "gates that may not be set have been refused");
  const { monitoring, roots, configs } = readMonitoring(given);
  const found = lint(objects, { kubernetes, behaviours: resolved.behaviours, monitoring });
  const findings = found.map((finding): PlacedFinding => {
    const root = roots.get(rootKey(finding.object));
    invariant(root !== undefined, "a finding is about a manifest or a config");
    return { ...finding, problem: problemOf(finding, root) };
  });
  const hpas = objects.filter(({ kind }) => kind === "HorizontalPodAutoscaler").length;
  return { hpas, configs, findings };
}

const problemOf = ({ field, cause, fix, rule }: Finding, root: MapNode): Problem =>
  problemAt(placeOfField(root, field), `${rule}: ${cause}`, fix);
