import type { RequestModel, Serving } from "../scenario.ts";
import type { Millicores } from "../units.ts";

/** A ready pod, as far as the load is concerned. */
export type ServingPod = {
  readonly id: string;
  /** `default/web`. */
  readonly workload: string;
  /** What leads to the pod: `Service default/web`, `Deployment default/web`. */
  readonly targets: readonly string[];
  readonly serving: Serving;
  /** The CPU limit of the serving container, or what the node has when it has none. */
  readonly cpuLimit: Millicores;
  /** CPU that the container uses without any request. */
  readonly idleCpu: Millicores;
  /** CPU time of one request, in microseconds of one core. */
  readonly requestCpuMicroseconds: number;
};

/** What one pod can do with requests. */
export type PodCapacity = {
  /** Most requests per second; Infinity when nothing bounds them. */
  readonly perSecond: number;
  /** Mean time to work on one request: its CPU time on at most one core, and its wait. */
  readonly serviceSeconds: number;
  /** Requests in work at once when the pod is busy; need not be whole. */
  readonly slots: number;
  readonly limitedBy: "cpu" | "concurrency" | "nothing";
};

/**
 * The capacity of a pod that answers requests: what the CPU left by idling, or the bound on concurrency, allows.
 *
 * A request runs on one core at a time, so on min(1 core, what is left). A pod with nothing left completes nothing.
 */
export function podCapacity(pod: Omit<ServingPod, "serving">, requests: RequestModel): PodCapacity {
  const cores = Math.max(0, pod.cpuLimit - pod.idleCpu) / 1000;
  const cpuSeconds = pod.requestCpuMicroseconds / 1e6;
  if (cpuSeconds > 0 && cores === 0) {
    return { perSecond: 0, serviceSeconds: cpuSeconds + requests.wait / 1e6, slots: 0, limitedBy: "cpu" };
  }
  const serviceSeconds = (cpuSeconds > 0 ? cpuSeconds / Math.min(1, cores) : 0) + requests.wait / 1e6;
  const byCpu = cpuSeconds > 0 ? cores / cpuSeconds : Number.POSITIVE_INFINITY;
  const byConcurrency = serviceSeconds > 0 ? requests.concurrencyMax / serviceSeconds : Number.POSITIVE_INFINITY;
  const perSecond = Math.min(byCpu, byConcurrency);
  if (perSecond === Number.POSITIVE_INFINITY) {
    return { perSecond, serviceSeconds, slots: Number.POSITIVE_INFINITY, limitedBy: "nothing" };
  }
  const isByCpu = byCpu <= byConcurrency;
  return {
    perSecond,
    serviceSeconds,
    slots: isByCpu ? byCpu * serviceSeconds : requests.concurrencyMax,
    limitedBy: isByCpu ? "cpu" : "concurrency",
  };
}
