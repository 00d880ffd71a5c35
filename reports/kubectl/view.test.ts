import { expect, test } from "vitest";
import { applying, hpaObject, scenarioOf } from "../../fixtures/wind-tunnel.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { plus, type SimTime, seconds } from "../../sim/units.ts";
import { createWindTunnel } from "../../sim/wind-tunnel.ts";
import { kubectlView } from "./view.ts";

/** What kubectl prints so many seconds after the start of a scenario without a warm-up. */
function viewAt(second: number, settings: Parameters<typeof scenarioOf>[0] = {}): string {
  const scenario: Scenario = scenarioOf(settings);
  const tunnel = createWindTunnel(scenario);
  const at: SimTime = plus(scenario.start, seconds(second));
  tunnel.advanceTo(at);
  const autoscalers = tunnel.autoscalers();
  return kubectlView({ run: tunnel.finish(), at, autoscalers });
}

const normal = (text: string): readonly string[] => text.split("\n").map((line) => line.trim().replace(/ {2,}/g, "  "));

test("an HPA that no controller has touched has no current values, conditions or events", () => {
  expect(normal(viewAt(1))).toMatchInlineSnapshot(`
    [
      "# 00:00:01.000, Kubernetes 1.36.3",
      "",
      "$ kubectl get hpa",
      "NAME  REFERENCE  TARGETS  MINPODS  MAXPODS  REPLICAS  AGE",
      "web  Deployment/web  cpu: <unknown>/50%  1  10  0  1s",
      "",
      "$ kubectl describe hpa web",
      "Name:  web",
      "Namespace:  default",
      "Labels:  <none>",
      "Annotations:  <none>",
      "CreationTimestamp:  Sat, 01 Jan 2000 00:00:00 +0000",
      "Reference:  Deployment/web",
      "Metrics:  ( current / target )",
      "resource cpu on pods  (as a percentage of request):  <unknown> / 50%",
      "Min replicas:  1",
      "Max replicas:  10",
      "Deployment pods:  0 current / 0 desired",
      "Events:  <none>",
      "",
    ]
  `);
});

test("later it shows what the controller wrote, and the events as the cluster stored them", () => {
  expect(normal(viewAt(300))).toMatchInlineSnapshot(`
    [
      "# 00:05:00.000, Kubernetes 1.36.3",
      "",
      "$ kubectl get hpa",
      "NAME  REFERENCE  TARGETS  MINPODS  MAXPODS  REPLICAS  AGE",
      "web  Deployment/web  cpu: 2%/50%  1  10  1  5m",
      "",
      "$ kubectl describe hpa web",
      "Name:  web",
      "Namespace:  default",
      "Labels:  <none>",
      "Annotations:  <none>",
      "CreationTimestamp:  Sat, 01 Jan 2000 00:00:00 +0000",
      "Reference:  Deployment/web",
      "Metrics:  ( current / target )",
      "resource cpu on pods  (as a percentage of request):  2% (5m) / 50%",
      "Min replicas:  1",
      "Max replicas:  10",
      "Deployment pods:  1 current / 1 desired",
      "Conditions:",
      "Type  Status  Reason  Message",
      "----  ------  ------  -------",
      "AbleToScale  True  ReadyForNewScale  recommended size matches current size",
      "ScalingActive  True  ValidMetricFound  the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)",
      "ScalingLimited  False  DesiredWithinRange  the desired count is within the acceptable range",
      "Events:",
      "Type  Reason  Age  From  Message",
      "----  ------  ----  ----  -------",
      "Warning  FailedGetResourceMetric  4m45s  horizontal-pod-autoscaler  failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
      "Warning  FailedComputeMetricsReplicas  4m45s  horizontal-pod-autoscaler  invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
      "Warning  FailedGetResourceMetric  4m15s (x2 over 4m30s)  horizontal-pod-autoscaler  failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)",
      "Warning  FailedComputeMetricsReplicas  4m15s (x2 over 4m30s)  horizontal-pod-autoscaler  invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)",
      "",
    ]
  `);
});

test("an HPA that came anew under its old name has none of the old one's events", () => {
  const target = { kind: "HorizontalPodAutoscaler", namespace: "default", name: "web" };
  const actions = [{ name: "gone", at: seconds(100), kind: "delete", target } as const, applying(110, hpaObject())];
  const text = viewAt(111, { actions });
  expect(text).toMatch(/\nEvents: +<none>\n$/);
  expect(text).toContain(" 1s\n");
});

test("without an HPA there is nothing to list", () => {
  expect(viewAt(60, { objects: [] })).toBe(
    "# 00:01:00.000, Kubernetes 1.36.3\n\n$ kubectl get hpa\nNo resources found in default namespace.\n",
  );
});
