import { expect, test } from "vitest";
import { behavioursFor, externalMetric, hpaOf, objectMetric, share, utilization, whole } from "../../fixtures/hpa.ts";
import type { HorizontalPodAutoscaler, HPAScalingRules } from "../kubernetes/autoscaling.ts";
import { minutes, seconds } from "../units.ts";
import { planHpa } from "./plan.ts";

const behaviours = behavioursFor({});

test("what the API leaves out counts as the controller itself reads it", () => {
  const hpa: HorizontalPodAutoscaler = {
    metadata: { name: "web" },
    spec: { scaleTargetRef: { kind: "Deployment", name: "front" }, maxReplicas: 5 },
  };
  expect(planHpa(hpa, behaviours)).toEqual({
    name: { namespace: "default", name: "web" },
    generation: 0,
    target: {
      namespace: "default",
      reference: { kind: "Deployment", name: "front" },
      hpa: { namespace: "default", name: "web" },
    },
    minReplicas: 1,
    maxReplicas: 5,
    metrics: [],
    behavior: undefined,
    tolerances: { scaleDown: 0.1, scaleUp: 0.1 },
    hasObjectOrExternalMetric: false,
    alteredReadings: [],
  });
});

test("an Object or External metric is one that can be read without pods", () => {
  const has = (...metrics: readonly ReturnType<typeof utilization>[]): boolean =>
    planHpa(hpaOf({ metrics }), behaviours).hasObjectOrExternalMetric;
  expect([
    has(utilization(50)),
    has(utilization(50), objectMetric("qps", whole("1"))),
    has(externalMetric("qps", share("1"))),
  ]).toEqual([false, true, true]);
});

const rules = (scaleUp: HPAScalingRules, scaleDown: HPAScalingRules = {}): ReturnType<typeof planHpa>["behavior"] =>
  planHpa(hpaOf({ behavior: { scaleUp, scaleDown } }), behaviours).behavior;

test("a window of scaleDown that is absent is the controller's flag, in whole seconds", () => {
  const windows = (flag: ReturnType<typeof seconds>): readonly unknown[] => {
    const { behavior } = planHpa(hpaOf({ behavior: {} }), behavioursFor({ flags: { downscaleStabilization: flag } }));
    return [behavior?.scaleUp.stabilizationWindow, behavior?.scaleDown.stabilizationWindow];
  };
  expect([windows(minutes(5)), windows(seconds(90.7))]).toEqual([
    [0, minutes(5)],
    [0, seconds(90)],
  ]);
  const given = rules({ stabilizationWindowSeconds: 30 }, { stabilizationWindowSeconds: 0 });
  expect([given?.scaleUp.stabilizationWindow, given?.scaleDown.stabilizationWindow]).toEqual([seconds(30), 0]);
});

test("the longest period of the policies is how long an event counts", () => {
  const policies = [30, 600, 60].map((periodSeconds) => ({ type: "Pods", value: 1, periodSeconds }));
  expect(rules({ policies })).toEqual({
    scaleUp: { stabilizationWindow: 0, selectPolicy: "Max", policies, longestPeriod: seconds(600) },
    scaleDown: { stabilizationWindow: minutes(5), selectPolicy: "Max", policies: [], longestPeriod: 0 },
  });
});

test.for([
  ["Max", "Max"],
  ["Min", "Min"],
  ["Disabled", "Disabled"],
  [undefined, "Max"],
] as const)("selectPolicy %s is %s", ([selectPolicy, expected]) => {
  expect(rules(selectPolicy === undefined ? {} : { selectPolicy })?.scaleUp.selectPolicy).toBe(expected);
});

test("a tolerance of one direction takes the place of the flag in that direction alone", () => {
  const tolerances = (scaleUp?: string, scaleDown?: string): unknown =>
    planHpa(
      hpaOf({
        behavior: {
          scaleUp: scaleUp === undefined ? {} : { tolerance: scaleUp },
          scaleDown: scaleDown === undefined ? {} : { tolerance: scaleDown },
        },
      }),
      behavioursFor({ flags: { tolerance: 0.2 } }),
    ).tolerances;
  expect([tolerances("50m"), tolerances(undefined, "0"), tolerances("1", "300m")]).toEqual([
    { scaleDown: 0.2, scaleUp: 0.05 },
    { scaleDown: 0, scaleUp: 0.2 },
    { scaleDown: 0.3, scaleUp: 1 },
  ]);
});

test("a tolerance is converted as upstream does, which tells 0.3 from 300m", () => {
  const { tolerances } = planHpa(hpaOf({ behavior: { scaleUp: { tolerance: "0.3" } } }), behaviours);
  expect(tolerances.scaleUp).toBe(0.30000000000000004);
});
