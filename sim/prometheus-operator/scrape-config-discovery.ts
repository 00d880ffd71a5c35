import { type Connection, connectionIn } from "./connection.ts";
import { type Generation, since } from "./generation.ts";
import type { OperatorScrapeConfig } from "./objects/object.ts";
import type { DnsSdConfig, OperatorKubernetesSdConfig, SdConnection } from "./objects/scrape-config.ts";
import { byKey } from "./yaml/key-order.ts";
import { field, map, type YamlEntry, type YamlMap } from "./yaml/yaml-value.ts";

type Entries = readonly YamlEntry[];

/** The fields of a ScrapeConfig that find targets and are turned into configuration. */
export const modelledDiscovery: readonly string[] = [
  ...["staticConfigs", "fileSDConfigs", "httpSDConfigs", "kubernetesSDConfigs", "dnsSDConfigs"],
];

/** Where a ScrapeConfig finds its targets. Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go */
export function discoveryEntries({ meta, spec }: OperatorScrapeConfig, generation: Generation): Entries {
  const connect = connectionIn(meta.namespace, generation);
  const list = <Item>(name: string, items: readonly Item[] = [], of: (item: Item) => YamlMap): Entries =>
    items.length === 0 ? [] : field(name, items.map(of));
  return [
    ...list("static_configs", spec.staticConfigs, ({ targets, labels = {} }) =>
      map(field("targets", targets), field("labels", map(Object.entries(labels).sort(([a], [b]) => byKey(a, b))))),
    ),
    ...list("file_sd_configs", spec.fileSDConfigs, ({ files, refreshInterval }) =>
      map(field("files", files), field("refresh_interval", refreshInterval)),
    ),
    ...list("http_sd_configs", spec.httpSDConfigs, (config) =>
      map(
        connect.basicAuth(config.basicAuth),
        connect.authorization(config.authorization),
        connect.tls(config.tlsConfig),
        connect.proxy(config),
        connect.oauth2(config.oauth2),
        field("url", config.url),
        field("refresh_interval", config.refreshInterval),
        redirectEntries(config),
      ),
    ),
    ...list("kubernetes_sd_configs", spec.kubernetesSDConfigs, (config) =>
      kubernetesConfig(config, connect, generation),
    ),
    ...list("dns_sd_configs", spec.dnsSDConfigs, (config) => dnsConfig(config, generation)),
  ];
}

const redirectEntries = ({ followRedirects, enableHTTP2 }: SdConnection): Entries => [
  ...field("follow_redirects", followRedirects),
  ...field("enable_http2", enableHTTP2),
];

function kubernetesConfig(config: OperatorKubernetesSdConfig, connect: Connection, generation: Generation): YamlMap {
  const { namespaces, selectors = [], attachMetadata } = config;
  const role = config.role.toLowerCase();
  const attachSince = { pod: "2.35.0", endpoints: "2.37.0", endpointslice: "2.37.0" }[role];
  return map(
    field("api_server", config.apiServer),
    role === "endpointslice" ? since(generation, "2.21.0", field("role", role)) : field("role", role),
    connect.basicAuth(config.basicAuth),
    connect.authorization(config.authorization),
    connect.oauth2(config.oauth2),
    connect.proxy(config),
    redirectEntries(config),
    connect.tls(config.tlsConfig),
    namespaces === undefined
      ? []
      : field(
          "namespaces",
          map(field("names", namespaces.names ?? []), field("own_namespace", namespaces.ownNamespace)),
        ),
    selectors.length === 0
      ? []
      : since(
          generation,
          "2.17.0",
          field(
            "selectors",
            selectors.map((selector) =>
              map(
                field("role", selector.role.toLowerCase()),
                field("label", selector.label),
                field("field", selector.field),
              ),
            ),
          ),
        ),
    attachMetadata === undefined || attachSince === undefined
      ? []
      : since(generation, attachSince, field("attach_metadata", map(field("node", attachMetadata.node ?? null)))),
  );
}

function dnsConfig({ names, refreshInterval, type, port }: DnsSdConfig, generation: Generation): YamlMap {
  const typeSince = type === "NS" ? "2.49.0" : type === "MX" ? "2.38.0" : "0.0.0";
  return map(
    field("names", names),
    field("refresh_interval", refreshInterval),
    since(generation, typeSince, field("type", type)),
    field("port", port),
  );
}
