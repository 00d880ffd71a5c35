import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { kubernetesVersion } from "../../sim/version.ts";
import type { VectorCase, VectorResult } from "./case.ts";
import { compareResults } from "./compare.ts";
import { prepareCase } from "./run-case.ts";

const folder = new URL("../../fixtures/vectors/", import.meta.url);

const lines = (file: string): readonly string[] =>
  gunzipSync(readFileSync(new URL(file, folder)))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");

const readCases = (minor: string): readonly VectorCase[] =>
  lines(`${minor}.cases.jsonl.gz`).map((line): VectorCase => JSON.parse(line));

const readResults = (minor: string): readonly VectorResult[] =>
  lines(`${minor}.results.jsonl.gz`).map((line): VectorResult => JSON.parse(line));

const answer = (vector: VectorCase, minor: string): VectorResult => {
  const kubernetes = kubernetesVersion(minor);
  if (kubernetes === undefined) throw new Error(`${minor} is not modelled`);
  return prepareCase(vector, kubernetes).run();
};

test.for(["1.36", "1.37"])("decides as the real controller of Kubernetes %s did", (minor) => {
  const results = readResults(minor);
  const differences = readCases(minor).map((vector, index) => compareResults(results[index]!, answer(vector, minor)));
  expect(results.length).toBeGreaterThan(100);
  expect(differences.filter((difference) => difference !== undefined)).toEqual([]);
});

test("the comparison notices a wrong minor, a wrong text and a missing tick", () => {
  const [vector] = readCases("1.37");
  const [recorded] = readResults("1.37");
  const actual = answer(vector!, "1.37");
  const [first, ...rest] = actual.ticks;
  const renamed = JSON.parse(JSON.stringify(actual).replaceAll("recommended size", "size"));
  expect(compareResults(recorded!, answer(vector!, "1.36"))?.text).toContain("/second");
  expect(compareResults(recorded!, { ...actual, ticks: rest })).toBeDefined();
  expect(compareResults(recorded!, { ...actual, ticks: [{ ...first!, replicas: -1 }, ...rest] })?.text).toContain(
    "/replicas",
  );
  expect(compareResults(actual, renamed)?.text).toContain("/message");
});
