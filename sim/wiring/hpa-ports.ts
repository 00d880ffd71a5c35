import type { HpaPorts, Reply, ScaleTarget } from "../hpa/ports.ts";
import type { Scale } from "../kubernetes/autoscaling.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { PodMetrics } from "../kubernetes/metrics.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { MetricsApis } from "./adapter/metrics-apis.ts";
import { unavailable } from "./faults.ts";

type MetricsServer = {
  readonly podMetrics: (namespace: string, selector: Selector) => readonly PodMetrics[];
};

/** What the HPA controller reads and writes, as the cluster and metrics-server offer it. */
export type HpaWorld = {
  /** Whether the API server has the kind in some version of the group. */
  readonly servesKind: (group: string, kind: string) => boolean;
  readonly getScale: (target: ObjectReference) => Reply<Scale>;
  readonly updateScale: (
    target: ObjectReference,
    update: { readonly replicas: number; readonly by: string },
  ) => Reply<undefined>;
  readonly pods: (namespace: string, selector: Selector) => readonly PodView[];
  /** What the API server hands requests for `metrics.k8s.io` to; undefined while that is not available. */
  readonly metricsServer: () => MetricsServer | undefined;
  /** Lets metrics-server take its time; at once where it takes none. */
  readonly answerMetrics: (answer: () => void) => void;
  readonly metricsApis: MetricsApis;
};

/** The calls of the HPA controller; all but those of the metrics API are answered at once. */
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

/** Joins the HPA controller to cluster and metrics. */
export function createHpaCalls(world: HpaWorld): HpaCalls {
  return {
    getScale: (target, done) => done(mappingError(target, world) ?? world.getScale(referenceOf(target))),
    updateScale: (target, replicas, done) => {
      const by = `hpa/${target.hpa.name}`;
      done(mappingError(target, world) ?? world.updateScale(referenceOf(target), { replicas, by }));
    },
    listPods: world.pods,
    resourceMetrics: ({ namespace, selector }, done) => {
      const server = world.metricsServer();
      if (server === undefined) {
        // The aggregator answers 503 itself, at once.
        done({ kind: "error", message: `${unavailable} (get pods.metrics.k8s.io)` });
        return;
      }
      world.answerMetrics(() => done({ kind: "value", value: server.podMetrics(namespace, selector) }));
    },
    // An adapter that serves metrics.k8s.io stands in metrics-server's place.
    ...world.metricsApis,
  };
}

const referenceOf = ({ namespace, reference: { kind, name } }: ScaleTarget): ObjectReference => ({
  kind,
  namespace,
  name,
});

/** Why a target's kind has no resource; undefined when it has one. */
function mappingError(
  { reference }: ScaleTarget,
  { servesKind }: HpaWorld,
): Extract<Reply<never>, { kind: "error" }> | undefined {
  const { apiVersion = "", kind } = reference;
  const slash = apiVersion.indexOf("/");
  const group = slash < 0 ? "" : apiVersion.slice(0, slash);
  if (servesKind(group, kind)) return undefined;
  return { kind: "error", message: `no matches for kind ${goQuote(kind)} in group ${goQuote(group)}` };
}
