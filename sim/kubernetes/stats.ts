/**
 * What the kubelet knows of one running container, as the wire carries it.
 *
 * Numbers have the precision of the exposition format: a time in whole milliseconds, CPU as the float64 quotient of whole
 * nanoseconds and 1e9, memory in whole bytes.
 */
export type ContainerStats = {
  readonly container: string;
  /** Creation of the container: seconds since the epoch, float64. */
  readonly startTimeSeconds: number;
  /** When the numbers were taken: milliseconds since the epoch. Two scrapes may well see the same. */
  readonly timestampMilliseconds: number;
  /** CPU consumed since creation, in core-nanoseconds; whole. */
  readonly cpuNanoseconds: number;
  /** The same in core-seconds, as printed. */
  readonly cpuSeconds: number;
  /** CPU rate between this sample and the one before, in nanocores; whole; undefined for the first sample. */
  readonly cpuNanocores: number | undefined;
  readonly workingSetBytes: number;
  /** Time in which CPU was withheld at the limit, in nanoseconds since creation; whole. */
  readonly throttledNanoseconds: number;
};

/** One pod on a node, its running containers in the order of its spec. */
export type PodStats = {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly containers: readonly ContainerStats[];
};

/** The node's root control group. */
export type NodeStats = {
  readonly name: string;
  readonly startTimeSeconds: number;
  readonly timestampMilliseconds: number;
  readonly cpuNanoseconds: number;
  readonly cpuSeconds: number;
  readonly workingSetBytes: number;
};

/** Everything that one scrape of a kubelet says. */
export type KubeletStats = { readonly node: NodeStats; readonly pods: readonly PodStats[] };
