/**
 * What no source says about a node, and the wind tunnel assumes.
 *
 * Besides: working set, usage and RSS of memory are the same (no page cache); nobody is killed for want of memory; no network,
 * disk or swap is used; the kernel keeps no pressure stall information; a pod's sandbox uses nothing.
 */

/** CPU that setting up a container takes, in core-nanoseconds: runc and the runtime's shim count toward the container's cgroup. */
export const containerSetupNanoseconds = 10_000_000;

/**
 * From the creation of a container until cAdvisor has noticed its control group and looks at it for the first time, in
 * microseconds: between these. The same goes for a pod's own control group.
 *
 * It has consequences: metrics-server takes a first sample as of the container's life only if it was taken after the start.
 */
export const noticeMicroseconds = { min: 200_000, max: 500_000 } as const;

/** CPU of everything on the node that is no pod, the kubelet and the runtime included: 60 millicores, in core-nanoseconds per second. */
export const systemNanocores = 60_000_000;

/** Memory of the same: 512Mi. */
export const systemMemoryBytes = 536_870_912;

/** Share of CPU time that is spent in user mode. The rest is the kernel's. */
export const userModeShare = 0.8;

/**
 * How long the eviction manager takes to look at the node, in microseconds: between these.
 *
 * It sleeps 10 seconds after each look, so its phase drifts.
 */
export const synchronizeMicroseconds = { min: 10_000, max: 60_000 } as const;

/** How often the scheduler gives a container its CPU quota, in microseconds: Kubernetes' default `cpuCFSQuotaPeriod`. */
export const cfsPeriodMicroseconds = 100_000;
