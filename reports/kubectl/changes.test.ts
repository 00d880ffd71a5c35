import { expect, test } from "vitest";
import type { MetricSpec } from "../../sim/kubernetes/autoscaling.ts";
import { seconds, simTime } from "../../sim/units.ts";
import { kubernetesVersion } from "../../sim/version.ts";
import type { ShownAutoscaler } from "./autoscaler.ts";
import { type KubectlChanges, kubectlChanges, kubectlOf } from "./changes.table.ts";
import { describeHpa } from "./describe-hpa.ts";
import { getHpa } from "./get-hpa.ts";

const now = simTime(Date.UTC(2026, 0, 15, 10) * 1000);

const cpu: MetricSpec = {
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
};
const objectAverage: MetricSpec = {
  type: "Object",
  object: {
    describedObject: { kind: "Ingress", name: "front" },
    metric: { name: "rps" },
    target: { type: "AverageValue", averageValue: "10" },
  },
};

function web(metric: MetricSpec = cpu, more: Partial<ShownAutoscaler["meta"]> = {}): ShownAutoscaler {
  const meta = {
    name: "web",
    namespace: "default",
    labels: {},
    annotations: {},
    creationTimestamp: simTime(now - seconds(135)),
  };
  return {
    meta: { ...meta, ...more },
    spec: {
      scaleTargetRef: { kind: "Deployment", name: "web" },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [metric],
      behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
    },
    currentReplicas: 4,
    desiredReplicas: 4,
    currentMetrics: [
      metric.type === "Object"
        ? { type: "Object", averageValue: "7500m" }
        : { type: "Resource", averageValue: "300m", averageUtilization: 120 },
    ],
    conditions: [],
  };
}

function kubectl(kubernetes: string): KubectlChanges {
  const version = kubernetesVersion(kubernetes);
  if (!version) throw new Error(`kubewind models ${kubernetes}`);
  return kubectlOf(version);
}

const rowOf = (kubernetes: string, autoscaler: ShownAutoscaler): string =>
  getHpa([autoscaler], now, kubectl(kubernetes)).split("\n")[1] ?? "";
const cell = (kubernetes: string, autoscaler: ShownAutoscaler, column: number): string =>
  rowOf(kubernetes, autoscaler).split(/ {2,}/)[column] ?? "";
const description = (kubernetes: string, autoscaler: ShownAutoscaler): readonly string[] =>
  describeHpa({ autoscaler, events: [], now, kubectl: kubectl(kubernetes) }).split("\n");
const linesWith = (kubernetes: string, autoscaler: ShownAutoscaler, part: string): readonly string[] =>
  description(kubernetes, autoscaler)
    .filter((line) => line.includes(part))
    .map((line) => line.trim().replace(/ {2,}/g, "  "));

/** What one entry of the table decides, made visible, and what is seen: at first, and since each change. */
type Scene = { readonly look: (kubernetes: string) => unknown; readonly seen: readonly unknown[] };

const scenes: Readonly<Record<keyof KubectlChanges, Scene>> = {
  age: { look: (kubernetes) => cell(kubernetes, web(), 6), seen: ["2m", "2m15s"] },
  columnWidthMin: {
    look: (kubernetes) => rowOf(kubernetes, web()).indexOf("Deployment/web"),
    seen: [10, 7],
  },
  noResourcesText: {
    look: (kubernetes) => kubectl(kubernetes).noResourcesText("shop"),
    seen: ["No resources found.", "No resources found in shop namespace."],
  },
  resourceTargets: { look: (kubernetes) => cell(kubernetes, web(), 2), seen: ["120%/60%", "cpu: 120%/60%"] },
  objectTargets: { look: (kubernetes) => cell(kubernetes, web(objectAverage), 2), seen: ["0/0", "7500m/10 (avg)"] },
  objectMetrics: {
    look: (kubernetes) => linesWith(kubernetes, web(objectAverage), "rps"),
    seen: [['"rps" on Ingress/front:  0 / 0'], ['"rps" on Ingress/front (target average value):  7500m / 10']],
  },
  behavior: {
    look: (kubernetes) => linesWith(kubernetes, web(), "Stabilization"),
    seen: [[], ["Stabilization Window: 60 seconds"]],
  },
  annotations: {
    look: (kubernetes) => linesWith(kubernetes, web(cpu, { annotations: { note: "y".repeat(150) } }), "yy"),
    seen: [[`Annotations:  note=${"y".repeat(150)}`], [`${"y".repeat(138)}...`]],
  },
  lastApplied: {
    look: (kubernetes) =>
      linesWith(
        kubernetes,
        web(cpu, { annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}\n" } }),
        "Annotations:",
      ),
    seen: [["Annotations:  kubectl.kubernetes.io/last-applied-configuration: {}"], ["Annotations:  <none>"]],
  },
};

test.each(Object.keys(scenes) as (keyof KubectlChanges)[])(
  "%s shows from the release on that the table names",
  (entry) => {
    const { look, seen } = scenes[entry];
    const minors = kubectlChanges[entry].changes.map(({ since }) => Number(since.split(".")[1]));
    expect([`1.${minors[0]! - 1}`, ...minors.map((minor) => `1.${minor}`)].map(look)).toEqual(seen);
  },
);

test("1.11 cuts an annotation at 200 bytes", () => {
  const [line = ""] = linesWith("1.11", web(cpu, { annotations: { note: "y".repeat(300) } }), "yy");
  expect(line).toBe(`Annotations:  note=${"y".repeat(195)}...`);
});
