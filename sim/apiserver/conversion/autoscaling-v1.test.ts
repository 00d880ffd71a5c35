import { expect, test } from "vitest";
import { admitted, causesOf } from "../manifests.fixture.ts";

type Fields = Readonly<Record<string, unknown>>;

const version1 = (spec: Fields, annotations: Readonly<Record<string, string>> = {}): Fields => ({
  apiVersion: "autoscaling/v1",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web", annotations },
  spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, maxReplicas: 5, ...spec },
});

const hpaOf = (manifest: Fields): unknown => admitted("HorizontalPodAutoscaler", manifest).hpa;

const cpu = (averageUtilization: number): Fields => ({
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization } },
});

test("the CPU target of autoscaling/v1 becomes a metric", () => {
  expect(hpaOf(version1({ targetCPUUtilizationPercentage: 70 }, { team: "shop" }))).toEqual({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web", namespace: "default", annotations: { team: "shop" } },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [cpu(70)],
    },
  });
});

test("without any target it is 80 %", () => {
  expect(hpaOf(version1({}))).toMatchObject({ spec: { metrics: [cpu(80)] } });
});

test("metrics and behavior come from annotations, which are gone then, and the CPU target stands last", () => {
  const metrics = [
    { type: "Pods", pods: { metricName: "requests", targetAverageValue: "100" } },
    { type: "External", external: { metricName: "queue", targetValue: "0.5" } },
  ];
  const behavior = {
    scaleUp: { policies: [{ type: "Pods", value: 4, periodSeconds: 60 }], tolerance: "0.05" },
    scaleDown: { selectPolicy: "Disabled", policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] },
  };
  const manifest = version1(
    { targetCPUUtilizationPercentage: 70 },
    {
      "autoscaling.alpha.kubernetes.io/metrics": JSON.stringify(metrics),
      "autoscaling.alpha.kubernetes.io/behavior": JSON.stringify(behavior),
    },
  );
  expect(hpaOf(manifest)).toEqual({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web", namespace: "default" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [
        { type: "Pods", pods: { metric: { name: "requests" }, target: { type: "AverageValue", averageValue: "100" } } },
        { type: "External", external: { metric: { name: "queue" }, target: { type: "Value", value: "500m" } } },
        cpu(70),
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: "Max",
          policies: [{ type: "Pods", value: 4, periodSeconds: 60 }],
          tolerance: "50m",
        },
        scaleDown: { selectPolicy: "Disabled", policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] },
      },
    },
  });
});

test("a behavior in an annotation is validated without the defaults", () => {
  const behavior = JSON.stringify({ scaleDown: { stabilizationWindowSeconds: 60 } });
  expect(causesOf(version1({}, { "autoscaling.alpha.kubernetes.io/behavior": behavior }))).toEqual([
    "spec.behavior.scaleDown.policies: Required value: must specify at least one Policy",
  ]);
});
