import { expect, test } from "vitest";
import { maxInt32 } from "../int64.ts";
import { plus, type SimTime, seconds, simTime } from "../units.ts";
import { isComplete, isProgressing, isTimedOut, withCondition, withFreshCondition } from "./deployment-conditions.ts";
import type { DeploymentCondition, DeploymentStatus } from "./records.ts";
import { deployment } from "./story.fixture.ts";

const at = (second: number): SimTime => simTime(seconds(second));

const status = (counts: Partial<DeploymentStatus>): DeploymentStatus => ({
  observedGeneration: 1,
  replicas: 0,
  updatedReplicas: 0,
  readyReplicas: 0,
  availableReplicas: 0,
  unavailableReplicas: 0,
  terminatingReplicas: 0,
  collisionCount: 0,
  conditions: [],
  ...counts,
});

// Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util_test.go TestDeploymentComplete.
test.each([
  { name: "min but not all pods become available", counts: [5, 5, 5, 4], expected: false },
  { name: "min availability is not honored", counts: [5, 5, 5, 3], expected: false },
  { name: "complete", counts: [5, 5, 5, 5], expected: true },
  { name: "all pods are available but not updated", counts: [5, 5, 4, 5], expected: false },
  { name: "still running old pods", counts: [1, 2, 1, 1], expected: false },
  { name: "one replica deployment never comes up", counts: [1, 1, 1, 0], expected: false },
])(
  "judges a rollout: $name",
  ({ counts: [desired = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0], expected }) => {
    const spec = deployment({ replicas: desired });
    expect(isComplete(spec, 1, status({ replicas, updatedReplicas, availableReplicas }))).toBe(expected);
  },
);

test("does not take a rollout for complete whose spec the status has not seen", () => {
  const counts = { replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
  expect(isComplete(deployment({ replicas: 3 }), 2, status(counts))).toBe(false);
});

// Source: the same file, TestDeploymentProgressing; replicas, updated, ready, available.
test.each([
  { name: "updated pods", before: [10, 4, 4, 4], now: [10, 6, 4, 4], expected: true },
  { name: "nothing", before: [10, 4, 4, 4], now: [10, 4, 4, 4], expected: false },
  { name: "old pods removed", before: [10, 4, 6, 6], now: [8, 4, 6, 6], expected: true },
  { name: "less new pods", before: [10, 7, 3, 3], now: [10, 6, 3, 3], expected: false },
  { name: "less overall but more new pods", before: [10, 4, 7, 7], now: [8, 8, 5, 5], expected: true },
  { name: "more ready pods", before: [10, 10, 9, 8], now: [10, 10, 10, 8], expected: true },
  { name: "more available pods", before: [10, 10, 10, 9], now: [10, 10, 10, 10], expected: true },
])("sees progress: $name", ({ before, now, expected }) => {
  const counts = ([replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0]: readonly number[]) =>
    status({ replicas, updatedReplicas, readyReplicas, availableReplicas });
  expect(isProgressing(counts(before), counts(now))).toBe(expected);
});

const progressing = (reason: string, updated: SimTime): DeploymentCondition => ({
  type: "Progressing",
  status: "True",
  reason,
  message: "",
  lastUpdateTime: updated,
  lastTransitionTime: updated,
});

// Source: the same file, TestDeploymentTimedOut, and one for the case that it has already timed out.
test.each([
  { deadline: maxInt32, reason: "", from: 69, now: 80, expected: false },
  { deadline: 10, reason: "", from: 69, now: 80, expected: true },
  { deadline: 10, reason: "", from: 70, now: 80, expected: false },
  { deadline: 10, reason: "", from: 71, now: 80, expected: false },
  { deadline: 10, reason: "NewReplicaSetAvailable", from: 0, now: 80, expected: false },
  { deadline: 10, reason: "ProgressDeadlineExceeded", from: 80, now: 80, expected: true },
])(
  "times out $deadline s after the last progress at $from s: $expected at $now s",
  ({ deadline, reason, from, now, expected }) => {
    const spec = deployment({ progressDeadlineSeconds: deadline });
    expect(isTimedOut(spec, [progressing(reason, at(from))], at(now))).toBe(expected);
  },
);

test("keeps a condition with the same status and reason, text and times included", () => {
  const old = [progressing("ReplicaSetUpdated", at(5))];
  const news = { type: "Progressing", status: "True", reason: "ReplicaSetUpdated", message: "more" } as const;
  expect(withCondition(old, news, at(9))).toBe(old);
});

test("moves the time of the last transition with the status alone", () => {
  const old = [progressing("ReplicaSetUpdated", at(5))];
  const now = plus(at(9), seconds(0.25));
  const available = { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", message: "done" } as const;
  expect(withCondition(old, available, now)).toEqual([
    { ...available, lastUpdateTime: at(9), lastTransitionTime: at(5) },
  ]);
  const failed = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "late" } as const;
  expect(withCondition(old, failed, now)).toEqual([{ ...failed, lastUpdateTime: at(9), lastTransitionTime: at(9) }]);
});

test("notes new progress though status and reason are the same", () => {
  const news = { type: "Progressing", status: "True", reason: "ReplicaSetUpdated", message: "more" } as const;
  const fresh = withFreshCondition([progressing("ReplicaSetUpdated", at(5))], news, at(9));
  expect(fresh).toEqual([{ ...news, lastUpdateTime: at(9), lastTransitionTime: at(5) }]);
});
