import { expect, test } from "vitest";
import type { ContainerSpec, ResourceMilli } from "../kubernetes/pod.ts";
import { simTime } from "../units.ts";
import { containerGroupSpec, containerId, podGroupPath, podGroupSpec } from "./control-groups.ts";
import type { KubeletPod } from "./ports.ts";

const mebibyteMilli = 1_048_576_000;

type Amounts = { readonly cpu?: number; readonly mebi?: number };

const resources = ({ cpu, mebi }: Amounts): ResourceMilli =>
  new Map([
    ...(cpu === undefined ? [] : [["cpu", cpu] as const]),
    ...(mebi === undefined ? [] : [["memory", mebi * mebibyteMilli] as const]),
  ]);

const container = (name: string, requests: Amounts, limits: Amounts): ContainerSpec => ({
  name,
  image: name,
  requests: resources(requests),
  limits: resources(limits),
});

const podOf = (containers: readonly ContainerSpec[]): KubeletPod => ({
  namespace: "default",
  name: "web-1",
  uid: "0f6c5c1e-8d4b-4f43",
  containers,
  startedAt: simTime(0),
});

/**
 * Shares that cAdvisor reads for a request.
 *
 * Weights were computed by opencontainers/cgroups v0.0.6, and the rest by hand from the formulas of cAdvisor and the kubelet.
 */
test.for([
  { request: 0, shares: 2 },
  { request: 1, shares: 2 },
  { request: 10, shares: 80 },
  { request: 100, shares: 421 },
  { request: 250, shares: 893 },
  { request: 500, shares: 1522 },
  { request: 1000, shares: 2597 },
  { request: 2000, shares: 4537 },
  { request: 300_000, shares: 262_144 },
])("a request of $request millicores reads as $shares shares", ({ request, shares }) => {
  expect(containerGroupSpec(container("web", { cpu: request }, {})).cpuShares).toBe(shares);
});

test("limits become a quota of a period and a maximum of memory", () => {
  expect([
    containerGroupSpec(container("web", { cpu: 100 }, { cpu: 500, mebi: 128 })),
    containerGroupSpec(container("web", {}, { cpu: 5 })),
    containerGroupSpec(container("web", {}, {})),
  ]).toEqual([
    { cpuShares: 421, cpuPeriod: 100_000, cpuQuota: 50_000, memoryLimitBytes: 134_217_728 },
    { cpuShares: 28, cpuPeriod: 100_000, cpuQuota: 1000, memoryLimitBytes: 0 },
    { cpuShares: 2, cpuPeriod: 100_000, cpuQuota: 0, memoryLimitBytes: 0 },
  ]);
});

test("a pod has a limit if each of its containers has one", () => {
  const bound = container("web", { cpu: 100 }, { cpu: 500, mebi: 128 });
  const half = container("side", { cpu: 50 }, { cpu: 100 });
  expect([podGroupSpec(podOf([bound, bound])), podGroupSpec(podOf([bound, half]))]).toEqual([
    { cpuShares: 736, cpuPeriod: 100_000, cpuQuota: 100_000, memoryLimitBytes: 268_435_456 },
    { cpuShares: 604, cpuPeriod: 100_000, cpuQuota: 60_000, memoryLimitBytes: 0 },
  ]);
});

test.for([
  {
    what: "guaranteed",
    containers: [container("web", { cpu: 100, mebi: 1 }, { cpu: 100, mebi: 1 })],
    path: "/kubepods.slice/kubepods-pod0f6c5c1e_8d4b_4f43.slice",
  },
  {
    what: "burstable",
    containers: [container("web", { cpu: 100, mebi: 1 }, { cpu: 100, mebi: 1 }), container("side", {}, {})],
    path: "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0f6c5c1e_8d4b_4f43.slice",
  },
  {
    what: "best effort",
    containers: [container("web", {}, {})],
    path: "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod0f6c5c1e_8d4b_4f43.slice",
  },
])("a pod that is $what has its control group at $path", ({ containers, path }) => {
  expect(podGroupPath(podOf(containers))).toBe(path);
});

test("identifiers differ by pod and container, and stay", () => {
  const pod = podOf([]);
  const ids = [containerId(pod, "web"), containerId(pod, "side"), containerId({ ...pod, uid: "other" }, "web")];
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => /^[0-9a-f]{64}$/.test(id))).toBe(true);
  expect(containerId(pod, "web")).toBe(ids[0]);
});
