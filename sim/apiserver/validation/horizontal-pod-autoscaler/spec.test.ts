import { expect, test } from "vitest";
import { admitted, causesOf, cpuMetric, horizontalPodAutoscaler } from "../../manifests.fixture.ts";

const scaleToZero = "must specify at least one Object or External metric to support scaling to zero replicas";

test.each([
  [
    "fewer at most than at least",
    { minReplicas: 11 },
    ["spec.maxReplicas: Invalid value: 10: must be greater than or equal to `minReplicas`"],
  ],
  [
    "a target without a name",
    { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment" } },
    ["spec.scaleTargetRef.name: Required value"],
  ],
  [
    "a type of metric that does not exist",
    { metrics: [{ type: "CPU" }] },
    [
      'spec.metrics[0].type: Unsupported value: "CPU": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
    ],
  ],
  [
    "a metric that does not say what it measures",
    { metrics: [{ type: "Resource" }] },
    ["spec.metrics[0].resource: Required value: must populate information for the given metric source"],
  ],
  [
    "a target without a number",
    { metrics: [cpuMetric({ type: "Utilization" })] },
    [
      "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization",
    ],
  ],
  [
    "two targets of one metric",
    { metrics: [cpuMetric({ type: "Utilization", averageUtilization: 0, averageValue: "1" })] },
    [
      "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0",
      "spec.metrics[0].resource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization",
    ],
  ],
  [
    "a target without a type",
    { metrics: [cpuMetric({ averageUtilization: 60 })] },
    [
      "spec.metrics[0].resource.target.type: Required value: must specify a metric target type",
      'spec.metrics[0].resource.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue',
    ],
  ],
  [
    "behavior out of bounds",
    {
      behavior: {
        scaleUp: { policies: [] },
        scaleDown: {
          stabilizationWindowSeconds: 3601,
          policies: [{ type: "Pods", value: 0, periodSeconds: 1801 }],
          selectPolicy: "Average",
        },
      },
    },
    [
      "spec.behavior.scaleUp.policies: Required value: must specify at least one Policy",
      "spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600",
      'spec.behavior.scaleDown.selectPolicy: Unsupported value: "Average": supported values: "Disabled", "Max", "Min"',
      "spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero",
      "spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800",
    ],
  ],
  [
    "a negative tolerance",
    { behavior: { scaleUp: { tolerance: "-0.1" } } },
    ['spec.behavior.scaleUp.tolerance: Invalid value: "-100m": must be greater than or equal to 0'],
  ],
])("an HPA is refused for %s", (_why, spec, causes) => {
  expect(causesOf(horizontalPodAutoscaler(spec))).toEqual(causes);
});

test("1.36 and 1.37 say differently that maxReplicas is missing", () => {
  const manifest = horizontalPodAutoscaler({ maxReplicas: undefined });
  expect(causesOf(manifest, { version: "1.36" })).toEqual([
    "spec.maxReplicas: Required value: must be set and greater than 0",
    "spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`",
  ]);
  expect(causesOf(manifest, { version: "1.37" })).toEqual([
    "spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`",
    "spec.maxReplicas: Required value",
  ]);
});

test("scaling to zero takes the gate and a metric from outside the pods", () => {
  const queue = { metric: { name: "queue" }, target: { type: "AverageValue", averageValue: "30" } };
  const outside = horizontalPodAutoscaler({ minReplicas: 0, metrics: [{ type: "External", external: queue }] });
  const inside = horizontalPodAutoscaler({ minReplicas: 0 });
  const gate = (isOn: boolean): { readonly featureGates: Readonly<Record<string, boolean>> } => ({
    featureGates: { HPAScaleToZero: isOn },
  });
  const tooFew = "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1";
  expect(causesOf(outside)).toEqual([tooFew]);
  expect(causesOf(outside, { version: "1.37", ...gate(false) })).toEqual([tooFew]);
  expect(causesOf(inside, gate(true))).toEqual([`spec.metrics: Forbidden: ${scaleToZero}`]);
  expect(admitted("HorizontalPodAutoscaler", outside, gate(true)).hpa.spec.minReplicas).toBe(0);
  expect(admitted("HorizontalPodAutoscaler", outside, { version: "1.37" }).hpa.spec.minReplicas).toBe(0);
});
