import type { HpaPorts, Reply, ScaleTarget } from "../hpa/ports.ts";
import type { Scale } from "../kubernetes/autoscaling.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { PodMetrics } from "../kubernetes/metrics.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import type { PodView } from "../kubernetes/pod.ts";

/** What the HPA controller reads and writes, as the cluster and metrics-server offer it. */
export type HpaWorld = {
  readonly getScale: (target: ObjectReference) => Reply<Scale>;
  readonly updateScale: (
    target: ObjectReference,
    update: { readonly replicas: number; readonly by: string },
  ) => Reply<undefined>;
  readonly pods: (namespace: string, selector: Selector) => readonly PodView[];
  readonly podMetrics: (namespace: string, selector: Selector) => readonly PodMetrics[];
};

/** The calls of the HPA controller, each answered at once. */
export type HpaCalls = Pick<
  HpaPorts,
  | "getScale"
  | "updateScale"
  | "listPods"
  | "resourceMetrics"
  | "customPodsMetric"
  | "customObjectMetric"
  | "externalMetric"
>;

/**
 * Custom and external metrics have no adapter: the texts are what the clients say then.
 *
 * Source: k8s.io/metrics v0.36.3 pkg/client/custom_metrics/discovery.go; client-go's text of a 404 without a Status body.
 */
export function createHpaCalls(world: HpaWorld): HpaCalls {
  const noCustomMetrics = {
    kind: "error",
    message: "no custom metrics API (custom.metrics.k8s.io) registered",
  } as const;
  return {
    getScale: (target, done) => done(scaled(target, world.getScale)),
    updateScale: (target, replicas, done) => {
      const by = `hpa/${target.hpa.name}`;
      done(scaled(target, (reference) => world.updateScale(reference, { replicas, by })));
    },
    listPods: world.pods,
    resourceMetrics: ({ namespace, selector }, done) =>
      done({ kind: "value", value: world.podMetrics(namespace, selector) }),
    customPodsMetric: (_query, done) => done(noCustomMetrics),
    customObjectMetric: (_query, done) => done(noCustomMetrics),
    externalMetric: ({ metric }, done) =>
      done({
        kind: "error",
        message: `the server could not find the requested resource (get ${metric}.external.metrics.k8s.io)`,
      }),
  };
}

/** Kinds whose scale subresource the cluster has, by group. */
const scalableKinds: Readonly<Record<string, readonly string[]>> = { apps: ["Deployment", "ReplicaSet"] };

function scaled<Value>(
  { namespace, reference }: ScaleTarget,
  call: (target: ObjectReference) => Reply<Value>,
): Reply<Value> {
  const { apiVersion = "", kind, name } = reference;
  const slash = apiVersion.indexOf("/");
  const group = slash < 0 ? "" : apiVersion.slice(0, slash);
  if (!scalableKinds[group]?.includes(kind)) {
    return { kind: "error", message: `no matches for kind ${goQuote(kind)} in group ${goQuote(group)}` };
  }
  return call({ kind, namespace, name });
}
