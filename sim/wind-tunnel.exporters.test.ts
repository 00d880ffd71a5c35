import { expect, test } from "vitest";
import { bodyOf, samplesOf } from "../fixtures/endpoints.ts";
import { hpaOf } from "../fixtures/hpa.ts";
import {
  applying,
  deploymentOf,
  hpaObject,
  modelOf,
  nodesOf,
  podOf,
  rateOf,
  scenarioOf,
  serviceOf,
} from "../fixtures/wind-tunnel.ts";
import type { ApplicationMetric } from "./exporters/application/declaration.ts";
import { millicores, plus, seconds } from "./units.ts";
import { createWindTunnel, type WindTunnel } from "./wind-tunnel.ts";

/** Values of a server's families at an instant, by name and labels. */
function valuesAt(tunnel: WindTunnel, second: number): (name: string) => number | undefined {
  tunnel.advanceTo(plus(startOf, seconds(second)));
  const samples = samplesOf(bodyOf(tunnel.servers.kubeStateMetrics, "/metrics"));
  return (name) => samples.get(name)?.value;
}

const { start: startOf } = scenarioOf();

/** Two minutes of a load on Deployment, Service and HPA `web`. */
const loaded = (rate: number): WindTunnel =>
  createWindTunnel(
    scenarioOf({
      objects: [deploymentOf({ replicas: 1 }), serviceOf(), hpaObject(hpaOf({ maxReplicas: 20 }))],
      loads: [rateOf(rate)],
    }),
  );

const web = 'deployment="web",namespace="default"';
const hpa = 'horizontalpodautoscaler="web",namespace="default"';

test.for([
  [5, 1],
  [60, 7],
])(
  "at %d requests per second kube-state-metrics tells of %d replicas, as the HPA and its target have them",
  ([rate = 0, replicas]) => {
    const tunnel = loaded(rate);
    const value = valuesAt(tunnel, 300);
    const [autoscaler] = tunnel.autoscalers();
    expect(value(`kube_deployment_spec_replicas{${web}}`)).toBe(replicas);
    expect(value(`kube_deployment_status_replicas_ready{${web}}`)).toBe(replicas);
    expect(value(`kube_horizontalpodautoscaler_status_desired_replicas{${hpa}}`)).toBe(
      autoscaler?.status.desiredReplicas,
    );
  },
);

