import fc from "fast-check";
import { expect, test } from "vitest";
import { kubernetesVersion } from "../../sim/version.ts";
import type { VectorResult } from "../vectors/case.ts";
import { prepareCase } from "../vectors/run-case.ts";
import { vectorCases } from "./cases.ts";

const sample = (minor: number, isPlain = false) =>
  fc.sample(vectorCases({ minor, isPlain }), { seed: 1, numRuns: 1000 });

const results = (minor: number): readonly VectorResult[] => {
  const kubernetes = kubernetesVersion(`1.${minor}`)!;
  return sample(minor).map((vector) => prepareCase(vector, kubernetes).run());
};

test("what the controller can say is said often: every condition and event", () => {
  const text = JSON.stringify(results(36));
  const reasons = [
    ...["SucceededRescale", "ReadyForNewScale", "ScaleDownStabilized", "ScaleUpStabilized", "FailedUpdateScale"],
    ...["ValidMetricFound", "ScalingDisabled", "InvalidSelector", "AmbiguousSelector", "FailedGetScale"],
    ...["DesiredWithinRange", "TooFewReplicas", "TooManyReplicas", "ScaleUpLimit", "ScaleDownLimit"],
    ...["FailedGetResourceMetric", "FailedGetContainerResourceMetric", "FailedGetPodsMetric", "FailedGetObjectMetric"],
    ...["FailedGetExternalMetric", "InvalidMetricSourceType", "SelectorRequired", "SuccessfulRescale", "FailedRescale"],
    ...["FailedUpdateStatus", "FailedComputeMetricsReplicas", "ScaledToZero", "NotScaledToZero"],
  ];
  const counts = reasons.map((reason) => [reason, text.split(`"${reason}"`).length - 1] as const);
  expect(counts.filter(([, count]) => count < 5)).toEqual([]);
});

test("most syncs reach the arithmetic, and many of them rescale", () => {
  const syncs = results(37).flatMap(({ ticks }) => ticks);
  const share = (reason: string): number =>
    syncs.filter((sync) => JSON.stringify(sync).includes(`"${reason}"`)).length / syncs.length;
  expect(share("ValidMetricFound")).toBeGreaterThan(0.3);
  expect(share("SuccessfulRescale")).toBeGreaterThan(0.1);
});

test("most HPAs name metrics, of every type", () => {
  const metrics = sample(36).flatMap(({ hpa }) => hpa.spec.metrics ?? []);
  const types = ["Resource", "ContainerResource", "Pods", "Object", "External"];
  expect(sample(36).filter(({ hpa }) => hpa.spec.metrics !== undefined).length).toBeGreaterThan(850);
  expect(types.filter((each) => metrics.filter(({ type }) => type === each).length < 100)).toEqual([]);
});

test("a plain case says nothing that the published form of the vectors cannot", () => {
  const text = JSON.stringify(sample(36, true));
  const beyond = ["hpas", "targets", "others", "deleted", "updateConflicts", "statusError", "overhead"];
  expect(beyond.filter((member) => text.includes(`"${member}":`) && member !== "deleted")).toEqual([]);
  expect(sample(36).some(({ ticks }) => ticks.some(({ deleted }) => deleted))).toBe(true);
});

test("fields and gates are those of the release", () => {
  const has = (minor: number, word: string): boolean => JSON.stringify(sample(minor)).includes(`"${word}"`);
  expect([29, 32, 33, 37].map((minor) => has(minor, "tolerance"))).toEqual([true, true, true, true]);
  const inBehavior = (minor: number): boolean =>
    sample(minor).some(({ hpa }) => JSON.stringify(hpa.spec.behavior ?? {}).includes("tolerance"));
  expect([29, 32, 33, 37].map(inBehavior)).toEqual([false, false, true, true]);
  expect([31, 32, 36, 37].map((minor) => has(minor, "HPAGeneration"))).toEqual([false, false, false, true]);
});

test("up to 1.25 an object's target has what its type says, without which the controller crashes", () => {
  const isWhole = (minor: number): boolean =>
    sample(minor)
      .flatMap(({ hpa }) => hpa.spec.metrics ?? [])
      .every(({ object }) => object === undefined || Object.hasOwn(object.target, memberOf(object.target.type)));
  expect([25, 26].map(isWhole)).toEqual([true, false]);
});

const memberOf = (type: string): string => (type === "Value" ? "value" : "averageValue");
