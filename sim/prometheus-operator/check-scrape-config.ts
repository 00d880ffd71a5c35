import { goQuote } from "../kubernetes/go-text.ts";
import { parseSelector } from "../kubernetes/label-selector.ts";
import { assetsIn } from "./assets.ts";
import { labelNamesFault, scrapeClassFault, timeoutFault } from "./check-common.ts";
import { type ConnectionAssets, connectionAssets, type Fault, firstFault, safeTlsFault } from "./check-connection.ts";
import { relabelFault } from "./check-relabel.ts";
import type { Generation } from "./generation.ts";
import type { OperatorScrapeConfig } from "./objects/object.ts";
import type { OperatorKubernetesSdConfig, SdConnection } from "./objects/scrape-config.ts";
import { modelledDiscovery } from "./scrape-config-discovery.ts";
import { isSince } from "./version.ts";

/**
 * Why a ScrapeConfig is left out, in the operator's words.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/resource_selector.go (checkScrapeConfig)
 */
export function scrapeConfigFault({ meta, spec }: OperatorScrapeConfig, generation: Generation): Fault {
  const { version, prometheus } = generation;
  const assets = connectionAssets(assetsIn(meta.namespace, generation.assets));
  const { scrapeInterval: interval = "", scrapeTimeout = "" } = spec;
  return firstFault([
    ["", () => scrapeClassFault(spec.scrapeClass, generation, "")],
    ["relabelConfigs: ", () => relabelFault(spec.relabelings, version)],
    ["basicAuth: ", () => assets.basicAuth(spec.basicAuth)],
    ["authorization: ", () => assets.authorization(spec.authorization)],
    ["oauth2: ", () => assets.oauth2(spec.oauth2)],
    ["tlsConfig: failed to validate TLS configuration: ", () => safeTlsFault(spec.tlsConfig)],
    ["tlsConfig: ", () => assets.tls(spec.tlsConfig)],
    ["", () => timeoutFault({ interval, scrapeTimeout }, prometheus.spec)],
    ["", () => assets.proxy(spec)],
    ["metricRelabelConfigs: ", () => relabelFault(spec.metricRelabelings, version)],
    ...(spec.staticConfigs ?? []).map(
      ({ labels }, index) => [`staticConfigs: [${index}]: `, () => labelNamesFault(labels, generation)] as const,
    ),
    ["", () => tooOldFault(generation, [["httpSDConfigs: HTTP", "2.28.0"]])],
    ...(spec.httpSDConfigs ?? []).map(
      (config, index) => [`httpSDConfigs: [${index}]: `, () => sourceFault(config, assets)] as const,
    ),
    ...(spec.kubernetesSDConfigs ?? []).flatMap((config, index) => [
      [`kubernetesSDConfigs: [${index}]: `, () => sourceFault(config, assets) ?? serverFault(config)] as const,
      [`kubernetesSDConfigs: [${index}] : `, () => selectorRoleFault(config)] as const,
      [`kubernetesSDConfigs: [${index}]: `, () => selectorFault(config)] as const,
    ]),
    ...(spec.dnsSDConfigs ?? []).map(
      ({ type, port }, index) =>
        [
          `dnsSDConfigs: [${index}]: `,
          () =>
            type === undefined || type === "SRV" || port !== undefined
              ? undefined
              : `port required for record type ${goQuote(type)}`,
        ] as const,
    ),
    ["", () => tooOldFault(generation, laterDiscovery)],
  ]);
}

/** Ways of discovery whose version is looked at even where nobody asks for them. */
const laterDiscovery: readonly (readonly [prefix: string, since: string])[] = [
  ["linodeSDConfigs: linode", "2.28.0"],
  ["puppetDBSDConfigs: puppetDB", "2.31.0"],
  ["lightSailSDConfigs: lightSail", "2.27.0"],
  ["OVHCloudSDConfigs: OVHCloud", "2.40.0"],
  ["ScalewaySDConfigs: ScaleWay", "2.26.0"],
  ["IonosSDConfigs: IONOS", "2.36.0"],
];

function tooOldFault({ version }: Generation, ways: readonly (readonly [prefix: string, since: string])[]): Fault {
  const [prefix, since] = ways.find(([, wanted]) => !isSince(version, wanted)) ?? [];
  if (prefix === undefined) return undefined;
  return `${prefix} SD configuration is only supported for Prometheus version >= ${since}`;
}

const sourceFault = (config: SdConnection, assets: ConnectionAssets): Fault =>
  firstFault([
    ["", () => assets.basicAuth(config.basicAuth)],
    ["", () => assets.authorization(config.authorization)],
    ["", () => assets.oauth2(config.oauth2)],
    ["failed to validate TLS configuration: ", () => safeTlsFault(config.tlsConfig)],
    ["", () => assets.tls(config.tlsConfig)],
    ["", () => assets.proxy(config)],
  ]);

const serverFault = ({ apiServer, namespaces }: OperatorKubernetesSdConfig): Fault =>
  apiServer !== undefined && (namespaces?.ownNamespace ?? false)
    ? "cannot use 'apiServer' and 'namespaces.ownNamespace' simultaneously"
    : undefined;

/** Which objects can be selected in a role. */
const selectable: Readonly<Record<string, readonly string[]>> = {
  pod: ["pod"],
  service: ["service"],
  endpointslice: ["pod", "service", "endpointslice"],
  endpoints: ["pod", "service", "endpoints"],
  node: ["node"],
  ingress: ["ingress"],
};

function selectorRoleFault({ role, selectors = [] }: OperatorKubernetesSdConfig): Fault {
  const allowed = selectable[role.toLowerCase()] ?? [];
  const isWrong = selectors.some((selector) => !allowed.includes(selector.role.toLowerCase()));
  return isWrong ? `${role} role supports only ${allowed.join(", ")} selectors` : undefined;
}

function selectorFault({ selectors = [] }: OperatorKubernetesSdConfig): Fault {
  for (const { label } of selectors) {
    const parsed = label === undefined ? undefined : parseSelector(label);
    if (parsed !== undefined && !parsed.ok) return parsed.error;
  }
  return undefined;
}

/** Ways of discovery that a ScrapeConfig asks for and that are not turned into configuration. */
export const unmodelledDiscovery = ({ spec }: OperatorScrapeConfig): readonly string[] =>
  Object.keys(spec).filter((name) => name.endsWith("SDConfigs") && !modelledDiscovery.includes(name));
