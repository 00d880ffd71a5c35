import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestFolder, problemsOf, type TestFolder } from "../test-folder.ts";
import { findScenarios } from "./find-scenarios.ts";

let folder: TestFolder;

beforeAll(() => {
  folder = createTestFolder({
    "all/b/scenario.yaml": "",
    "all/a/scenario.yml": "",
    "all/a/web.yaml": "",
    "all/c/web.yaml": "",
    "all/night.yaml": "",
    "deep/failures/f1/scenario.yaml": "",
    "deep/d/scenario.yaml": "",
    "deep/d/later/scenario.yaml": "",
    "deep/e/f/g/scenario.yaml": "",
    "empty/web.yaml": "",
  });
});

afterAll(() => folder.remove());

const find = (...paths: readonly string[]): readonly string[] =>
  findScenarios(paths.map((path) => join(folder.path, path))).map(folder.shown);

test.for([
  [["all/b/scenario.yaml"], ["all/b/scenario.yaml"]],
  [["all/b"], ["all/b/scenario.yaml"]],
  [["all"], ["all/a/scenario.yml", "all/b/scenario.yaml"]],
  [["deep"], ["deep/d/scenario.yaml", "deep/failures/f1/scenario.yaml"]],
  [["all/*"], ["all/a/scenario.yml", "all/b/scenario.yaml", "all/night.yaml"]],
  [
    ["all/night.yaml", "all/b", "all/b/scenario.yaml"],
    ["all/b/scenario.yaml", "all/night.yaml"],
  ],
  [["*/*/scenario.y*ml"], ["all/a/scenario.yml", "all/b/scenario.yaml", "deep/d/scenario.yaml"]],
] as const)("%s leads to scenarios", ([paths, scenarios]) => {
  expect(find(...paths)).toEqual(scenarios);
});

test("paths that lead to no scenario are named, with what was looked for", () => {
  const format =
    'A scenario is a file scenario.yaml that begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".';
  expect(folder.shown(problemsOf(() => find("empty", "al/b", "x*", "all/b")))).toBe(`there is no scenario in empty
  Looked for scenario.yaml in empty, in its folders and in theirs.
  ${format}
there is no scenario at al/b
  There is no folder al, or it is empty.
  ${format}
no scenario matches x*
  ${format}`);
});
