import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestFolder, problemsOf, type TestFolder } from "../test-folder.ts";
import { type FoundFiles, findFiles } from "./find-files.ts";

let folder: TestFolder;
let outside: TestFolder;

beforeAll(() => {
  outside = createTestFolder({ "secret.yaml": "a: 1", "more/x.yaml": "b: 1" });
  folder = createTestFolder({
    "app/web.yaml": "",
    "app/db.yml": "",
    "app/hpa.json": "",
    "app/readme.md": "",
    "app/sub/deep.yaml": "",
    "app/[odd].yaml": "",
    "none/readme.md": "",
    "linked/own.yaml": "",
    "links/within/real.yaml": "",
    "dangling/a.yaml": "",
  });
  folder.link("linked/out.yaml", join(outside.path, "secret.yaml"));
  folder.link("links/in.yaml", "within/real.yaml");
  folder.link("links/more", join(outside.path, "more"));
  folder.link("dangling/nothing.yaml", "missing.yaml");
});

afterAll(() => {
  folder.remove();
  outside.remove();
});

const find = (pattern: string): FoundFiles => findFiles(pattern, folder.path);

const namesOf = (found: FoundFiles): readonly string[] =>
  found.ok
    ? found.files.map((file) => file.slice(folder.path.length + 1))
    : [folder.shown(`${found.message}\n${found.hint}`)];

test.for([
  ["app/web.yaml", ["app/web.yaml"]],
  ["app/readme.md", ["app/readme.md"]],
  ["app", ["app/[odd].yaml", "app/db.yml", "app/hpa.json", "app/web.yaml"]],
  ["app/", ["app/[odd].yaml", "app/db.yml", "app/hpa.json", "app/web.yaml"]],
  ["app/*.yaml", ["app/[odd].yaml", "app/web.yaml"]],
  ["app/*.{json,yml}", ["app/db.yml", "app/hpa.json"]],
  ["app/**/*.yaml", ["app/[odd].yaml", "app/sub/deep.yaml", "app/web.yaml"]],
  ["a*/d?.yml", ["app/db.yml"]],
  ["app/[odd].yaml", ["app/[odd].yaml"]],
  ["links/in.yaml", ["links/in.yaml"]],
  ["links", ["links/in.yaml"]],
] as const)("%s stands for files", ([pattern, files]) => {
  expect(namesOf(find(pattern))).toEqual(files);
});

test("a file that is named itself may be a link to anywhere", () => {
  expect(namesOf(find("linked/out.yaml"))).toEqual(["linked/out.yaml"]);
});

test.for([
  ["app/wep.yaml", "there is no app/wep.yaml\nDid you mean app/web.yaml?"],
  ["app/other.yaml", "there is no app/other.yaml\napp holds [odd].yaml, db.yml, hpa.json, readme.md, sub, web.yaml."],
  ["k8s/web.yaml", "there is no k8s/web.yaml\nThere is no folder k8s, or it is empty."],
  ["none", "none holds no .yaml, .yml or .json file\nnone holds readme.md."],
  ["links/*/x.yaml", "no file matches links/*/x.yaml\nlinks holds in.yaml, more, within."],
  ["none/*.yaml", "no file matches none/*.yaml\nnone holds readme.md."],
  ["web\0.yaml", "there is no web\0.yaml\n. holds app, dangling, linked, links, none."],
] as const)("%s stands for nothing", ([pattern, text]) => {
  expect(namesOf(find(pattern))).toEqual([text]);
});

test.for(["linked", "linked/*.yaml", "link*/*.yaml"])("%s is refused for a link that leads out", (pattern) => {
  const base = pattern.startsWith("link*") ? "." : "linked";
  expect(folder.shown(problemsOf(() => find(pattern)))).toBe(
    `linked/out.yaml: this is a symbolic link that leads out of ${base}, to ${outside.path}/secret.yaml
  If it is meant, name the file itself.`,
  );
});

test("a link to nothing is refused", () => {
  expect(folder.shown(problemsOf(() => find("dangling")))).toBe(
    "dangling/nothing.yaml: this is a symbolic link to nothing",
  );
});
