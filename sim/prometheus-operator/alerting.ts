import { connectionIn } from "./connection.ts";
import { type Generation, since } from "./generation.ts";
import { endpointRole, kubernetesSd } from "./kubernetes-sd.ts";
import type { AlertmanagerEndpoints } from "./objects/prometheus.ts";
import { relabeling, userRelabelings } from "./relabelings.ts";
import { field, filled, map, type YamlEntry, type YamlMap, type YamlValue } from "./yaml/yaml-value.ts";

/** What the user adds to the section in YAML of his own, in Secrets. */
export type AdditionalAlerting = {
  readonly alertRelabelConfigs: readonly YamlValue[] | undefined;
  readonly alertmanagerConfigs: readonly YamlValue[] | undefined;
};

/**
 * The section `alerting`.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (appendAlertingConfig, generateAlertmanagerConfig)
 */
export function alertingEntries(generation: Generation, additional: AdditionalAlerting): readonly YamlEntry[] {
  const { alerting, replicaExternalLabelName: replica = "prometheus_replica" } = generation.prometheus.spec;
  const { alertRelabelConfigs, alertmanagerConfigs } = additional;
  if (alerting === undefined && alertRelabelConfigs === undefined && alertmanagerConfigs === undefined) return [];
  return field(
    "alerting",
    map(
      field("alert_relabel_configs", [
        // Replicas send the same alert.
        ...(replica === "" ? [] : [relabeling({ action: "labeldrop", regex: quoteMeta(replica) })]),
        ...(alertRelabelConfigs ?? []),
      ]),
      field("alertmanagers", [
        ...(alerting?.alertmanagers ?? []).map((endpoints) => alertmanager(endpoints, generation)),
        ...(alertmanagerConfigs ?? []),
      ]),
    ),
  );
}

/** Source: go1.26 regexp.QuoteMeta */
const quoteMeta = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");

function alertmanager(given: AlertmanagerEndpoints, generation: Generation): YamlMap {
  const own = generation.prometheus.meta.namespace;
  const connect = connectionIn(own, generation);
  const role = endpointRole(generation);
  return map(
    field("scheme", given.scheme?.toLowerCase()),
    field("path_prefix", given.pathPrefix),
    field("timeout", given.timeout),
    since(generation, "2.35.0", field("enable_http2", given.enableHttp2)),
    connect.tls(given.tlsConfig),
    connect.proxy(given),
    kubernetesSd({ role, namespace: given.namespace ?? own, namespaceSelector: undefined }, generation),
    filled("bearer_token_file", given.bearerTokenFile),
    since(generation, "2.26.0", connect.basicAuth(given.basicAuth)),
    connect.authorization(given.authorization),
    apiVersion(given, generation),
    field("relabel_configs", [
      relabeling({ action: "keep", source_labels: ["__meta_kubernetes_service_name"], regex: given.name }),
      ...portRelabelings(given, role),
      ...userRelabelings(given.relabelings),
    ]),
    since(generation, "2.51.0", filled("alert_relabel_configs", userRelabelings(given.alertRelabelings))),
  );
}

/** Version 1 of the API is for Prometheus 2 only. */
function apiVersion(given: AlertmanagerEndpoints, generation: Generation): readonly YamlEntry[] {
  const version = given.apiVersion?.toLowerCase();
  const isKnown = version === "v2" || (version === "v1" && generation.version.numbers[0] <= 2);
  return isKnown ? since(generation, "2.11.0", field("api_version", version)) : [];
}

function portRelabelings({ port }: AlertmanagerEndpoints, role: string): readonly YamlMap[] {
  if (port === "" || port === 0) return [];
  const source =
    typeof port === "number"
      ? "__meta_kubernetes_pod_container_port_number"
      : `__meta_kubernetes_${role === "endpointslice" ? "endpointslice" : "endpoint"}_port_name`;
  return [relabeling({ action: "keep", source_labels: [source], regex: String(port) })];
}
