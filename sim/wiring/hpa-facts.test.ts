import { expect, test } from "vitest";
import { hpaOf } from "../../fixtures/hpa.ts";
import {
  applying,
  deploymentOf,
  hpaObject,
  linesOf,
  modelOf,
  rateOf,
  type ScenarioSettings,
  scenarioOf,
  serviceOf,
} from "../../fixtures/wind-tunnel.ts";
import type { Run } from "../run.ts";
import { millicores, seconds } from "../units.ts";
import { runScenario } from "../wind-tunnel.ts";

/** Pods that idle at 4.5m of their 200m, so that readings stay the same; without load the HPA changes nothing. */
const atRest: ScenarioSettings = { workloads: [modelOf({ app: { idleCpu: millicores(4.5) } })] };

const play = (settings: ScenarioSettings): Run => runScenario(scenarioOf({ ...atRest, ...settings }));

const ofHpa = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.includes(" hpa/web "));

test("tells a status, a condition and a decision once, however many passes find the same", () => {
  const passes: string[] = [];
  const run = runScenario(scenarioOf({ ...atRest, minutes: 5 }), { onPass: (hpa) => passes.push(hpa.name) });
  const lines = ofHpa(linesOf(run, "hpa-status", "condition", "decision"));
  expect(lines.filter((line) => Number.parseFloat(line) > 30)).toEqual([
    "60 hpa/web 1 -> 1 cpu 2% (5m)/50%",
    "60 hpa/web AbleToScale=True ReadyForNewScale",
    "60 hpa/web ScalingActive=True ValidMetricFound",
    "60 hpa/web ScalingLimited=False DesiredWithinRange",
    "60 hpa/web no change: 1 replicas",
  ]);
  expect(passes).toHaveLength(20);
});

test("tells of the deletion, and of an HPA of the same name everything anew", () => {
  const remove = {
    name: "delete",
    at: seconds(100),
    kind: "delete",
    target: { kind: "HorizontalPodAutoscaler", namespace: "default", name: "web" },
  } as const;
  const run = play({ minutes: 4, actions: [remove, applying(130, hpaObject())] });
  const lines = ofHpa(linesOf(run, "hpa-status", "condition", "decision", "applied", "deleted"));
  expect(lines.filter((line) => Number.parseFloat(line) >= 100)).toEqual([
    "100 hpa/web deleted",
    "130 hpa/web created",
    "145 hpa/web 1 -> 1 cpu 2% (5m)/50%",
    "145 hpa/web AbleToScale=True ReadyForNewScale",
    "145 hpa/web ScalingActive=True ValidMetricFound",
    "145 hpa/web ScalingLimited=False DesiredWithinRange",
    "145 hpa/web no change: 1 replicas",
  ]);
});

test("a decision counts pods, as their names change with the seed; a ratio is the current value by its target", () => {
  const run = play({ loads: [rateOf(39.55)], minutes: 1.5 });
  const decisions = run.trace.facts.flatMap((fact) => (fact.kind === "decision" ? [fact.decision] : []));
  expect(decisions.at(-1)).toEqual({
    currentReplicas: 4,
    metrics: [
      {
        name: "cpu",
        target: "50%",
        kind: "proposal",
        current: "200% (401m)",
        usageRatio: 4,
        filledUsageRatio: 1,
        rule: "filled-ratio-within-tolerance",
        replicas: 4,
        pods: { ready: 1, unready: 0, missing: 3, ignored: 0 },
      },
    ],
    path: {
      proposed: 4,
      stabilized: 4,
      stabilization: "ReadyForNewScale",
      heldBy: undefined,
      limited: 4,
      limiter: "DesiredWithinRange",
    },
    outcome: "no change: 4 replicas",
  });
  const statuses = run.trace.facts.flatMap((fact) => (fact.kind === "hpa-status" ? [fact] : []));
  expect(statuses.at(-1)?.metrics).toEqual([{ name: "cpu", current: "56% (112m)", target: "50%", ratio: 1.12 }]);
});

test("a reading that cannot be made has no current value and no ratio", () => {
  const run = play({ objects: [deploymentOf({ requests: {} }), serviceOf(), hpaObject(hpaOf())], minutes: 2 });
  const statuses = run.trace.facts.flatMap((fact) => (fact.kind === "hpa-status" ? [fact.metrics] : []));
  expect(statuses.at(-1)).toEqual([{ name: "cpu", current: "", target: "50%", ratio: undefined }]);
});
