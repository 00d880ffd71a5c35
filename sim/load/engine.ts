import type { Kernel } from "../kernel/kernel.ts";
import type { Load, RequestModel } from "../scenario.ts";
import { type Bytes, between, bytes, type Duration, plus, type SimTime, toSeconds } from "../units.ts";
import { createMember, type Member, type Place } from "./member.ts";
import { advance } from "./pool.ts";
import type { ServingSegment } from "./segment.ts";
import { podCapacity, type ServingPod } from "./serving-pod.ts";
import { createTargets, type PodModel } from "./targets.ts";
import { createUsageGroup, type UsageGroup } from "./usage.ts";

/**
 * Who gets how much load. Readings are for the present or the past, of any pod that ever joined, and cost about a search over
 * the last few segments; none changes anything.
 */
export type LoadEngine = {
  /** A ready pod begins to take requests, or its share of prescribed usage. Again, when its targets or its limit have changed. */
  readonly join: (pod: ServingPod) => void;
  /** It stops: unready, terminating or gone. What waits goes to the other pods of its pool; with the last one it is refused. */
  readonly leave: (podId: string) => void;
  /** Requests that the pod has completed by `time`; fluid, so not whole. */
  readonly served: (podId: string, time: SimTime) => number;
  /** Requests in the pod: in work and waiting. A mean; 0 while it is not ready. */
  readonly inFlight: (podId: string, time: SimTime) => number;
  /** Prescribed CPU that the pod has used by `time`, in core-microseconds, at most its limit; 0 where requests set the usage. */
  readonly usedCpu: (podId: string, time: SimTime) => number;
  /** Prescribed memory at `time`, in whole bytes; 0 where requests set the usage, and while the pod is not ready. */
  readonly usedMemory: (podId: string, time: SimTime) => Bytes;
  /** Seconds up to `time` in which the pod's CPU was what held it back. */
  readonly throttledSeconds: (podId: string, time: SimTime) => number;
  /** Requests that wait for the pods of a target, as of now: `Deployment default/worker`. */
  readonly backlog: (target: string) => number;
};

export type LoadEngineSettings = {
  readonly kernel: Kernel;
  /** The scenario's zero, from which loads and profiles count. */
  readonly zero: SimTime;
  readonly loads: readonly Load[];
  /** A segment begins now. */
  readonly emit: (segment: ServingSegment) => void;
  readonly loadEdge: (name: string, edge: "start" | "end") => void;
};

/** The load of one run. */
export function createLoadEngine(settings: LoadEngineSettings): LoadEngine {
  const { kernel, zero } = settings;
  announceEdges(settings);
  const targets = createTargets(settings);
  const groups = new Map<string, UsageGroup>();
  const members = new Map<string, Member>();
  const sinceZero = (time: SimTime): Duration => between(zero, time);

  const join = (pod: ServingPod): void => {
    if (isGroupMember(pod)) return;
    leave(pod.id);
    const member = members.get(pod.id) ?? createMember();
    members.set(pod.id, member);
    member.enter(sinceZero(kernel.now()), placeOf(pod));
  };

  /** Prescribed usage does not depend on targets: a pod that has joined stays where it is in the order. */
  const isGroupMember = ({ id, workload, cpuLimit }: ServingPod): boolean => {
    const place = members.get(id)?.place();
    return place?.kind === "group" && place.group === groups.get(workload) && place.cpu === place.group.cpu(cpuLimit);
  };

  const placeOf = (pod: ServingPod): Place => {
    const { serving, workload } = pod;
    if (serving.kind === "requests") {
      return { kind: "pool", pool: targets.join(modelOf(pod, serving.requests), pod.targets) };
    }
    const group = groups.get(workload) ?? createUsageGroup(serving.usage);
    groups.set(workload, group);
    group.join(sinceZero(kernel.now()), pod.id);
    return { kind: "group", group, cpu: group.cpu(pod.cpuLimit) };
  };

  const leave = (podId: string): void => {
    const member = members.get(podId);
    const place = member?.place();
    if (!member || !place) return;
    const now = sinceZero(kernel.now());
    if (place.kind === "pool") targets.leave(place.pool);
    else place.group.leave(now, podId);
    member.exit(now);
  };

  /** The pod's past, brought up to the present: a pool may have crossings due whose events come later in this instant. */
  const pastOf = (podId: string): Member | undefined => {
    const member = members.get(podId);
    const place = member?.place();
    const now = sinceZero(kernel.now());
    if (place?.kind === "pool" && place.pool.crossingAt <= now) advance(place.pool, now);
    return member;
  };

  return {
    join,
    leave,
    backlog: targets.backlog,
    served: (podId, time) => pastOf(podId)?.served(sinceZero(time)) ?? 0,
    throttledSeconds: (podId, time) => pastOf(podId)?.throttled(sinceZero(time)) ?? 0,
    usedCpu: (podId, time) => pastOf(podId)?.cpu(sinceZero(time)) ?? 0,
    inFlight: (podId, time) => {
      const place = pastOf(podId)?.placeAt(sinceZero(time));
      return place?.kind === "pool" ? place.pool.occupancy.at(sinceZero(time)) : 0;
    },
    usedMemory: (podId, time) => {
      const place = pastOf(podId)?.placeAt(sinceZero(time));
      return place?.kind === "group" ? place.group.memory(sinceZero(time), podId) : bytes(0);
    },
  };
}

const modelOf = (pod: ServingPod, requests: RequestModel): PodModel => ({
  workload: pod.workload,
  capacity: podCapacity(pod, requests),
  variation: requests.variation,
  queueMax: requests.queueMax,
  timeoutSeconds: toSeconds(requests.timeout),
});

/** Tells when each load begins and ends, before anything else that happens at that instant because of it. */
function announceEdges({ kernel, zero, loads, loadEdge }: LoadEngineSettings): void {
  for (const { name, from, until } of loads) {
    kernel.at(plus(zero, from), () => loadEdge(name, "start"));
    if (until < Number.POSITIVE_INFINITY) kernel.at(plus(zero, until), () => loadEdge(name, "end"));
  }
}
