import type { ApiHandler } from "../api.ts";
import { createKubeStateMetrics } from "../exporters/kube-state-metrics/kube-state-metrics.ts";
import { createWatchedObjects, type WatchedObjectsSettings } from "./watched-objects.ts";

/** What stands beside the cluster to tell Prometheus of it. */
export type Exporters = {
  readonly kubeStateMetrics: ApiHandler;
};

/** Joins the exporters to what they look at. None of them adds an event, or draws a random number. */
export const connectExporters = (settings: WatchedObjectsSettings): Exporters => ({
  kubeStateMetrics: createKubeStateMetrics(createWatchedObjects(settings)),
});
