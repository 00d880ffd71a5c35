import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ClusterObject, IntOrPercent } from "../kubernetes/workload.ts";
import type { Admission } from "./admission.ts";
import { admit } from "./manifests.fixture.ts";

type Answer = {
  readonly causes?: readonly string[];
  readonly spec?: unknown;
  readonly annotations?: unknown;
  readonly labels?: unknown;
  readonly kubectl?: string;
};

const [, ...cases] = readFileSync(new URL("../../fixtures/apiserver/older-releases.ndjson", import.meta.url))
  .toString()
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line)) as [unknown, ...(readonly [version: string, manifest: unknown, answer: Answer])[]];

test.each([
  ["1.11", 20],
  ["1.15", 25],
  ["1.16", 10],
  ["1.18", 20],
  ["1.19", 10],
  ["1.22", 15],
  ["1.24", 60],
  ["1.26", 10],
  ["1.33", 10],
  ["1.35", 10],
])("answers as the real code of %s did", (version, casesMin) => {
  const ofVersion = cases.filter(([recorded]) => recorded === version);
  expect(ofVersion.length).toBeGreaterThan(casesMin);
  const answers = ofVersion.map(([, manifest]) => answerOf(admit(manifest, { version })));
  expect(answers).toEqual(ofVersion.map(([, , answer]) => answer));
});

function answerOf(admission: Admission): Answer {
  if (admission.kind === "admitted") return objectAnswer(admission.object);
  if (admission.kind === "ignored") throw new Error(admission.because);
  const { message, causes } = admission.rejection;
  const byKubectl = /^error: error validating data: (.*); if you choose to ignore/s.exec(message)?.[1];
  return byKubectl === undefined
    ? { causes: [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))].sort() }
    : { kubectl: byKubectl };
}

function objectAnswer(object: ClusterObject): Answer {
  if (object.kind === "HorizontalPodAutoscaler") {
    const { spec, metadata } = object.hpa;
    return { spec, ...(metadata.annotations && { annotations: metadata.annotations }) };
  }
  if (object.kind !== "Deployment" && object.kind !== "ReplicaSet") throw new Error(object.kind);
  const { meta, replicas, selector, minReadySeconds } = object;
  return {
    spec: {
      replicas,
      selector,
      ...(minReadySeconds !== 0 && { minReadySeconds }),
      ...(object.kind === "Deployment" && deploymentFields(object)),
    },
    ...(Object.keys(meta.labels).length > 0 && { labels: meta.labels }),
  };
}

const deploymentFields = (deployment: Extract<ClusterObject, { kind: "Deployment" }>): object => ({
  strategy:
    deployment.strategy.type === "Recreate"
      ? deployment.strategy
      : {
          type: "RollingUpdate",
          rollingUpdate: {
            maxUnavailable: amountOf(deployment.strategy.maxUnavailable),
            maxSurge: amountOf(deployment.strategy.maxSurge),
          },
        },
  revisionHistoryLimit: deployment.revisionHistoryLimit,
  progressDeadlineSeconds: deployment.progressDeadlineSeconds,
  ...(deployment.paused && { paused: true }),
});

const amountOf = (amount: IntOrPercent): number | string => ("percent" in amount ? `${amount.percent}%` : amount.count);
