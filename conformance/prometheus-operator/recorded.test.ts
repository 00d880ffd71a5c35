import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type AdmissionAnswer, admit, isSameAdmission } from "./admission.ts";
import { differenceOf } from "./compare.ts";
import type { Manifest, OperatorAnswer, OperatorCase } from "./operator-case.ts";
import { answerCase } from "./ours.ts";

const folder = new URL("../../fixtures/prometheus-operator/", import.meta.url);

/** What a recording holds, a line of JSON each. */
function linesOf<Line>(name: string): readonly Line[] {
  const text = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, folder))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Line => JSON.parse(line));
}

const recorded = linesOf<{ readonly given: OperatorCase; readonly answer: OperatorAnswer }>("answered");
const admitted = linesOf<{ readonly manifest: Manifest; readonly answer: AdmissionAnswer }>("admitted");

test("admits and refuses manifests as an API server with the operator's CRDs did", () => {
  const different = admitted.flatMap(({ manifest, answer }) =>
    isSameAdmission(answer, admit(manifest)) ? [] : [`${manifest.kind}: ${answer.unknown ?? answer.errs}`],
  );
  expect(different).toEqual([]);
  const isEmpty = (texts: readonly string[] | null): boolean => (texts ?? []).length === 0;
  const counts = [
    admitted.filter(({ answer }) => !isEmpty(answer.unknown)).length,
    admitted.filter(({ answer }) => isEmpty(answer.unknown) && !isEmpty(answer.errs)).length,
    admitted.filter(({ answer }) => isEmpty(answer.unknown) && isEmpty(answer.errs)).length,
  ];
  expect(Math.min(...counts)).toBeGreaterThan(30);
});

test("tells admissions apart", () => {
  const real: AdmissionAnswer = { unknown: [], errs: [], spec: { a: 1, b: [2] } };
  expect(isSameAdmission(real, { ...real, spec: { b: [2], a: 1 } })).toBe(true);
  expect(isSameAdmission(real, { ...real, spec: { a: 1 } })).toBe(false);
  expect(isSameAdmission(real, { ...real, errs: ["x"] })).toBe(false);
  expect(isSameAdmission({ ...real, unknown: ["spec.x"] }, { ...real, unknown: ["spec.y"] })).toBe(false);
  expect(isSameAdmission({ ...real, errs: ["a", "b"] }, { ...real, errs: ["b", "a"] })).toBe(true);
});

test("writes the configuration that the operator wrote, to the byte", () => {
  const differences = recorded.flatMap(({ given, answer }) => differenceOf(answer, answerCase(given)) ?? []);
  expect(differences).toEqual([]);
});

test("has recordings of all that can become of an object", () => {
  const jobs = new Set(
    recorded.flatMap(({ answer }) =>
      [...(answer.config ?? "").matchAll(/- job_name: (\w+)\//g)].map(([, kind]) => kind),
    ),
  );
  expect([...jobs].sort()).toEqual(["podMonitor", "probe", "scrapeConfig", "serviceMonitor"]);
  expect(recorded.filter(({ answer }) => answer.error !== undefined).length).toBeGreaterThan(5);
  expect(recorded.flatMap(({ answer }) => Object.keys(answer.faults)).length).toBeGreaterThan(50);
  expect(recorded.flatMap(({ answer }) => Object.keys(answer.rules)).length).toBeGreaterThan(30);
});

test("tells two answers apart by the first line that differs", () => {
  const real: OperatorAnswer = { config: "a\nb\nc\n", faults: {}, rules: {} };
  expect(differenceOf(real, real)).toBeUndefined();
  expect(differenceOf(real, { ...real, config: "a\nx\nc\n" })).toBe(
    "config, line 2\nreal:\na\nb\nc\n\nours:\na\nx\nc\n",
  );
  expect(differenceOf(real, { ...real, faults: { "Probe a/b": "no" } })).toBe(
    "left out Probe a/b, line 1\nreal:\n(nothing)\nours:\nno",
  );
  expect(differenceOf({ ...real, error: "x" }, real)).toBe("real error: x\nour error: undefined");
});
