import { expect, test } from "vitest";
import { externalMetric, type HpaRun, hpaOf, scaleOf, startRun, utilization, whole } from "../../fixtures/hpa.ts";
import { printFamilies } from "../exposition-format/print.ts";
import { invariant } from "../invariant.ts";
import { seconds } from "../units.ts";
import { kubernetesVersion } from "../version.ts";

/** Lines of `/metrics` that hold a text, as a release prints them. */
function linesOf({ monitor }: HpaRun, text: string, release = "1.36"): readonly string[] {
  const version = kubernetesVersion(release);
  invariant(version !== undefined, "the release is modelled");
  return printFamilies(monitor.families(version))
    .split("\n")
    .filter((line) => line.includes(text));
}

test("passes are counted by what they did and what went wrong", () => {
  const run = startRun();
  run.controller.apply(hpaOf({ metrics: [utilization(20)] }));
  run.pass(15);
  run.pass(30);
  run.cluster.errors.set("resourceMetrics", "boom");
  run.pass(30);
  run.cluster.errors.set("getScale", "boom");
  run.pass(15);
  expect(linesOf(run, "reconciliations_total{")).toEqual([
    'horizontal_pod_autoscaler_controller_reconciliations_total{action="none",error="internal"} 3',
    'horizontal_pod_autoscaler_controller_reconciliations_total{action="none",error="none"} 1',
    'horizontal_pod_autoscaler_controller_reconciliations_total{action="scale_up",error="none"} 2',
  ]);
});

test("a target with a bad API version is the spec's fault", () => {
  const run = startRun();
  const hpa = hpaOf();
  run.controller.apply({
    ...hpa,
    spec: { ...hpa.spec, scaleTargetRef: { apiVersion: "a/b/c", kind: "Deployment", name: "web" } },
  });
  run.pass(15);
  expect(linesOf(run, "reconciliations_total{")).toEqual([
    'horizontal_pod_autoscaler_controller_reconciliations_total{action="none",error="spec"} 1',
  ]);
});

// The first pass has no status yet, so that a proposal is up from 0 replicas.
test("metrics are counted by type, and their direction is that against the status of the pass before", () => {
  const run = startRun();
  run.controller.apply(hpaOf({ metrics: [utilization(50), externalMetric("queue", whole("10"))] }));
  run.pass(30);
  expect(linesOf(run, "metric_computation_total{")).toEqual([
    'horizontal_pod_autoscaler_controller_metric_computation_total{action="none",error="internal",metric_type="External"} 2',
    'horizontal_pod_autoscaler_controller_metric_computation_total{action="none",error="none",metric_type="Resource"} 1',
    'horizontal_pod_autoscaler_controller_metric_computation_total{action="scale_up",error="none",metric_type="Resource"} 1',
  ]);
});

test("a slow call shows in both histograms", () => {
  const run = startRun();
  run.cluster.delays.set("resourceMetrics", seconds(0.3));
  run.controller.apply(hpaOf());
  run.pass(16);
  const of = (name: string, labels: string): readonly string[] =>
    linesOf(run, `${name}_bucket{`)
      .filter((line) => /le="(0\.256|0\.512|\+Inf)"/.test(line))
      .map((line) => line.replace(`horizontal_pod_autoscaler_controller_${name}_bucket{${labels},`, ""));
  const expected = ['le="0.256"} 0', 'le="0.512"} 1', 'le="+Inf"} 1'];
  expect(of("reconciliation_duration_seconds", 'action="none",error="none"')).toEqual(expected);
  const [first] = linesOf(run, "metric_computation_duration_seconds_sum");
  expect(first?.split(" ").at(-1)).toBe("0.3");
});

test("HPAs are counted while they are there; what was desired of one stays", () => {
  const run = startRun();
  run.controller.apply(hpaOf());
  run.cluster.scales.set("api", { ...scaleOf(0), selector: "app=api" });
  run.controller.apply(hpaOf({ name: "api" }));
  run.pass(15);
  run.controller.remove({ namespace: "default", name: "api" });
  expect([...linesOf(run, "num_horizontal_pod_autoscalers "), ...linesOf(run, "desired_replicas{")]).toEqual([
    "# HELP horizontal_pod_autoscaler_controller_num_horizontal_pod_autoscalers [ALPHA] Current number of controlled HPA objects.",
    "# TYPE horizontal_pod_autoscaler_controller_num_horizontal_pod_autoscalers gauge",
    "horizontal_pod_autoscaler_controller_num_horizontal_pod_autoscalers 1",
    'horizontal_pod_autoscaler_controller_desired_replicas{hpa_name="api",namespace="default"} 0',
    'horizontal_pod_autoscaler_controller_desired_replicas{hpa_name="web",namespace="default"} 3',
  ]);
});

test.for([
  ["1.26", []],
  ["1.27", ["ALPHA reconciliations_total"]],
  ["1.35", ["ALPHA desired_replicas", "ALPHA num_horizontal_pod_autoscalers", "ALPHA reconciliations_total"]],
  ["1.36", ["ALPHA desired_replicas", "ALPHA num_horizontal_pod_autoscalers", "BETA reconciliations_total"]],
] as const)("%s has the metrics of its time", ([release, metrics]) => {
  const run = startRun();
  run.controller.apply(hpaOf());
  run.pass(15);
  const help = linesOf(run, "# HELP", release)
    .map((line) => /controller_(\S+) \[(\w+)\]/.exec(line))
    .map((match) => `${match?.[2]} ${match?.[1]}`)
    .filter((line) => !/duration|metric_computation/.test(line));
  expect(help).toEqual(metrics);
});

// Known as kubernetes issue 96242: with one worker every HPA waits for all the others.
test.for([
  ["1.25", 240],
  ["1.26", 48],
] as const)("%s: 800 HPAs whose metrics take 300 ms are each synced every %d s", ([kubernetes, period]) => {
  const run = startRun({ kubernetes });
  run.cluster.delays.set("resourceMetrics", seconds(0.3));
  for (let index = 0; index < 800; index++) {
    const name = `hpa-${index}`;
    // Pods of its own, or the HPAs would be in each other's way.
    run.cluster.scales.set(name, { ...scaleOf(3), selector: `app=${name}` });
    run.controller.apply(hpaOf({ name }));
  }
  run.pass(2 * period + 15);
  const starts = run.cluster.calls.flatMap((call) =>
    call.endsWith("getScale hpa-0") ? [Number.parseFloat(call)] : [],
  );
  expect(starts.slice(0, 2)).toEqual([15, 15 + period]);
});
