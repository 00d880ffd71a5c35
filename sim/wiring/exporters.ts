import type { ApiHandler } from "../api.ts";
import { createKubeStateMetrics } from "../exporters/kube-state-metrics/kube-state-metrics.ts";
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
  /** What a pod serves itself. */
  readonly application: Applications;
};

export type ExportersSettings = {
  readonly watched: WatchedObjectsSettings;
  readonly machine: MetricsPath["machine"];
  readonly applications: ApplicationsSettings;
};

/** Joins the exporters to what they look at. None of them adds an event, or draws a random number. */
export const connectExporters = ({ watched, machine, applications }: ExportersSettings): Exporters => ({
  kubeStateMetrics: createKubeStateMetrics(createWatchedObjects(watched)),
  application: createApplications(applications),
  nodeExporter: (node) => {
    if (machine(node) === undefined) return undefined;
    return createMetricsHandler(() => {
      const now = machine(node);
      return now === undefined ? [] : nodeExporterFamilies(now);
    });
  },
});
