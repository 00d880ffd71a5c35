import { expect, test } from "vitest";
import { averageUsage, containerUtilization, defaultScaleDown, hpaOf, utilization } from "../../fixtures/hpa.ts";
import {
  deploymentOf,
  hpaObject,
  linesOf,
  modelOf,
  replicasOf,
  scenarioOf,
  serviceOf,
} from "../../fixtures/wind-tunnel.ts";
import { behavioursOf, type HpaBehaviours } from "../hpa/behaviours.ts";
import type { ClusterObject } from "../kubernetes/workload.ts";
import type { Run } from "../run.ts";
import { millicores } from "../units.ts";
import { kubernetesVersion } from "../version.ts";
import { runScenario } from "../wind-tunnel.ts";
import type { Finding } from "./finding.ts";
import { lint } from "./lint.ts";
import { noMonitoring } from "./monitoring/monitoring.ts";

function behavioursIn(version: string): HpaBehaviours {
  const resolved = behavioursOf({ kubernetes: kubernetesVersion(version)! });
  if (!resolved.ok) throw new Error(resolved.error);
  return resolved.behaviours;
}

const findings = (objects: readonly ClusterObject[], version = "1.36"): readonly Finding[] =>
  lint(objects, {
    ...{ kubernetes: kubernetesVersion(version)!, behaviours: behavioursIn(version), monitoring: noMonitoring },
  });

const found = (objects: readonly ClusterObject[], version?: string): readonly string[] =>
  findings(objects, version).map(({ rule, object, field }) => `${rule}: ${object.kind} ${object.name} ${field}`);

/** What a run makes of the objects, whose pods would use 400m, four times the target, if they could. */
function play(objects: readonly ClusterObject[], version = "1.36"): Run {
  const models = objects.flatMap(({ kind, meta: { name } }) =>
    kind === "Deployment" ? [modelOf({ name, app: { idleCpu: millicores(400) } })] : [],
  );
  return runScenario(
    scenarioOf({ cluster: { kubernetes: version }, minutes: 6, objects: [...objects, serviceOf()], workloads: models }),
  );
}

const web = deploymentOf({ replicasDefaulted: true });
const limited = (milli: number): ClusterObject => deploymentOf({ replicasDefaulted: true, limits: { cpu: milli } });

test("nothing is said of an HPA that can do its work", () => {
  expect(findings([web, hpaObject()])).toEqual([]);
  // Of two of a name the later one is what the cluster has.
  expect(findings([web, hpaObject(), limited(2000)])).toEqual([]);
});

test("a sidecar without a request stops the HPA, and is found", () => {
  const objects = [deploymentOf({ replicasDefaulted: true, sidecars: { proxy: {} } }), hpaObject()];
  expect(findings(objects)).toEqual([
    {
      rule: "missing-request",
      severity: "error",
      object: { kind: "Deployment", namespace: "default", name: "web" },
      field: "spec.template.spec.containers[1].resources.requests",
      cause:
        "HPA web wants 50 % of the cpu that pods request, but: missing request for cpu in container proxy of Pod web-…. It will say ScalingActive=False FailedGetResourceMetric, and not scale by this metric",
      fix: "Give container proxy a request for cpu, or go by one container with a metric of type ContainerResource, or use averageValue.",
    },
  ]);
  const run = play(objects);
  expect(linesOf(run, "condition").join("\n")).toContain("hpa/web ScalingActive=False FailedGetResourceMetric");
  expect(Object.values(replicasOf(run))).toEqual([1]);
});

test("going by one container, the sidecar needs no request", () => {
  const metrics = [containerUtilization("app", 50)];
  const objects = [deploymentOf({ replicasDefaulted: true, sidecars: { proxy: {} } }), hpaObject(hpaOf({ metrics }))];
  expect(findings(objects)).toEqual([]);
});

test("a container that the pods do not have is found where the HPA names it", () => {
  const objects = [web, hpaObject(hpaOf({ metrics: [containerUtilization("nginx", 50)] }))];
  expect(found(objects)).toEqual([
    "unknown-container: HorizontalPodAutoscaler web spec.metrics[0].containerResource.container",
  ]);
  expect(linesOf(play(objects), "condition").join("\n")).toContain("FailedGetContainerResourceMetric");
});

test("a target that is not there is found; one of a kind that nobody knows is left alone", () => {
  const custom = { kind: "Rollout", name: "web", apiVersion: "argoproj.io/v1alpha1" };
  const hpa = hpaOf({ name: "custom" });
  const objects = [hpaObject(), hpaObject({ ...hpa, spec: { ...hpa.spec, scaleTargetRef: custom } })];
  expect(found(objects)).toEqual(["missing-target: HorizontalPodAutoscaler web spec.scaleTargetRef.name"]);
  expect(linesOf(play([hpaObject()]), "condition").join("\n")).toContain("AbleToScale=False FailedGetScale");
});

