import { authorizationOfClass, connectionIn, tlsOfClass } from "./connection.ts";
import { type Generation, scrapeClassOf, since } from "./generation.ts";
import { endpointRole, kubernetesSd } from "./kubernetes-sd.ts";
import { bodySizeEntries, scrapeSettingEntries } from "./limits.ts";
import type { Endpoint } from "./objects/monitor.ts";
import type { ServiceMonitor } from "./objects/object.ts";
import {
  copiedLabels,
  enforced,
  firstGroup,
  firstRelabeling,
  relabeling,
  runningFilter,
  selectorRelabelings,
  shardCount,
  shardRelabelings,
  userRelabelings,
} from "./relabelings.ts";
import { honorEntries, requestEntries } from "./scrape-fields.ts";
import { field, filled, map, type YamlMap } from "./yaml/yaml-value.ts";

/**
 * The scrape config of one endpoint of a ServiceMonitor.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (generateServiceMonitorConfig)
 */
export function serviceMonitorJob(monitor: ServiceMonitor, index: number, generation: Generation): YamlMap {
  const { meta, spec } = monitor;
  const endpoint = spec.endpoints[index] ?? {};
  const { namespace, name } = meta;
  const scrapeClass = scrapeClassOf(generation, spec.scrapeClass);
  const connect = connectionIn(namespace, generation);
  const role = endpointRole(generation, spec.serviceDiscoveryRole);
  return map(
    field("job_name", `serviceMonitor/${namespace}/${name}/${index}`),
    honorEntries(endpoint, generation),
    kubernetesSd(
      {
        ...{ role, namespace, namespaceSelector: spec.namespaceSelector },
        attachMetadata: spec.attachMetadata ?? scrapeClass.attachMetadata,
        attachSince: "2.37.0",
        roleSelectors: { roles: [role, "service"], selector: spec.selector, mechanism: spec.selectorMechanism },
      },
      generation,
    ),
    requestEntries(endpoint),
    since(generation, "2.26.0", field("follow_redirects", endpoint.followRedirects)),
    since(generation, "2.35.0", field("enable_http2", endpoint.enableHttp2)),
    connect.proxy(endpoint),
    connect.oauth2(endpoint.oauth2),
    connect.tls(tlsOfClass(endpoint.tlsConfig, scrapeClass)),
    filled("bearer_token_file", endpoint.bearerTokenFile),
    connect.bearerToken(endpoint.bearerTokenSecret),
    connect.basicAuth(endpoint.basicAuth),
    connect.authorization(authorizationOfClass(endpoint.authorization, scrapeClass)),
    field("relabel_configs", [
      firstRelabeling,
      ...(spec.selectorMechanism === "RoleSelector" ? [] : selectorRelabelings(spec.selector, "service")),
      ...portRelabelings(endpoint, role),
      ...targetRelabelings(role),
      ...((endpoint.filterRunning ?? true) ? [runningFilter] : []),
      ...copiedLabels("service", spec.targetLabels),
      ...copiedLabels("pod", [...(spec.podTargetLabels ?? []), ...(generation.prometheus.spec.podTargetLabels ?? [])]),
      relabeling({ source_labels: ["__meta_kubernetes_service_name"], target_label: "job", replacement: firstGroup }),
      ...copiedLabels("service", (spec.jobLabel ?? "") === "" ? [] : [spec.jobLabel ?? ""], "job"),
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

type Role = "endpoints" | "endpointslice";

const metaLabel = (role: Role, name: string): string =>
  `__meta_kubernetes_${role === "endpointslice" ? "endpointslice" : "endpoint"}_${name}`;

/** Of a Service's ports only the one that is meant. */
function portRelabelings({ port = "", targetPort }: Endpoint, role: Role): readonly YamlMap[] {
  if (port !== "") {
    return [relabeling({ action: "keep", source_labels: [metaLabel(role, "port_name")], regex: port })];
  }
  return containerPortRelabelings(targetPort);
}

/** Of a pod's ports only the one that is meant. */
export function containerPortRelabelings(targetPort: number | string | undefined): readonly YamlMap[] {
  if (targetPort === undefined || targetPort === "" || targetPort === 0) return [];
  const what = typeof targetPort === "number" ? "number" : "name";
  const source = `__meta_kubernetes_pod_container_port_${what}`;
  return [relabeling({ action: "keep", source_labels: [source], regex: targetPort })];
}

function targetRelabelings(role: Role): readonly YamlMap[] {
  const owner = (kind: string, target: string): YamlMap =>
    relabeling({
      source_labels: [metaLabel(role, "address_target_kind"), metaLabel(role, "address_target_name")],
      separator: ";",
      regex: `${kind};(.*)`,
      replacement: firstGroup,
      target_label: target,
    });
  return [
    owner("Node", "node"),
    owner("Pod", "pod"),
    relabeling({ source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" }),
    relabeling({ source_labels: ["__meta_kubernetes_service_name"], target_label: "service" }),
    relabeling({ source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" }),
    relabeling({ source_labels: ["__meta_kubernetes_pod_container_name"], target_label: "container" }),
  ];
}

/** The label `endpoint`: the port by its name, or else by its number. */
export function endpointLabel({
  port = "",
  targetPort,
}: {
  readonly port?: string;
  readonly targetPort?: number | string;
}): readonly YamlMap[] {
  const value = port === "" ? String(targetPort ?? "") : port;
  return value === "" ? [] : [relabeling({ target_label: "endpoint", replacement: value })];
}
