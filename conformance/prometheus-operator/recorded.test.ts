import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { differenceOf } from "./compare.ts";
import type { OperatorAnswer, OperatorCase } from "./operator-case.ts";
import { answerCase } from "./ours.ts";

const file = new URL("../../fixtures/prometheus-operator/answered.jsonl.gz", import.meta.url);

type Recorded = { readonly given: OperatorCase; readonly answer: OperatorAnswer };

const recorded = gunzipSync(readFileSync(file))
  .toString("utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line): Recorded => JSON.parse(line));

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