test("two HPAs over the same pods are found, and stop each other since 1.26", () => {
  const objects = [web, hpaObject(), hpaObject(hpaOf({ name: "second", deployment: "web" }))];
  expect(found(objects)).toEqual(["shared-pods: HorizontalPodAutoscaler second spec.scaleTargetRef.name"]);
  const [old, since] = ["1.25", "1.26"].map((version) => ({
    cause: findings(objects, version)[0]?.cause,
    conditions: linesOf(play(objects, version), "condition").join("\n"),
  }));
  expect(since?.cause).toBe("HPA web scales the same pods: both stop with ScalingActive=False AmbiguousSelector");
  expect(since?.conditions).toContain("ScalingActive=False AmbiguousSelector");
  expect(old?.cause).toContain("each undoes what the other did");
  expect(old?.conditions).not.toContain("AmbiguousSelector");
});

test("a selector that takes in the pods of another workload is found", () => {
  const canary = deploymentOf({ name: "canary" });
  const other = { ...canary, template: { ...canary.template, labels: { app: "web", track: "canary" } } };
  expect(found([web, other, hpaObject()])).toEqual(["foreign-pods: Deployment web spec.selector"]);
  expect(found([web, canary, hpaObject()])).toEqual([]);
});

test.each([
  // 1.1 × 50 % of 200m is 110m: a limit there holds usage back, and one above it does not.
  { limit: 110, isFound: true, replicas: [1] },
  { limit: 120, isFound: false, replicas: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
])("a limit of $limit m under a target of 100m", ({ limit, isFound, replicas }) => {
  const objects = [limited(limit), hpaObject()];
  expect(found(objects)).toEqual(
    isFound ? ["unreachable-target: HorizontalPodAutoscaler web spec.metrics[0].resource"] : [],
  );
  const seen = Object.values(replicasOf(play(objects)));
  if (isFound) expect(seen).toEqual(replicas);
  else expect(seen.length).toBeGreaterThan(1);
});

test("a smaller tolerance of its own can bring a target into reach", () => {
  const behavior = { scaleUp: { tolerance: "0.05" } };
  expect(found([limited(110), hpaObject(hpaOf({ behavior }))])).toEqual([]);
});

test("an HPA without room is a warning, and so are replicas that two decide about", () => {
  const objects = [deploymentOf({ replicas: 3 }), hpaObject(hpaOf({ minReplicas: 3, maxReplicas: 3 }))];
  expect(findings(objects).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    "warning fixed-replicas",
    "warning replicas-in-manifest",
  ]);
});

test("memory is judged as CPU is", () => {
  const objects = [
    deploymentOf({ replicasDefaulted: true, requests: { memory: 1000 }, limits: { memory: 1000 } }),
    hpaObject(hpaOf({ metrics: [utilization(95, "memory")] })),
  ];
  expect(findings(objects).map(({ cause }) => cause)).toEqual([
    "the limits let pods use at most 100 % of their request for memory, where the kernel kills them; a scale-up needs more than 104.5 % (the target of 95 % and the tolerance of 10 %)",
  ]);
});

test.each([
  // 1.1 × 100m is 110m, and a little more than 109m is measured as that.
  { limit: 109, isFound: true },
  { limit: 110, isFound: false },
])("a limit of $limit m under an amount of 100m as target", ({ limit, isFound }) => {
  const objects = [limited(limit), hpaObject(hpaOf({ metrics: [averageUsage("cpu", "100m")] }))];
  expect(findings(objects).map(({ cause }) => cause)).toEqual(
    isFound
      ? [
          "the limits let pods use at most 109m of cpu, where they are throttled; a scale-up needs more than the target of 100m and the tolerance of 10 %",
        ]
      : [],
  );
  expect(Object.values(replicasOf(play(objects))).length > 1).toBe(!isFound);
});

test.each([
  { tolerance: "1", isFound: true },
  { tolerance: "0.5", isFound: false },
])("a tolerance of $tolerance for scaling down", ({ tolerance, isFound }) => {
  const behavior = { scaleDown: { ...defaultScaleDown, tolerance, stabilizationWindowSeconds: 0 } };
  const objects = [deploymentOf({ replicas: 5, replicasDefaulted: true }), hpaObject(hpaOf({ behavior }))];
  expect(found(objects)).toEqual(
    isFound ? ["tolerance-too-wide: HorizontalPodAutoscaler web spec.behavior.scaleDown.tolerance"] : [],
  );
  const idle = scenarioOf({ minutes: 10, objects: [...objects, serviceOf()] });
  expect(Object.values(replicasOf(runScenario(idle))).at(-1)).toBe(isFound ? 5 : 1);
});
