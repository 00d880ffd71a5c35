import { dirname, join, resolve } from "node:path";
import { byCodeUnit } from "../../sim/kubernetes/object.ts";
import { InputError, type Problem } from "../input-error.ts";
import { entryAt } from "./entry.ts";
import { isGlob, matchesOf, refuseWayOut } from "./find-files.ts";
import { filesLike, namesIn } from "./listing.ts";
import { shownPath } from "./shown-path.ts";

/**
 * The scenario files that some paths stand for, sorted, each once; relative to the working folder.
 *
 * A path is a scenario file, a folder with a `scenario.yaml`, a folder of such folders (which may lie in folders of
 * their own), or a glob that matches files or
 * folders with a `scenario.yaml`. An InputError names every path that leads to none.
 */
export function findScenarios(paths: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const problems: Problem[] = [];
  for (const path of paths) {
    const scenarios = scenariosAt(path);
    if (scenarios.length === 0) problems.push(nothingAt(path));
    for (const scenario of scenarios) found.add(shownPath(scenario));
  }
  if (problems.length > 0) throw new InputError(problems);
  return [...found].sort(byCodeUnit);
}

/** The names under which a folder may hold its scenario. */
const scenarioNames = ["scenario.yaml", "scenario.yml", "scenario.json"] as const;

/** The scenario of a folder. */
export function scenarioIn(folder: string): string | undefined {
  return scenarioNames.map((name) => join(folder, name)).find((path) => isFile(path));
}

function scenariosAt(path: string): readonly string[] {
  const absolute = resolve(path);
  if (isFile(absolute)) return [absolute];
  if (isFolder(absolute)) return scenariosBelow(absolute);
  if (!isGlob(path)) return [];
  return matchesOf(path, process.cwd()).flatMap((match) => (isFile(match) ? match : (scenarioIn(match) ?? [])));
}

/** Folders in folders that are looked into. */
const levelsMax = 2;

/** The scenario of a folder, or else those of the folders in it: absolute paths. */
export function scenariosBelow(folder: string, levels: number = levelsMax): readonly string[] {
  const own = scenarioIn(folder);
  if (own !== undefined) return [own];
  if (levels === 0) return [];
  const inside = namesIn(folder).map((name) => join(folder, name));
  const found = inside.filter(isFolder).flatMap((each) => scenariosBelow(each, levels - 1));
  for (const scenario of found) refuseWayOut(scenario, folder);
  return found;
}

const format =
  'A scenario is a file scenario.yaml that begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".';

function nothingAt(path: string): Problem {
  const absolute = resolve(path);
  const shown = shownPath(absolute);
  if (isFolder(absolute)) {
    const hint = `Looked for scenario.yaml in ${shown}, in its folders and in theirs.\n${format}`;
    return { message: `there is no scenario in ${shown}`, hint };
  }
  if (isGlob(path)) return { message: `no scenario matches ${path}`, hint: format };
  return { message: `there is no scenario at ${shown}`, hint: `${filesLike(absolute, dirname(absolute))}\n${format}` };
}

const isFile = (path: string): boolean => entryAt(path) === "file";
const isFolder = (path: string): boolean => entryAt(path) === "folder";
