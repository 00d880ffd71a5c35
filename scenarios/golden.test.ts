import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenario } from "../input/load-scenario.ts";
import { goldenText } from "../reports/golden.ts";
import { traceHash } from "../sim/trace/hash.ts";
import { runScenario } from "../sim/wind-tunnel.ts";

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Those of people's failures lie in a folder of their own, and those that are replayed on a real cluster. */
const groups = ["failures", "on-kind"];

const shipped = [
  ...foldersIn("scenarios").filter((name) => !groups.includes(name)),
  ...groups.flatMap((group) => foldersIn(`scenarios/${group}`).map((name) => `${group}/${name}`)),
];

test("there are scenarios, and each has a golden trace of its own", () => {
  expect(shipped).toContain("cpu-spike");
  const isComplete = (name: string): boolean =>
    ["scenario.yaml", "trace.golden"].every((file) => existsSync(join("scenarios", name, file)));
  expect(shipped.filter((name) => !isComplete(name))).toEqual([]);
});

test.for(shipped)("%s plays to its golden trace, byte for byte, and meets what it expects", (name) => {
  const { scenario } = loadScenario(join("scenarios", name), { sets: [] });
  const run = runScenario(scenario);
  expect(goldenText(run, traceHash(run.trace))).toBe(readFileSync(join("scenarios", name, "trace.golden"), "utf8"));
  expect(run.verdicts.filter(({ isMet }) => !isMet)).toEqual([]);
  expect(run.verdicts.length).toBeGreaterThan(0);
});
