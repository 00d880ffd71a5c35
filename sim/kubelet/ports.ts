import type { RandomStream } from "../kernel/random.ts";
import type { ContainerSpec } from "../kubernetes/pod.ts";
import type { Bytes, Millicores, SimTime } from "../units.ts";

/** The machine under a kubelet. What it has beyond its allocatable is not known, and counts as nothing. */
export type KubeletNode = {
  readonly name: string;
  /** Allocatable CPU. */
  readonly cpu: Millicores;
  /** Allocatable memory. */
  readonly memory: Bytes;
  /** When the machine was booted and the kubelet began. */
  readonly startTime: SimTime;
  /** The one filesystem that is no memory. */
  readonly filesystem: KubeletFilesystem;
};

export type KubeletFilesystem = {
  readonly device: string;
  /** The disk that it lies on. */
  readonly disk: string;
  readonly sizeBytes: number;
  readonly usedBytes: number;
  readonly files: number;
  readonly filesFree: number;
};

/** A pod whose containers run: those of its spec in order, sidecars before them. */
export type KubeletPod = {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly containers: readonly ContainerSpec[];
  readonly startedAt: SimTime;
  /** When cAdvisor looked at its containers after the first time, as seen elsewhere; the looks after these are left to chance. */
  readonly seenLooks?: readonly SimTime[];
};

/** What the processes of a container, or of several, have used. */
export type Usage = {
  /** Core-nanoseconds since the start of the container; whole, never less than before. */
  readonly cpuNanoseconds: number;
  /** Whole. */
  readonly workingSetBytes: number;
  /** Time in which CPU was withheld at the limit, in nanoseconds since the start of the container; whole, never less than before. */
  readonly throttledNanoseconds: number;
  /** Requests that were answered since the start of the container; whole, never less than before. */
  readonly answeredRequests: number;
};

/** What a kubelet needs of the world. */
export type KubeletPorts = {
  readonly now: () => SimTime;
  /** The random numbers of that name; asked twice, they go on where they were. */
  readonly stream: (name: string) => RandomStream;
  /**
   * A pure function of the load's history and the instant: whoever asks, and how often.
   *
   * `at` is from the pod's start to its stop.
   */
  readonly usage: (pod: KubeletPod, container: ContainerSpec, at: SimTime) => Usage;
};
