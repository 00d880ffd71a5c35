import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { kubernetesVersion } from "../../sim/version.ts";
import { upstreamMinors } from "../upstream/release.ts";
import type { VectorCase, VectorResult } from "./case.ts";
import { compareResults } from "./compare.ts";
import { prepareCase } from "./run-case.ts";

const folder = new URL("../../fixtures/vectors/", import.meta.url);

const lines = (file: string): readonly string[] =>
  gunzipSync(readFileSync(new URL(`generated/${file}`, folder)))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");

const answer = (vector: VectorCase, release: string): VectorResult => {
  const kubernetes = kubernetesVersion(release);
  if (kubernetes === undefined) throw new Error(`${release} is not modelled`);
  return prepareCase(vector, kubernetes).run();
};

test.for(upstreamMinors)("decides as the real controller of Kubernetes %s did in generated cases", (minor) => {
  const results = lines(`${minor}.results.jsonl.gz`).map((line): VectorResult => JSON.parse(line));
  const cases = lines(`${minor}.cases.jsonl.gz`).map((line): VectorCase => JSON.parse(line));
  const differences = cases.map((vector, index) => compareResults(results[index]!, answer(vector, minor)));
  expect(results.length).toBe(60);
  expect(differences.filter((difference) => difference !== undefined)).toEqual([]);
});

test("the generated cases have what the plain form cannot say", () => {
  const cases = lines("1.37.cases.jsonl.gz").map((line): VectorCase => JSON.parse(line));
  const ticks = cases.flatMap((vector) => vector.ticks);
  const counts = {
    several: cases.filter(({ hpas }) => hpas !== undefined).length,
    changed: ticks.filter(({ hpa, deleted }) => hpa !== undefined && !deleted).length,
    deleted: ticks.filter(({ deleted }) => deleted).length,
    conflicts: ticks.filter(({ updateConflicts }) => updateConflicts !== undefined).length,
    failingStatus: ticks.filter(({ statusError }) => statusError !== undefined).length,
    podLevel: ticks.filter(({ pods = [] }) => pods.some(({ requests }) => requests !== undefined)).length,
    closed: ticks.filter(({ closed }) => closed !== undefined).length,
  };
  expect(Object.entries(counts).filter(([, count]) => count < 3)).toEqual([]);
});

type Regression = { readonly kubernetes: string; readonly case: VectorCase; readonly result: VectorResult };

const regressions = readdirSync(new URL("regressions/", folder)).filter((file) => file.endsWith(".json"));

test.for(regressions)("decides as the real controller did in %s", (file) => {
  const text = readFileSync(new URL(`regressions/${file}`, folder), "utf8");
  const { kubernetes, case: vector, result }: Regression = JSON.parse(text);
  expect(compareResults(result, answer(vector, kubernetes))).toBeUndefined();
});
