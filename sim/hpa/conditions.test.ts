import { expect, test } from "vitest";
import { start } from "../../fixtures/hpa.ts";
import type { Condition } from "../kubernetes/autoscaling.ts";
import { plus, type SimTime, seconds } from "../units.ts";
import { type ConditionsDraft, draftConditions } from "./conditions.ts";

const now = plus(start, seconds(30));
const draft = (before: readonly Condition[]): ConditionsDraft => draftConditions(before, () => now);

const able: Condition = {
  type: "AbleToScale",
  status: "True",
  lastTransitionTime: start,
  reason: "ReadyForNewScale",
  message: "recommended size matches current size",
};
const active: Condition = {
  type: "ScalingActive",
  status: "True",
  lastTransitionTime: start,
  reason: "ValidMetricFound",
  message: "it works",
};

test("a new condition goes to the end, with this instant", () => {
  const conditions = draft([able]);
  conditions.set("ScalingActive", "True", { reason: "ValidMetricFound", message: "it works" });
  expect(conditions.finish()).toEqual([able, { ...active, lastTransitionTime: now }]);
});

test("reason and message are replaced without a transition, the status with one", () => {
  const conditions = draft([able, active]);
  conditions.set("AbleToScale", "True", { reason: "SucceededGetScale", message: "got it" });
  conditions.set("ScalingActive", "False", { reason: "FailedGetPodsMetric", message: "no" });
  expect(conditions.finish()).toEqual([
    { ...able, reason: "SucceededGetScale", message: "got it" },
    { ...active, status: "False", lastTransitionTime: now, reason: "FailedGetPodsMetric", message: "no" },
  ]);
});

test("a status that turns and turns back within a pass is a transition", () => {
  const conditions = draft([able]);
  conditions.set("AbleToScale", "False", able);
  conditions.set("AbleToScale", "True", able);
  expect(conditions.finish()).toEqual([{ ...able, lastTransitionTime: now }]);
});

test("a condition that is removed is gone, and comes back at the end", () => {
  const conditions = draft([able, active]);
  conditions.remove("AbleToScale");
  conditions.remove("ScaledToZero");
  expect(conditions.finish()).toEqual([active]);
  conditions.set("AbleToScale", "True", able);
  expect(conditions.finish()).toEqual([active, { ...able, lastTransitionTime: now }]);
});

test("the list that it began with is handed back unless something differs", () => {
  const before = [able, active];
  const conditions = draft(before);
  conditions.set("AbleToScale", "True", { reason: "SucceededGetScale", message: "got it" });
  conditions.set("AbleToScale", "True", able);
  expect(conditions.finish()).toBe(before);
});

test.for(["reason", "message"] as const)("a different %s is a difference", (member) => {
  const before = [able];
  const conditions = draft(before);
  conditions.set("AbleToScale", "True", { ...able, [member]: "other" });
  expect(conditions.finish()).toEqual([{ ...able, [member]: "other" }]);
});

test("the draft never touches the list that it began with", () => {
  const before: readonly Condition[] = Object.freeze([Object.freeze({ ...able })]);
  const conditions = draft(before);
  conditions.set("AbleToScale", "False", { reason: "FailedGetScale", message: "no" });
  conditions.set("ScalingLimited", "False", { reason: "DesiredWithinRange", message: "yes" });
  expect(before).toEqual([able]);
});

test("a condition is true when it is there and says so", () => {
  const conditions = draft([able, { ...active, status: "Unknown" }]);
  expect([
    conditions.isTrue("AbleToScale"),
    conditions.isTrue("ScalingActive"),
    conditions.isTrue("ScaledToZero"),
  ]).toEqual([true, false, false]);
});

test("the clock is asked at each change, as calls may have taken their time", () => {
  let clock: SimTime = start;
  const conditions = draftConditions([], () => clock);
  conditions.set("AbleToScale", "True", able);
  clock = now;
  conditions.set("ScalingActive", "True", active);
  expect(conditions.finish()).toEqual([able, { ...active, lastTransitionTime: now }]);
});
