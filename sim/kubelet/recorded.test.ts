import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filesystem } from "../../fixtures/metrics-server/stats.ts";
import { printFamilies } from "../exposition-format/print.ts";
import { bytes, millicores, simTime } from "../units.ts";
import { cadvisorMetrics } from "./cadvisor-metrics.ts";
import { cadvisorRows } from "./cadvisor-rows.ts";
import { containerId } from "./control-groups.ts";
import type { KubeletPod } from "./ports.ts";
import { resourceMetrics } from "./resource-metrics.ts";
import { selfMetrics } from "./self-metrics.ts";
import { statsSummary } from "./stats-summary.ts";
import type { KubeletView } from "./view.ts";

// How the files were recorded: fixtures/metrics-server/README.md

const recorded = (name: string): string =>
  readFileSync(new URL(`../../fixtures/metrics-server/${name}`, import.meta.url), "utf8");

const pod: KubeletPod = {
  namespace: "default",
  name: "web-1",
  uid: "0f6c5c1e-8d4b-4f43-9d3e-1b1f0a2c3d4e",
  containers: [
    {
      name: "web",
      image: "registry.k8s.io/hpa-example:latest",
      requests: new Map([["cpu", 200]]),
      limits: new Map([
        ["cpu", 500],
        ["memory", 134_217_728_000],
      ]),
    },
  ],
  startedAt: simTime(1_700_000_001_987_654),
};

/** What a kubelet knows at an instant, with numbers that are awkward to print. */
const view: KubeletView = {
  now: simTime(1_700_000_046_000_000),
  node: {
    name: "node-1",
    cpu: millicores(3920),
    memory: bytes(8_589_934_592),
    startTime: simTime(1_699_996_400_000_000),
    filesystem,
  },
  nodeStats: {
    name: "node-1",
    startTimeSeconds: 1_699_996_400,
    timestampMilliseconds: 1_700_000_040_012,
    cpuNanoseconds: 1_234_567_890_123,
    cpuSeconds: 1234.567890123,
    workingSetBytes: 1_073_741_824,
  },
  nodeNanocores: 261_234_567,
  pods: [
    {
      pod,
      stats: {
        namespace: "default",
        name: "web-1",
        uid: pod.uid,
        containers: [
          {
            container: "web",
            startTimeSeconds: 1_700_000_001_987_654_000 / 1e9,
            timestampMilliseconds: 1_700_000_036_500,
            cpuNanoseconds: 7_000_000_001,
            cpuSeconds: 7.000000001,
            cpuNanocores: 201_000_000,
            workingSetBytes: 12_345_678,
            throttledNanoseconds: 1_500_000_000,
          },
        ],
      },
      group: {
        at: simTime(1_700_000_041_250_999),
        cpuNanoseconds: 8_123_456_789,
        workingSetBytes: 13_000_000,
        throttledNanoseconds: 1_750_000_000,
        answeredRequests: 123,
      },
      groupNanocores: undefined,
    },
  ],
  podsGroup: {
    at: simTime(1_700_000_040_012_345),
    cpuNanoseconds: 1_018_567_890_123,
    workingSetBytes: 536_870_912,
    throttledNanoseconds: 0,
    answeredRequests: 4567,
  },
  podsNanocores: 201_234_567,
};

test("prints /metrics/resource as the kubelet does", () => {
  expect(printFamilies(resourceMetrics(view))).toBe(recorded("kubelet-resource.txt"));
});

test("prints /metrics/cadvisor as the kubelet does", () => {
  const container = cadvisorRows(view).at(-1)!.labels;
  const sandbox = containerId(pod, "");
  // The file has the long identifiers once each, and not the time of the request.
  const shortened = printFamilies(cadvisorMetrics(view))
    .replaceAll(container.id!, "<container>")
    .replaceAll(container.id!.replace(/\/[^/]*$/, ""), "<pod>")
    .replaceAll(container.name!, "<id>")
    .replaceAll(sandbox, "<sandbox>")
    .replaceAll(" 1.700000046e+09 1700000046000", " <now>");
  expect(shortened).toBe(recorded("kubelet-cadvisor.txt"));
});

// As the same server prints them, with the numbers of one node, pod and container set.
test("prints what it has of /metrics as the kubelet does", () => {
  expect(printFamilies(selfMetrics(view))).toBe(`\
# HELP kubelet_node_name [ALPHA] The node's name. The count is always 1.
# TYPE kubelet_node_name gauge
kubelet_node_name{node="node-1"} 1
# HELP kubelet_running_containers [ALPHA] Number of containers currently running
# TYPE kubelet_running_containers gauge
kubelet_running_containers{container_state="running"} 1
# HELP kubelet_running_pods [ALPHA] Number of pods that have a running pod sandbox
# TYPE kubelet_running_pods gauge
kubelet_running_pods 1
`);
});

test.for([true, false])("prints /stats/summary with only_cpu_and_memory=%s as the kubelet does", (onlyCpuAndMemory) => {
  const summary = JSON.parse(recorded("kubelet-summary.jsonl"), (key, value) =>
    onlyCpuAndMemory && key === "io" ? undefined : value,
  );
  expect(JSON.stringify(statsSummary(view, { onlyCpuAndMemory }))).toBe(JSON.stringify(summary));
});
