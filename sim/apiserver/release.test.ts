import { expect, test } from "vitest";
import { kubernetesVersion, modelledKubernetes } from "../version.ts";
import { causesOf, horizontalPodAutoscaler } from "./manifests.fixture.ts";
import { type Release, releaseOf } from "./release.ts";

const releaseIn = (text: string, featureGates: Readonly<Record<string, boolean>> = {}): Release => {
  const kubernetes = kubernetesVersion(text);
  if (!kubernetes) throw new Error(`kubewind models ${text}`);
  return releaseOf({ kubernetes, featureGates });
};

const minorsWhere = (holds: (release: Release) => boolean): readonly string[] =>
  modelledKubernetes.filter((version) => holds(releaseIn(version)));

const from = (minor: number): readonly string[] =>
  modelledKubernetes.filter((version) => Number(version.slice(2)) >= minor);

test.each([
  ["fieldValidation", 25, "by-the-server"],
  ["hpaStorage", 27, "v2"],
  ["metricForm", 12, "with-targets"],
  ["metricMember", 20, "of-known-types"],
  ["unreadableAnnotation", 15, "ignored"],
  ["roundTripAnnotations", 15, "dropped"],
  ["behaviorAnnotation", 18, "read"],
  ["cpuTarget", 23, "first-cpu-utilization"],
  ["defaultsOfV2beta2", 18, "as-in-v2"],
  ["partialRollingUpdate", 17, "convertible"],
  ["zeroBesideAverage", 36, "dropped"],
  ["maxReplicasTexts", 36, "two"],
  ["referenceGroup", 34, "looked-at"],
  ["valueStyle", 34, "as-json"],
  ["declarativeValidation", 37, true],
  ["namespaceNameLabel", 21, true],
] as const)("%s changed in 1.%i to %s", (rule, minor, value) => {
  expect(minorsWhere((release) => release[rule] === value)).toEqual(from(minor));
});

test.each([
  ["hpaScaleToZero", 37],
  ["hpaContainerMetrics", 27],
  ["hpaConfigurableTolerance", 35],
  ["sidecarContainers", 29],
  ["podLevelResources", 34],
  ["podLevelResourcesFixDefaulting", 37],
] as const)("%s holds since 1.%i unless a gate is set", (rule, minor) => {
  expect(minorsWhere((release) => release[rule])).toEqual(from(minor));
});

test("a gate can be set where the release has it and does not lock it", () => {
  const set = (version: string, value: boolean): boolean =>
    releaseIn(version, { HPAContainerMetrics: value }).hpaContainerMetrics;
  expect(["1.19", "1.20", "1.27", "1.30", "1.36"].map((version) => [set(version, true), set(version, false)])).toEqual([
    [false, false],
    [true, false],
    [true, false],
    [true, true],
    [true, true],
  ]);
});

const bounds = horizontalPodAutoscaler({ minReplicas: 0, maxReplicas: -1 });

test.each([
  ["1.11", "autoscaling/v1", "must be greater than 0", "must be greater than 0"],
  ["1.15", "autoscaling/v2beta2", "must be greater than 0", "must be greater than 0"],
  ["1.16", "autoscaling/v2beta2", "must be greater than or equal to 1", "must be greater than 0"],
  ["1.35", "autoscaling/v2", "must be greater than or equal to 1", "must be greater than 0"],
  ["1.36", "autoscaling/v2", "must be greater than or equal to 1", "must be greater than or equal to 1"],
])("%s tells the bounds of the replicas in its own words", (version, apiVersion, minText, maxText) => {
  const needsMetric = "must specify at least one Object or External metric to support scaling to zero replicas";
  expect(causesOf({ ...bounds, apiVersion }, { version })).toEqual([
    `spec.minReplicas: Invalid value: 0: ${minText}`,
    `spec.maxReplicas: Invalid value: -1: ${maxText}`,
    "spec.maxReplicas: Invalid value: -1: must be greater than or equal to `minReplicas`",
    ...(version === "1.11" || version === "1.15" ? [] : [`spec.metrics: Forbidden: ${needsMetric}`]),
  ]);
});
