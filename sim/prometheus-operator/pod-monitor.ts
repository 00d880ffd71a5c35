import { authorizationOfClass, connectionIn } from "./connection.ts";
import { type Generation, scrapeClassOf } from "./generation.ts";
import { kubernetesSd } from "./kubernetes-sd.ts";
import { bodySizeEntries, scrapeSettingEntries } from "./limits.ts";
import type { PodMetricsEndpoint } from "./objects/monitor.ts";
import type { PodMonitor } from "./objects/object.ts";
import {
  copiedLabels,
  enforced,
  firstRelabeling,
  relabeling,
  runningFilter,
  selectorRelabelings,
  shardCount,
  shardRelabelings,
  userRelabelings,
} from "./relabelings.ts";
import { honorEntries, requestEntries } from "./scrape-fields.ts";
import { containerPortRelabelings, endpointLabel } from "./service-monitor.ts";
import { field, filled, map, type YamlMap } from "./yaml/yaml-value.ts";

/**
 * The scrape config of one endpoint of a PodMonitor.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (generatePodMonitorConfig)
 */
export function podMonitorJob(monitor: PodMonitor, index: number, generation: Generation): YamlMap {
  const { meta, spec } = monitor;
  const endpoint = spec.podMetricsEndpoints[index] ?? {};
  const { namespace, name } = meta;
  const scrapeClass = scrapeClassOf(generation, spec.scrapeClass);
  const connect = connectionIn(namespace, generation);
  return map(
    field("job_name", `podMonitor/${namespace}/${name}/${index}`),
    honorEntries(endpoint, generation),
    kubernetesSd(
      {
        ...{ role: "pod", namespace, namespaceSelector: spec.namespaceSelector },
        attachMetadata: spec.attachMetadata ?? scrapeClass.attachMetadata,
        attachSince: "2.35.0",
        roleSelectors: { roles: ["pod"], selector: spec.selector, mechanism: spec.selectorMechanism },
      },
      generation,
    ),
    requestEntries(endpoint),
    connect.http(endpoint, scrapeClass),
    connect.bearerToken(endpoint.bearerTokenSecret),
    connect.basicAuth(endpoint.basicAuth),
    connect.oauth2(endpoint.oauth2),
    connect.proxy(endpoint),
    connect.authorization(authorizationOfClass(endpoint.authorization, scrapeClass)),
    field("relabel_configs", [
      firstRelabeling,
      ...((endpoint.filterRunning ?? true) ? [runningFilter] : []),
      ...(spec.selectorMechanism === "RoleSelector" ? [] : selectorRelabelings(spec.selector, "pod")),
      ...portRelabelings(endpoint),
      relabeling({ source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" }),
      relabeling({ source_labels: ["__meta_kubernetes_pod_container_name"], target_label: "container" }),
      relabeling({ source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" }),
      ...copiedLabels("pod", [...(spec.podTargetLabels ?? []), ...(generation.prometheus.spec.podTargetLabels ?? [])]),
      relabeling({ target_label: "job", replacement: `${namespace}/${name}` }),
      ...copiedLabels("pod", (spec.jobLabel ?? "") === "" ? [] : [spec.jobLabel ?? ""], "job"),
      ...endpointLabel(endpoint),
      ...userRelabelings(scrapeClass.relabelings),
      ...userRelabelings(enforced(generation, monitor, endpoint.relabelings)),
      ...shardRelabelings(shardCount(generation.prometheus.spec)),
    ]),
    scrapeSettingEntries(spec, scrapeClass, generation),
    bodySizeEntries(spec.bodySizeLimit, generation),
    filled("metric_relabel_configs", [
      ...userRelabelings(scrapeClass.metricRelabelings),
      ...userRelabelings(enforced(generation, monitor, endpoint.metricRelabelings)),
    ]),
  );
}

/** The port by its name, by its number, or by the older field that knows both. */
function portRelabelings({ port = "", portNumber = 0, targetPort }: PodMetricsEndpoint): readonly YamlMap[] {
  if (port !== "") return containerPortRelabelings(port);
  return containerPortRelabelings(portNumber === 0 ? targetPort : portNumber);
}
