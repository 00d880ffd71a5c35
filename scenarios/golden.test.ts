import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenario } from "../input/load-scenario.ts";
import { goldenText } from "../reports/golden.ts";
import { traceHash } from "../sim/trace/hash.ts";
import { runScenario } from "../sim/wind-tunnel.ts";

/** Those of a folder; `failures` has what is known to go wrong, a folder each. */
const scenariosIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "failures")
    .map(({ name }) => join(folder, name));

const shipped = [...scenariosIn("scenarios"), ...scenariosIn("scenarios/failures")];

test("there are scenarios, and each has a golden trace of its own", () => {
  expect(shipped).toContain(join("scenarios", "cpu-spike"));
  const isComplete = (name: string): boolean =>
    ["scenario.yaml", "trace.golden"].every((file) => existsSync(join(name, file)));
  expect(shipped.filter((name) => !isComplete(name))).toEqual([]);
});

test.for(shipped)("%s plays to its golden trace, byte for byte, and meets what it expects", (name) => {
  const { scenario } = loadScenario(name, { sets: [] });
  const run = runScenario(scenario);
  expect(goldenText(run, traceHash(run.trace))).toBe(readFileSync(join(name, "trace.golden"), "utf8"));
  expect(run.verdicts.filter(({ isMet }) => !isMet)).toEqual([]);
  expect(run.verdicts.length).toBeGreaterThan(0);
});
