import { expect, test } from "vitest";
import { parse } from "yaml";
import { minutes, seconds } from "../../sim/units.ts";
import { controllerManagerArguments, kindConfig } from "./cluster-config.ts";

test("a plain cluster has one node, and its API server is reached from this machine alone", () => {
  expect(kindConfig({})).toBe(`kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking:
  apiServerAddress: 127.0.0.1
nodes:
  - role: control-plane
`);
});

test("NodePorts lead from 127.0.0.1 to the control plane; workers and feature gates are as ordered", () => {
  const order = {
    workers: 2,
    featureGates: { HPAConfigurableTolerance: true },
    nodePorts: [{ nodePort: 30080, hostPort: 41000 }],
  };
  expect(parse(kindConfig(order))).toEqual({
    kind: "Cluster",
    apiVersion: "kind.x-k8s.io/v1alpha4",
    networking: { apiServerAddress: "127.0.0.1" },
    featureGates: { HPAConfigurableTolerance: true },
    nodes: [
      {
        role: "control-plane",
        extraPortMappings: [{ containerPort: 30080, hostPort: 41000, listenAddress: "127.0.0.1", protocol: "TCP" }],
      },
      { role: "worker" },
      { role: "worker" },
    ],
  });
});

test("flags of the controller manager have their upstream names, and durations as Go writes them", () => {
  const flags = {
    syncPeriod: seconds(10),
    downscaleStabilization: minutes(2),
    tolerance: 0.05,
    cpuInitializationPeriod: seconds(90),
    initialReadinessDelay: seconds(0.5),
    concurrentSyncs: 1,
  };
  expect(controllerManagerArguments(flags)).toEqual([
    { name: "horizontal-pod-autoscaler-sync-period", value: "10s" },
    { name: "horizontal-pod-autoscaler-downscale-stabilization", value: "2m0s" },
    { name: "horizontal-pod-autoscaler-tolerance", value: "0.05" },
    { name: "horizontal-pod-autoscaler-cpu-initialization-period", value: "1m30s" },
    { name: "horizontal-pod-autoscaler-initial-readiness-delay", value: "500ms" },
    { name: "concurrent-horizontal-pod-autoscaler-syncs", value: "1" },
  ]);
});

test("each version of kubeadm's config has a patch of its own shape, with texts for values", () => {
  const { kubeadmConfigPatches } = parse(kindConfig({ controllerManager: { tolerance: 0.2 } }));
  const name = "horizontal-pod-autoscaler-tolerance";
  const patch = (version: string, extraArgs: unknown): object => ({
    apiVersion: `kubeadm.k8s.io/${version}`,
    kind: "ClusterConfiguration",
    controllerManager: { extraArgs },
  });
  expect(kubeadmConfigPatches.map((text: string) => parse(text))).toEqual([
    patch("v1beta2", { [name]: "0.2" }),
    patch("v1beta3", { [name]: "0.2" }),
    patch("v1beta4", [{ name, value: "0.2" }]),
  ]);
});
