import { expect, test } from "vitest";
import { admitted, cpuMetric, horizontalPodAutoscaler } from "../manifests.fixture.ts";

const specOf = (...given: Parameters<typeof horizontalPodAutoscaler>): unknown =>
  admitted("HorizontalPodAutoscaler", horizontalPodAutoscaler(...given)).hpa.spec;

const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };

test("an HPA without metrics aims at 80 % of the requested CPU, with one replica at least", () => {
  expect(specOf()).toEqual({
    scaleTargetRef,
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
  });
});

test("a behavior that is given is completed, in both directions", () => {
  expect(specOf({ behavior: { scaleDown: { stabilizationWindowSeconds: 60, selectPolicy: "Min" } } })).toMatchObject({
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: "Max",
        policies: [
          { type: "Pods", value: 4, periodSeconds: 15 },
          { type: "Percent", value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 60,
        selectPolicy: "Min",
        policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
      },
    },
  });
});

test("scaleDown has no window of its own by default: that of the controller counts", () => {
  const { behavior } = admitted("HorizontalPodAutoscaler", horizontalPodAutoscaler({ behavior: {} })).hpa.spec;
  expect(behavior?.scaleDown).toEqual({
    selectPolicy: "Max",
    policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
  });
});

test("a tolerance is kept in canonical form, and dropped where its gate is off", () => {
  const manifest = horizontalPodAutoscaler({ behavior: { scaleUp: { tolerance: "0.3" } } });
  const off = { featureGates: { HPAConfigurableTolerance: false } };
  const toleranceOf = (options?: Parameters<typeof admitted>[2]): unknown =>
    admitted("HorizontalPodAutoscaler", manifest, options).hpa.spec.behavior?.scaleUp?.tolerance;
  expect(toleranceOf()).toBe("300m");
  expect(toleranceOf(off)).toBeUndefined();
  expect(toleranceOf({ ...off, version: "1.37" })).toBe("300m");
});

test.each([
  ["0.5", "500m"],
  [0.5, "500m"],
  [2, "2"],
  ["1000m", "1"],
  ["1024Mi", "1Gi"],
  ["1.500", "1.500"],
  ["1.5", "1500m"],
  ["100k", "100k"],
  ["0.1u", "100n"],
])("an averageValue of %j is stored as %j", (averageValue, stored) => {
  const target = { type: "AverageValue", averageValue };
  expect(specOf({ metrics: [cpuMetric(target)] })).toMatchObject({
    metrics: [{ resource: { target: { averageValue: stored } } }],
  });
});
