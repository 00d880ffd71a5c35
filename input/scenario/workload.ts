import type { TargetName } from "../../sim/checks/expectation.ts";
import { defaultPodLifecycle } from "../../sim/cluster/pod-lifecycle.ts";
import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import type { PodLifecycle, Serving, WorkloadModel } from "../../sim/scenario.ts";
import type { Duration } from "../../sim/units.ts";
import { duration } from "../fields/duration.ts";
import { asNode, atMostOne, mapping, optional, type Read, record } from "../fields/read.ts";
import { text } from "../fields/scalars.ts";
import type { MapEntry } from "../node.ts";
import { applicationMetrics } from "./application-metric.ts";
import { containerModel, defaultIdle, idle, type Startup, startup, startupFields } from "./container.ts";
import { containerName, containersOf } from "./container-names.ts";
import type { Context } from "./context.ts";
import { resolveName } from "./names.ts";
import { otherContainers } from "./other-containers.ts";
import { defaultRequest, request } from "./request.ts";
import { usageModel } from "./usage.ts";

/** Kinds whose pods a scenario can describe. */
export const workloadKinds: readonly string[] = ["Deployment", "ReplicaSet", "Pod"];

/** One entry of `workloads:`. */
export function workload(key: string, { keyPlace, value }: MapEntry, context: Context): WorkloadModel {
  const target = resolveName(key, { world: context, kinds: workloadKinds, place: keyPlace });
  const containers = containersOf(context.clusterObjects, target);
  const fields = record({
    container: optional((node) => containerName(text(node), { containers, place: node.place }), containers[0] ?? ""),
    start: optional(start, { ...defaultPodLifecycle, startup: undefined }),
    stop: optional(stop, { after: defaultPodLifecycle.stopAfter }),
    idle: optional(idle, defaultIdle),
    request: optional(request, undefined),
    usage: optional(asNode, undefined),
    containers: optional(asNode, undefined),
    metrics: optional(applicationMetrics, undefined),
    image: optional(text, undefined),
  })(value);
  atMostOne(mapping(value), ["request", "usage"]);
  const { container } = fields;
  const { cost, model } = fields.request ?? defaultRequest;
  const serving: Serving =
    fields.usage === undefined
      ? { kind: "requests", requests: { container, ...model } }
      : { kind: "usage", usage: usageModel(fields.usage, { container, context }) };
  const main = containerModel({ startup: fields.start.startup, idle: fields.idle, cost });
  const others = fields.containers === undefined ? [] : otherContainers(fields.containers, { container, containers });
  return {
    ...target,
    lifecycle: {
      startDelay: fields.start.startDelay,
      readyAfter: fields.start.readyAfter,
      stopAfter: fields.stop.after,
    },
    containers: new Map([[container, main], ...others]),
    serving,
    ...(fields.metrics === undefined ? {} : { metrics: fields.metrics }),
    ...(fields.image === undefined ? {} : { image: fields.image }),
  };
}

/** A workload about which the scenario says nothing, although load comes to it. */
export function defaultWorkload(target: TargetName, objects: readonly ClusterObject[]): WorkloadModel {
  const container = containersOf(objects, target)[0] ?? "";
  const { cost, model } = defaultRequest;
  return {
    ...target,
    lifecycle: defaultPodLifecycle,
    containers: new Map([[container, containerModel({ startup: undefined, idle: defaultIdle, cost })]]),
    serving: { kind: "requests", requests: { container, ...model } },
  };
}

type Start = Pick<PodLifecycle, "startDelay" | "readyAfter"> & { readonly startup: Startup | undefined };

const start: Read<Start> = (node) => {
  const { delay, readyAfter, ...burst } = record({
    delay: optional(duration, defaultPodLifecycle.startDelay),
    readyAfter: optional(duration, defaultPodLifecycle.readyAfter),
    ...startupFields,
  })(node);
  return { startDelay: delay, readyAfter, startup: startup(burst, node.place) };
};

const stop: Read<{ readonly after: Duration }> = record({ after: optional(duration, defaultPodLifecycle.stopAfter) });
