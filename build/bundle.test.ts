import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundle } from "./bundle.ts";

mkdirSync("kubewind-out", { recursive: true });
const out = mkdtempSync(resolve("kubewind-out", "test-bundle-"));

afterAll(() => rmSync(out, { recursive: true }));

test("what reads the arguments loads neither the simulator nor what reads and writes files", async () => {
  const { outputs } = await bundle(out, []);
  const pieces = new Map(Object.entries(outputs).map(([path, piece]) => [basename(path), piece]));
  const sourcesAtOnce = (name: string): readonly string[] => {
    const { inputs, imports } = pieces.get(name) ?? { inputs: {}, imports: [] };
    const next = imports.filter(({ kind, external }) => kind === "import-statement" && external !== true);
    return [...Object.keys(inputs), ...next.flatMap(({ path }) => sourcesAtOnce(basename(path)))];
  };
  const sources = sourcesAtOnce("cli.js");
  expect(sources).toContain("cli/program.ts");
  const heavy = sources.filter((path) => /^(sim|reports\/html|node_modules\/(yaml|uplot))/.test(path));
  expect(heavy).toEqual([]);
});