test("a pod goes from no container through a waiting to a running one, and tells when it will be killed", () => {
  const scenario = scenarioOf({
    objects: [podOf({ name: "alone" })],
    workloads: [modelOf({ name: "alone", lifecycle: { startDelay: seconds(5), stopAfter: seconds(20) } })],
    actions: [
      { name: "stop", at: seconds(30), kind: "delete", target: { kind: "Pod", namespace: "default", name: "alone" } },
    ],
    cluster: { nodes: [nodesOf({ count: 1 })] },
  });
  const tunnel = createWindTunnel(scenario);
  const linesAt = (second: number): readonly string[] => {
    tunnel.advanceTo(plus(scenario.start, seconds(second)));
    return (
      bodyOf(tunnel.servers.kubeStateMetrics, "/metrics?resources=pods")
        .match(
          /^kube_pod_(container_status_(waiting_reason|running)|deletion_timestamp|container_state_started)\{.*$/gm,
        )
        ?.map((line) => line.replace(/namespace="default",pod="alone",uid="[0-9a-f-]{36}",?/, "")) ?? []
    );
  };
  expect(linesAt(2)).toEqual([
    'kube_pod_container_status_running{container="app"} 0',
    'kube_pod_container_status_waiting_reason{container="app",reason="ContainerCreating"} 1',
  ]);
  expect(linesAt(10)).toEqual([
    'kube_pod_container_state_started{container="app"} 9.46684805e+08',
    'kube_pod_container_status_running{container="app"} 1',
  ]);
  expect(linesAt(40)).toEqual([
    'kube_pod_container_state_started{container="app"} 9.46684805e+08',
    'kube_pod_container_status_running{container="app"} 1',
    "kube_pod_deletion_timestamp{} 9.4668486e+08",
  ]);
  expect(linesAt(51)).toEqual([]);
});

test("a pod without a node is unschedulable and has no container status", () => {
  const scenario = scenarioOf({
    objects: [podOf({ name: "large", requests: { cpu: 900 } })],
    cluster: { nodes: [nodesOf({ count: 1, cpu: millicores(800) })] },
  });
  const tunnel = createWindTunnel(scenario);
  tunnel.advanceTo(plus(scenario.start, seconds(5)));
  const body = bodyOf(tunnel.servers.kubeStateMetrics, "/metrics?resources=pods");
  expect(body).toMatch(/^kube_pod_status_unschedulable\{.*pod="large".*\} 1$/m);
  expect(body).not.toMatch(/^kube_pod_container_status/m);
});

test.for([
  ["1.34", {}, false],
  ["1.34", { DeploymentReplicaSetTerminatingReplicas: true }, true],
  ["1.35", {}, true],
] as const)("Kubernetes %s with the gates %j counts terminating replicas: %s", ([kubernetes, featureGates, counts]) => {
  const tunnel = createWindTunnel(scenarioOf({ cluster: { kubernetes, featureGates } }));
  const value = valuesAt(tunnel, 30);
  expect(value(`kube_deployment_status_terminating_replicas{${web}}`)).toBe(counts ? 0 : undefined);
});

test.for([
  [5, 50],
  [60, 600],
])("at %d requests per second node_exporter tells of %d millicores for them", ([rate = 0, expected = 0]) => {
  const scenario = scenarioOf({
    objects: [deploymentOf({ replicas: 7 }), serviceOf()],
    loads: [rateOf(rate)],
    cluster: { nodes: [nodesOf({ count: 1 })] },
  });
  const tunnel = createWindTunnel(scenario);
  const busySeconds = (second: number): number => {
    tunnel.advanceTo(plus(scenario.start, seconds(second)));
    const samples = samplesOf(bodyOf(tunnel.servers.nodeExporter("node-1"), "/metrics"));
    const cores = [0, 1, 2, 3].flatMap((cpu) =>
      ["user", "system"].map((mode) => samples.get(`node_cpu_seconds_total{cpu="${cpu}",mode="${mode}"}`)?.value ?? 0),
    );
    return cores.reduce((sum, value) => sum + value, 0);
  };
  const before = busySeconds(120);
  const rateMillicores = ((busySeconds(240) - before) / 120) * 1000;
  // The system beside the pods takes 60, and seven pods idle at 5 each.
  expect(Math.abs(rateMillicores - 60 - 35 - expected)).toBeLessThan(1);
});

test("there is no node_exporter where there is no node", () => {
  expect(createWindTunnel(scenarioOf()).servers.nodeExporter("node-9")).toBeUndefined();
});

const ownMetrics: readonly ApplicationMetric[] = [
  { kind: "counter", name: "http_requests_total", help: "", labels: {}, perRequest: 1 },
  { kind: "gauge", of: "in-flight", name: "in_flight", help: "", labels: {} },
];

/** What a pod says of itself at an instant; undefined when nobody answers. */
function ownValue(tunnel: WindTunnel, pod: string, name: string): number | undefined {
  const handler = tunnel.servers.application("default", pod);
  return handler && samplesOf(bodyOf(handler, "/metrics")).get(name)?.value;
}

test.for([10, 40])("a pod counts the requests that it answers, %d a second", (rate) => {
  const scenario = scenarioOf({
    objects: [podOf({ name: "alone" }), serviceOf("alone")],
    workloads: [{ ...modelOf({ name: "alone" }), metrics: ownMetrics }],
    loads: [rateOf(rate, { service: "alone", from: 60 })],
  });
  const tunnel = createWindTunnel(scenario);
  const countAt = (second: number): number | undefined => {
    tunnel.advanceTo(plus(scenario.start, seconds(second)));
    return ownValue(tunnel, "alone", "http_requests_total");
  };
  // Its containers start at 3 s.
  expect([0, 10, 60, 90, 120].map(countAt)).toEqual([undefined, 0, 0, 30 * rate, 60 * rate]);
});

test("counters begin at 0 with another pod of the same name", () => {
  const stop = { kind: "Pod", namespace: "default", name: "alone" };
  const scenario = scenarioOf({
    objects: [podOf({ name: "alone" }), serviceOf("alone")],
    workloads: [{ ...modelOf({ name: "alone" }), metrics: ownMetrics }],
    loads: [rateOf(10, { service: "alone" })],
    actions: [{ name: "stop", at: seconds(60), kind: "delete", target: stop }, applying(65, podOf({ name: "alone" }))],
  });
  const tunnel = createWindTunnel(scenario);
  const countAt = (second: number): number | undefined => {
    tunnel.advanceTo(plus(scenario.start, seconds(second)));
    return ownValue(tunnel, "alone", "http_requests_total");
  };
  // Ready 5 s after it was created.
  expect([60, 64, 69, 80].map(countAt)).toEqual([550, undefined, 0, 100]);
});

test("a pod whose workload declares nothing has no page of its own", () => {
  const tunnel = createWindTunnel(scenarioOf({ objects: [podOf({ name: "alone" })] }));
  tunnel.advanceTo(plus(startOf, seconds(30)));
  expect(tunnel.servers.application("default", "alone")).toBeUndefined();
});

test("what a pod cannot answer waits in it", () => {
  const scenario = scenarioOf({
    objects: [podOf({ name: "alone", limits: { cpu: 105 } }), serviceOf("alone")],
    workloads: [
      {
        ...modelOf({ name: "alone" }),
        metrics: [...ownMetrics, { kind: "gauge", of: "queue-length", name: "queue", help: "", labels: {} }],
      },
    ],
    loads: [rateOf(30, { service: "alone", from: 60 })],
  });
  const tunnel = createWindTunnel(scenario);
  tunnel.advanceTo(plus(scenario.start, seconds(160)));
  // Of 30 a second it answers 10, one at a time.
  expect(ownValue(tunnel, "alone", "queue")).toBeCloseTo(2000, 0);
  expect(ownValue(tunnel, "alone", "in_flight")).toBeCloseTo(2001, 0);
});

test("the API server counts the pods that an HPA made", () => {
  const tunnel = loaded(60);
  tunnel.advanceTo(plus(startOf, seconds(300)));
  const counts = samplesOf(bodyOf(tunnel.servers.apiserver, "/metrics"));
  expect(counts.get('apiserver_storage_objects{resource="pods"}')?.value).toBe(7);
  expect(counts.get('apiserver_storage_objects{resource="horizontalpodautoscalers.autoscaling"}')?.value).toBe(1);
  expect(bodyOf(tunnel.servers.etcd, "/metrics")).toContain("etcd_server_has_leader 1\n");
});
