import { toFloat64 } from "../int64.ts";
import { hash32 } from "../kernel/random.ts";
import type { ContainerSpec } from "../kubernetes/pod.ts";
import { log, pow } from "../math.ts";
import type { KubeletPod } from "./ports.ts";

/** Limits of a control group as cAdvisor reads them from its files. 0 stands for none. */
export type GroupSpec = {
  readonly cpuShares: number;
  readonly cpuPeriod: number;
  readonly cpuQuota: number;
  readonly memoryLimitBytes: number;
};

/** The node's root has no such files; its memory limit is the machine's. */
export const rootGroupSpec = (memoryBytes: number): GroupSpec => ({
  cpuShares: 0,
  cpuPeriod: 0,
  cpuQuota: 0,
  memoryLimitBytes: memoryBytes,
});

/** A service of systemd has its default weight, 100, and no limits. */
export const serviceGroupSpec: GroupSpec = {
  cpuShares: sharesOfWeight(100),
  cpuPeriod: 100_000,
  cpuQuota: 0,
  memoryLimitBytes: 0,
};

/** Source: kubernetes v1.36.3 pkg/kubelet/kuberuntime/kuberuntime_container_linux.go calculateLinuxResources */
export const containerGroupSpec = (container: ContainerSpec): GroupSpec =>
  groupSpec(milli(container, "requests", "cpu"), milli(container, "limits", "cpu"), memoryLimitOfContainer(container));

/**
 * The limits of a pod hold only where each of its containers has one. Pod-level resources are not looked at.
 *
 * Source: kubernetes v1.36.3 pkg/kubelet/cm/helpers_linux.go ResourceConfigForPod
 */
export function podGroupSpec({ containers }: Pick<KubeletPod, "containers">): GroupSpec {
  const requests = containers.map((container) => milli(container, "requests", "cpu") ?? 0);
  const limits = containers.map((container) => milli(container, "limits", "cpu"));
  return groupSpec(
    total(requests),
    limits.every(isGiven) ? total(limits) : undefined,
    memoryLimitOfPod({ containers }),
  );
}

/** Bytes; undefined when the container has no limit. */
export function memoryLimitOfContainer(container: ContainerSpec): number | undefined {
  const limit = milli(container, "limits", "memory");
  return limit === undefined ? undefined : Math.ceil(limit / 1000);
}

/** Bytes; undefined when one of its containers has no limit. */
export function memoryLimitOfPod({ containers }: Pick<KubeletPod, "containers">): number | undefined {
  const limits = containers.map(memoryLimitOfContainer);
  return limits.every(isGiven) ? total(limits) : undefined;
}

/** The amount in milli-units; undefined when there is none, or none to speak of. */
function milli(container: ContainerSpec, side: "requests" | "limits", resource: string): number | undefined {
  const amount = toFloat64(container[side].get(resource) ?? 0);
  return amount === 0 ? undefined : amount;
}

const isGiven = (amount: number | undefined): amount is number => amount !== undefined;

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Quota in microseconds of CPU per period of 100 ms, at least 1 ms. Source: kubernetes v1.36.3 pkg/kubelet/cm/helpers_linux.go */
function groupSpec(
  requestMilli: number | undefined,
  limitMilli: number | undefined,
  memory: number | undefined,
): GroupSpec {
  return {
    cpuShares: sharesAsRead(requestMilli ?? limitMilli ?? 0),
    cpuPeriod: 100_000,
    cpuQuota: limitMilli === undefined ? 0 : Math.max(1000, Math.trunc(limitMilli) * 100),
    memoryLimitBytes: memory ?? 0,
  };
}

/**
 * CPU shares go into the control group as a weight, and come out of it by another formula: 100m are 102 shares, weight 17 and
 * read as 421.
 *
 * Source: kubernetes v1.36.3 pkg/kubelet/cm/helpers_linux.go MilliCPUToShares; opencontainers/cgroups v0.0.6
 * ConvertCPUSharesToCgroupV2Value; google/cadvisor v0.56.2 container/common/helpers.go convertCPUWeightToCPULimit
 */
function sharesAsRead(requestMilli: number): number {
  const shares = Math.min(262_144, Math.max(2, Math.trunc((Math.trunc(requestMilli) * 1024) / 1000)));
  return sharesOfWeight(weightOf(shares));
}

function sharesOfWeight(weight: number): number {
  return 2 + Math.trunc(((weight - 1) * 262_142) / 9999);
}

function weightOf(shares: number): number {
  if (shares <= 2) return 1;
  if (shares >= 262_144) return 10_000;
  const logarithm = log(shares) / log(2);
  const exponent = (logarithm * logarithm + 125 * logarithm) / 612 - 7 / 34;
  return Math.ceil(pow(10, exponent));
}

/** The path of the pod's control group under systemd's cgroup driver. */
export function podGroupPath(pod: KubeletPod): string {
  const uid = pod.uid.replace(/-/g, "_");
  const qos = qosClass(pod);
  if (qos === "guaranteed") return `/kubepods.slice/kubepods-pod${uid}.slice`;
  return `/kubepods.slice/kubepods-${qos}.slice/kubepods-${qos}-pod${uid}.slice`;
}

/** Source: kubernetes v1.36.3 pkg/apis/core/v1/helper/qos/qos.go */
function qosClass({ containers }: KubeletPod): "guaranteed" | "burstable" | "besteffort" {
  const resources = ["cpu", "memory"] as const;
  const asksForNothing = (container: ContainerSpec): boolean =>
    resources.every(
      (resource) =>
        milli(container, "requests", resource) === undefined && milli(container, "limits", resource) === undefined,
    );
  if (containers.every(asksForNothing)) return "besteffort";
  const isBound = (container: ContainerSpec): boolean =>
    resources.every((resource) => {
      const limit = milli(container, "limits", resource);
      return limit !== undefined && (milli(container, "requests", resource) ?? limit) === limit;
    });
  return containers.every(isBound) ? "guaranteed" : "burstable";
}

/** An identifier like those that containerd hands out, 64 hexadecimal digits, made from what names the container. */
export function containerId(pod: Pick<KubeletPod, "uid">, container: string): string {
  const name = `${pod.uid}/${container}`;
  return Array.from({ length: 8 }, (_, part) => hex32(`${part}/${name}`)).join("");
}

/** 32 hexadecimal digits that tell machines apart, such as `/etc/machine-id` has. */
export const machineId = (purpose: string, node: string): string =>
  Array.from({ length: 4 }, (_, part) => hex32(`${part}/${purpose}/${node}`)).join("");

const hex32 = (text: string): string => hash32(text).toString(16).padStart(8, "0");
