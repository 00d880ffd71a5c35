import type { ApiHandler } from "../api.ts";
import { etcdFamilies } from "../exporters/control-plane/etcd.ts";
import { type ObjectCount, objectCountFamilies } from "../exporters/control-plane/object-counts.ts";
import { createKubeStateMetrics } from "../exporters/kube-state-metrics/kube-state-metrics.ts";
import type { WatchedObjects } from "../exporters/kube-state-metrics/objects.ts";
import { createMetricsHandler } from "../exporters/metrics-handler.ts";
import { nodeExporterFamilies } from "../exporters/node-exporter/families.ts";
import { type Applications, type ApplicationsSettings, createApplications } from "./applications.ts";
import type { MetricsPath } from "./metrics-path.ts";
import { createWatchedObjects, type WatchedObjectsSettings } from "./watched-objects.ts";

/** What stands beside the cluster to tell Prometheus of it. */
export type Exporters = {
  readonly kubeStateMetrics: ApiHandler;
  /** That of a node; undefined for a node that is not there. */
  readonly nodeExporter: (node: string) => ApiHandler | undefined;
  /** The `/metrics` of kube-apiserver: how many objects it has stored. */
  readonly apiserver: ApiHandler;
  readonly etcd: ApiHandler;
  /** What a pod serves itself. */
  readonly application: Applications;
};

export type ExportersSettings = {
  readonly watched: WatchedObjectsSettings;
  readonly machine: MetricsPath["machine"];
  readonly applications: ApplicationsSettings;
};

/** Joins the exporters to what they look at. None of them adds an event, or draws a random number. */
export function connectExporters({ watched, machine, applications }: ExportersSettings): Exporters {
  const objects = createWatchedObjects(watched);
  return {
    kubeStateMetrics: createKubeStateMetrics(objects),
    apiserver: createMetricsHandler(() => objectCountFamilies(countsOf(objects()), watched.kubernetes)),
    etcd: createMetricsHandler(() => etcdFamilies),
    application: createApplications(applications),
    nodeExporter: (node) => {
      if (watched.cluster.node(node) === undefined) return undefined;
      return createMetricsHandler(() => {
        const now = machine(node);
        return now === undefined ? [] : nodeExporterFamilies(now);
      });
    },
  };
}

const countsOf = (objects: WatchedObjects): readonly ObjectCount[] =>
  (
    [
      ["apps", "deployments", objects.deployments],
      ["apps", "replicasets", objects.replicaSets],
      ["autoscaling", "horizontalpodautoscalers", objects.horizontalPodAutoscalers],
      ["", "namespaces", objects.namespaces],
      ["", "nodes", objects.nodes],
      ["", "pods", objects.pods],
      ["", "services", objects.services],
    ] as const
  ).map(([group, resource, stored]) => ({ group, resource, count: stored.length }));
