/**
 * What no source says about a node, and the wind tunnel assumes.
 *
 * Besides: working set, usage and RSS of memory are the same (no page cache); nobody is killed for want of memory; no disk is read or
 * written, and no swap used; the kernel keeps no pressure stall information; a pod's sandbox uses nothing.
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

/** CPU of the kubelet's own service, which is a part of that: 20 millicores, in core-nanoseconds per second. */
export const kubeletNanocores = 20_000_000;

/** Memory of the same: 128Mi. */
export const kubeletMemoryBytes = 134_217_728;

/** The network card of every machine, and that of every pod. */
export const networkInterface = "eth0";

/**
 * What goes over a pod's network for each request that it answers, and over the node's: a small GET and a small page, on a
 * connection of their own. Nothing else does: pods ask nobody, and scrapes and probes are too few to count.
 */
export const requestTraffic = {
  received: { bytes: 500, packets: 5 },
  transmitted: { bytes: 1000, packets: 5 },
} as const;

/** The image of every pod's sandbox. Source: containerd v2.1.4, its default */
export const sandboxImage = "registry.k8s.io/pause:3.10";

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
