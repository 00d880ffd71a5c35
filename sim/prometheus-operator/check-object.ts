import { goQuote } from "../kubernetes/go-text.ts";
import { selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { type AssetStore, assetsIn } from "./assets.ts";
import { labelNamesFault, scrapeClassFault, timeoutFault } from "./check-common.ts";
import {
  type ConnectionAssets,
  connectionAssets,
  type Fault,
  firstFault,
  httpConfigFault,
  proxyFault,
  safeTlsFault,
  tlsFault,
} from "./check-connection.ts";
import { relabelFault } from "./check-relabel.ts";
import { scrapeConfigFault } from "./check-scrape-config.ts";
import type { Generation } from "./generation.ts";
import type { HttpConfig, ProxyConfig } from "./objects/connection.ts";
import type { Endpoint } from "./objects/monitor.ts";
import type { PodMonitor, Probe, ScrapeObject, ServiceMonitor } from "./objects/object.ts";
import { proberUrlFault } from "./prober-url.ts";
import { isSince } from "./version.ts";

/**
 * Why the operator leaves out an object that it has selected, in its words.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/resource_selector.go
 */
export function objectFault(object: ScrapeObject, generation: Generation): Fault {
  const store = assetsIn(object.meta.namespace, generation.assets);
  const context: Context = { generation, store, assets: connectionAssets(store) };
  switch (object.kind) {
    case "ServiceMonitor":
      return serviceMonitorFault(object, context);
    case "PodMonitor":
      return podMonitorFault(object, context);
    case "Probe":
      return probeFault(object, context);
    case "ScrapeConfig":
      return scrapeConfigFault(object, generation);
  }
}

type Context = { readonly generation: Generation; readonly store: AssetStore; readonly assets: ConnectionAssets };

function serviceMonitorFault({ spec }: ServiceMonitor, context: Context): Fault {
  const { generation, store, assets } = context;
  const selector = selectorFromLabelSelector(spec.selector);
  if (!selector.ok) return selector.error;
  const mechanism = mechanismFault(spec.selectorMechanism, generation);
  if (mechanism !== undefined) return mechanism;
  const deniesFiles = generation.prometheus.spec.arbitraryFSAccessThroughSMs?.deny ?? false;
  for (const [index, endpoint] of spec.endpoints.entries()) {
    const { bearerTokenSecret: token } = endpoint;
    const fault = firstFault([
      ["", () => (deniesFiles ? fileAccessFault(endpoint) : undefined)],
      ["", () => httpConfigFault(endpoint)],
      ["tlsConfig: ", () => tlsFault(endpoint.tlsConfig)],
      ["", () => proxyFault(endpoint)],
      ["bearerTokenSecret: ", () => ((token?.name ?? "") === "" ? undefined : store.secretFault(token))],
      ["basicAuth: ", () => assets.basicAuth(endpoint.basicAuth)],
      ["tlsConfig: ", () => assets.tls(endpoint.tlsConfig)],
      ["oauth2: ", () => assets.oauth2(endpoint.oauth2)],
      ["authorization: ", () => assets.authorization(endpoint.authorization)],
      ["", () => timeoutFault(endpoint, generation.prometheus.spec)],
      ["relabelConfigs: ", () => relabelFault(endpoint.relabelings, generation.version)],
      ["metricRelabelConfigs: ", () => relabelFault(endpoint.metricRelabelings, generation.version)],
    ]);
    if (fault !== undefined) return `endpoints[${index}]: ${fault}`;
    const proxy = assets.proxy(endpoint);
    if (proxy !== undefined) return proxy;
  }
  return scrapeClassFault(spec.scrapeClass, generation, "scrapeClassName: ");
}

function podMonitorFault({ spec }: PodMonitor, context: Context): Fault {
  const { generation } = context;
  const selector = selectorFromLabelSelector(spec.selector);
  if (!selector.ok) return `failed to parse label selector: ${selector.error}`;
  const mechanism = mechanismFault(spec.selectorMechanism, generation);
  if (mechanism !== undefined) return mechanism;
  for (const [index, endpoint] of spec.podMetricsEndpoints.entries()) {
    const fault = firstFault([
      ["", () => timeoutFault(endpoint, generation.prometheus.spec)],
      ["relabelConfigs: ", () => relabelFault(endpoint.relabelings, generation.version)],
      ["metricRelabelConfigs: ", () => relabelFault(endpoint.metricRelabelings, generation.version)],
      ["", () => httpFault(endpoint, context)],
    ]);
    if (fault !== undefined) return `endpoint[${index}]: ${fault}`;
  }
  return scrapeClassFault(spec.scrapeClass, generation, "scrapeClassName: ");
}

function httpFault(given: HttpConfig & ProxyConfig, { store, assets }: Context): Fault {
  const { bearerTokenSecret: token } = given;
  const hasToken = (token?.name ?? "") !== "" && token?.key !== "";
  return firstFault([
    ["", () => httpConfigFault(given)],
    ["tlsConfig: ", () => safeTlsFault(given.tlsConfig)],
    ["", () => proxyFault(given)],
    ["bearerTokenSecret: ", () => (hasToken ? store.secretFault(token) : undefined)],
    ["basicAuth: ", () => assets.basicAuth(given.basicAuth)],
    ["tlsConfig: ", () => assets.tls(given.tlsConfig)],
    ["oauth2: ", () => assets.oauth2(given.oauth2)],
    ["authorization: ", () => assets.authorization(given.authorization)],
    ["proxyConfig: ", () => assets.proxy(given)],
  ]);
}

function probeFault({ spec }: Probe, { generation, store, assets }: Context): Fault {
  const { version } = generation;
  const { targets = {}, prober, bearerTokenSecret: token } = spec;
  const { staticConfig, ingress } = targets;
  const url = prober?.url ?? "";
  return firstFault([
    ["", () => scrapeClassFault(spec.scrapeClass, generation, "scrapeClassName: ")],
    ["", () => (staticConfig === undefined && ingress === undefined ? noTargets : undefined)],
    ["bearerTokenSecret: ", () => (token === undefined ? undefined : store.secretFault(token))],
    ["basicAuth: ", () => assets.basicAuth(spec.basicAuth)],
    ["tlsConfig: failed to validate TLS configuration: ", () => safeTlsFault(spec.tlsConfig)],
    ["tlsConfig: ", () => assets.tls(spec.tlsConfig)],
    ["authorization: ", () => assets.authorization(spec.authorization)],
    ["oauth2: ", () => assets.oauth2(spec.oauth2)],
    ["", () => timeoutFault(spec, generation.prometheus.spec)],
    ["metricRelabelConfigs: ", () => relabelFault(spec.metricRelabelings, version)],
    ["targets.staticConfig.labels: ", () => labelNamesFault(staticConfig?.labels, generation)],
    ["targets.staticConfig.relabelConfigs: ", () => relabelFault(staticConfig?.relabelingConfigs, version)],
    ["targets.ingress.relabelConfigs: ", () => relabelFault(ingress?.relabelingConfigs, version)],
    ["proxy configuration: ", () => (prober === undefined ? undefined : assets.proxy(prober))],
    [
      `${goQuote(url)} url specified in proberSpec is invalid, it should be of the format \`hostname\` or \`hostname:port\`: `,
      () => proberUrlFault(url),
    ],
  ]);
}

const noTargets = "at least one of .spec.targets.staticConfig and .spec.targets.ingress is required";

const mechanismFault = (mechanism: string | undefined, { version }: Generation): Fault =>
  mechanism === "RoleSelector" && !isSince(version, "2.17.0")
    ? "RoleSelector selectorMechanism is only supported in Prometheus 2.17.0 and newer"
    : undefined;

function fileAccessFault({ bearerTokenFile = "", tlsConfig = {} }: Endpoint): Fault {
  const prohibited = "which Prometheus specification prohibits";
  if (bearerTokenFile !== "") return `it accesses file system via bearer token file ${prohibited}`;
  const { caFile = "", certFile = "", keyFile = "" } = tlsConfig;
  return caFile + certFile + keyFile === "" ? undefined : `it accesses file system via tls config ${prohibited}`;
}
