import { basename, dirname, extname, join, resolve } from "node:path";

/** The name of a scenario: its folder's, or the file's own where that is not called `scenario`. */
export function scenarioName(path: string): string {
  const own = ownName(path);
  return own === "scenario" ? basename(dirname(resolve(path))) || own : own;
}

/** What people type to mean this scenario: its folder, or the file where that is not called `scenario`. */
export const scenarioArgument = (path: string): string => (ownName(path) === "scenario" ? dirname(path) : path);

/** Where the golden trace of a scenario lies: beside it, `trace.golden`, or `night.trace.golden` for `night.yaml`. */
export function goldenPath(path: string): string {
  const own = ownName(path);
  return join(dirname(path), own === "scenario" ? "trace.golden" : `${own}.trace.golden`);
}

/** A folder below `out` for each scenario's reports, no two the same: by the scenario's name, or its whole path where names meet. */
export function reportFolders(paths: readonly string[], out: string): readonly string[] {
  const names = paths.map(scenarioName);
  const taken = new Set<string>();
  return paths.map((path, index) => {
    const name = names[index]!;
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    const wished = isAlone ? name : pathAsName(path);
    let own = wished;
    for (let count = 2; taken.has(own); count++) own = `${wished}-${count}`;
    taken.add(own);
    return join(out, own);
  });
}

const ownName = (path: string): string => basename(path, extname(path));

/** `teams/shop/web/scenario.yaml` becomes `teams-shop-web`. */
function pathAsName(path: string): string {
  const parts = scenarioArgument(path).split(/[/\\]/);
  const named = parts.filter((part) => part !== "" && part !== "." && part !== "..").join("-");
  return ownName(path) === "scenario" ? named || scenarioName(path) : named.slice(0, -extname(path).length);
}
