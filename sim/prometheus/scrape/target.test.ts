import { expect, test } from "vitest";
import { relabelRulesOf, scrapeConfigOf } from "../../../fixtures/prometheus.ts";
import recorded from "../../../fixtures/recorded/prometheus/targets.json" with { type: "json" };
import { milliseconds, simTime } from "../../units.ts";
import { fnv1a64, xxHash64 } from "../hash.ts";
import type { Label } from "../promql/labels.ts";
import type { RelabelAction } from "../relabel/relabel-config.ts";
import { offsetOf, offsetSeedOf, targetsOf } from "./target.ts";

type RecordedTarget = {
  readonly T: readonly (readonly string[])[];
  readonly G: readonly (readonly string[])[];
  readonly Job: string;
  readonly Interval: number;
  readonly Timeout: number;
  readonly Path: string;
  readonly Scheme: string;
  readonly Params: Readonly<Record<string, readonly string[] | undefined>>;
  readonly Configs: readonly Readonly<Record<string, string | readonly string[] | undefined>>[];
  readonly Seed: string;
  readonly Now: number;
  readonly answer: Readonly<Record<string, unknown>>;
};

const unique = (pairs: RecordedTarget["T"]): readonly Label[] => [
  ...new Map(pairs.map(([name = "", value = ""]) => [name, value])),
];

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const actions: readonly RelabelAction[] = ["keep", "drop", "labelmap"];

test.for<RecordedTarget>(recorded.cases)("makes the target that the real code made: %j", (one) => {
  const relabelRules = relabelRulesOf(
    one.Configs.map((config) => ({
      action: actions.find((action) => action === config["Action"]),
      sourceLabels: Array.isArray(config["SourceLabels"]) ? config["SourceLabels"] : undefined,
      regex: text(config["Regex"]),
      targetLabel: text(config["TargetLabel"]),
      replacement: text(config["Replacement"]),
    })),
  );
  const config = scrapeConfigOf({
    ...{ jobName: one.Job, metricsPath: one.Path, scheme: one.Scheme === "https" ? "https" : "http", relabelRules },
    ...{ scrapeInterval: milliseconds(one.Interval), scrapeTimeout: milliseconds(one.Timeout) },
    params: Object.fromEntries(Object.entries(one.Params).map(([key, values]) => [key, values ?? []])),
  });
  const [result] = targetsOf({ source: "s", labels: unique(one.G), targets: [unique(one.T)] }, config);
  if (result?.kind !== "target") {
    const failed = result?.kind === "failed" ? { error: result.because.replace("instance 0 in group s: ", "") } : {};
    expect(result?.kind === "dropped" ? { dropped: true } : failed).toEqual(one.answer);
    return;
  }
  const { hash, labels, url } = result.target;
  const offset = offsetOf(result.target, { now: simTime(one.Now), seed: BigInt(one.Seed) });
  const { offset: nanoseconds, ...rest } = one.answer;
  expect({ hash: String(hash), labels: labels.pairs, url, offset }).toEqual({
    ...rest,
    offset: Math.floor(Number(nanoseconds) / 1000),
  });
});

test("the hashes are those of their specifications", () => {
  const bytes = (value: string) => [...value].map((character) => character.charCodeAt(0));
  expect(xxHash64([])).toBe(0xef46db3751d8e999n);
  expect(xxHash64(bytes("abc"))).toBe(0x44bc2cf5ad770999n);
  expect(fnv1a64([])).toBe(0xcbf29ce484222325n);
  expect(fnv1a64(bytes("a"))).toBe(0xaf63dc4c8601ec8cn);
  expect(offsetSeedOf("a", "")).toBe(fnv1a64(bytes("a")));
});
