import { dirname } from "node:path";
import { collect, listOf, type Read, readAll } from "../fields/read.ts";
import { text } from "../fields/scalars.ts";
import { findFiles, manifestsIn } from "../files/find-files.ts";
import { shownPath } from "../files/shown-path.ts";
import { type Sources, standardInput } from "../files/sources.ts";
import { InputError } from "../input-error.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { readDocuments } from "../yaml/documents.ts";
import { holdsObjects, isConfigFile } from "./config-file.ts";
import { isScenario, type Manifest, manifestsOf } from "./manifest.ts";

/** Absolute paths, or `-` for standard input, each once. */
export type ManifestFiles = readonly string[];

/** Where patterns are looked for. */
export type Folder = { /** Absolute path. */ readonly path: string; readonly sources: Sources };

/** The files that one pattern, or a list of them, stands for. Scenarios count only where they are named themselves. */
export function filesNamed(node: Node, folder: Folder): ManifestFiles {
  const read: Read<ManifestFiles> = (pattern) => filesOf(pattern, folder);
  const files = node.kind === "list" ? listOf(read)(node).flat() : read(node);
  if (files.length === 0) throw errorAt(node.place, "the list names no file");
  return [...new Set(files)];
}

function filesOf(node: Node, { path, sources }: Folder): ManifestFiles {
  const pattern = text(node);
  if (pattern === standardInput) return [standardInput];
  const found = findFiles(pattern, path);
  if (!found.ok) throw errorAt(node.place, found.message, found.hint);
  return found.isNamed ? found.files : found.files.filter((file) => !isNoManifest(file, sources));
}

export type ScenarioFolder = {
  /** Absolute path of the scenario's file. */
  readonly file: string;
  /** Files that actions apply later. */
  readonly later: ManifestFiles;
  /** Files that something in the cluster reads as its config; one may be a manifest that holds it. */
  readonly configs: readonly string[];
  readonly sources: Sources;
};

/** Every manifest of the scenario's folder but the scenario, other scenarios, configs, and what actions apply later. */
export function filesBeside({ file, later, configs, sources }: ScenarioFolder): ManifestFiles {
  const folder = dirname(file);
  const candidates = manifestsIn(folder).filter((path) => path !== file && !later.includes(path));
  const isConfig = (path: string): boolean => configs.includes(path) && !holdsObjects(path, sources);
  const files = candidates.filter((path) => !isConfig(path) && !isNoManifest(path, sources));
  if (files.length > 0) return files;
  const hint = "Put manifests beside the scenario, or name them: manifests: [../k8s/*.yaml].";
  throw new InputError([{ file: shownPath(file), message: `there are no manifests in ${shownPath(folder)}`, hint }]);
}

/** Whether a file that nobody named is something else than a manifest. */
const isNoManifest = (path: string, sources: Sources): boolean =>
  isScenarioFile(path, sources) || isConfigFile(path, sources);

/** Whether a file holds a scenario. Read without being remembered as a file of the run. */
export function isScenarioFile(path: string, sources: Sources): boolean {
  // What cannot be read is no scenario; why it cannot is reported when it is read as a manifest.
  const [source] = collect([], () => sources.peek(path)) ?? [];
  if (!source?.text.includes("kubewind.dev/")) return false;
  return collect([], () => readDocuments(source, "kubectl").some(isScenario))?.[0] ?? false;
}

/** The manifests of some files, in order. All that is wrong with the files is reported at once. */
export function readManifests(files: ManifestFiles, sources: Sources): readonly Manifest[] {
  const manifests = readAll(files, (path) => manifestsOf(sources.read(path))).flat();
  return readAll(manifests, (manifest) => {
    if (!isScenario(manifest)) return manifest;
    throw errorAt(manifest.place, "this is a scenario of kubewind, not a manifest");
  });
}
