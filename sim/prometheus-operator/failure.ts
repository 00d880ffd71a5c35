import { selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { assetsIn } from "./assets.ts";
import { timeoutFault } from "./check-common.ts";
import {
  authorizationFault,
  connectionAssets,
  type Fault,
  firstFault,
  tlsConfigFault,
  tlsFault,
} from "./check-connection.ts";
import { relabelFault } from "./check-relabel.ts";
import type { Generation } from "./generation.ts";
import type { AlertmanagerEndpoints } from "./objects/prometheus.ts";
import { type SelectableKind, selectionOf } from "./select.ts";

/**
 * What stops the operator before it writes a configuration, in its words.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/server/operator.go
 */
export function failure(generation: Generation): Fault {
  const { prometheus, assets: clusterAssets } = generation;
  const { spec } = prometheus;
  const assets = connectionAssets(assetsIn(prometheus.meta.namespace, clusterAssets));
  const { apiserverConfig: server } = spec;
  return firstFault([
    ["failed to parse scrape classes: ", () => scrapeClassesFault(generation)],
    ...selectable.map((kind) => ["", () => selectionFault(generation, kind)] as const),
    [
      "apiserver config: ",
      () =>
        server &&
        (assets.basicAuth(server.basicAuth) ??
          authorizationFault(server.authorization) ??
          assets.authorization(server.authorization) ??
          tlsConfigFault(server.tlsConfig) ??
          assets.tls(server.tlsConfig)),
    ],
    ...(spec.alerting?.alertmanagers ?? []).map(
      (endpoints, index) => [`alertmanager ${index}: `, () => alertmanagerFault(endpoints, generation)] as const,
    ),
    ...(spec.alerting?.alertmanagers ?? []).map(
      (endpoints, index) =>
        [
          `alertmanager ${index}: `,
          () =>
            assets.basicAuth(endpoints.basicAuth) ??
            assets.authorization(endpoints.authorization) ??
            tlsConfigFault(endpoints.tlsConfig) ??
            assets.tls(endpoints.tlsConfig),
        ] as const,
    ),
    ...generation.scrapeClasses.map(
      ({ name, tlsConfig }) =>
        [`failed to process scrape classes: scrape class "${name}": `, () => assets.tls(tlsConfig)] as const,
    ),
    ["generating config failed: ", () => timeoutFault({ scrapeTimeout: spec.scrapeTimeout ?? "" }, spec)],
    ["generating config failed: ", () => chunkEncodingFault(generation)],
  ]);
}

const selectable: readonly SelectableKind[] = [
  "ServiceMonitor",
  "PodMonitor",
  "Probe",
  "ScrapeConfig",
  "PrometheusRule",
];

function selectionFault({ prometheus }: Generation, kind: SelectableKind): Fault {
  const { selector, namespaceSelector } = selectionOf(prometheus, kind);
  const namespaces = selectorFromLabelSelector(namespaceSelector);
  if (!namespaces.ok) return `failed to convert namespace label selector to selector: ${namespaces.error}`;
  const labels = selectorFromLabelSelector(selector);
  if (labels.ok) return undefined;
  return kind === "PrometheusRule"
    ? `initializing PrometheusRules failed: convert rule label selector to selector: ${labels.error}`
    : labels.error;
}

function scrapeClassesFault({ version, scrapeClasses }: Generation): Fault {
  let hasDefault = false;
  for (const scrapeClass of scrapeClasses) {
    const { name } = scrapeClass;
    const fault = firstFault([
      [`invalid relabelings for scrapeClass ${name}: `, () => relabelFault(scrapeClass.relabelings, version)],
      [
        `invalid metric relabelings for scrapeClass ${name}: `,
        () => relabelFault(scrapeClass.metricRelabelings, version),
      ],
      [`invalid TLS config for scrapeClass ${name}: `, () => tlsFault(scrapeClass.tlsConfig)],
      [`invalid authorization for scrapeClass ${name}: `, () => authorizationFault(scrapeClass.authorization)],
    ]);
    if (fault !== undefined) return fault;
    if (hasDefault && (scrapeClass.default ?? false)) return "multiple default scrape classes defined";
    hasDefault ||= scrapeClass.default ?? false;
  }
  return undefined;
}

/** One way to prove who Prometheus is, and rules that are right. */
function alertmanagerFault(endpoints: AlertmanagerEndpoints, { version }: Generation): Fault {
  const { bearerTokenFile = "", basicAuth, authorization, sigv4 } = endpoints;
  const ways: readonly (readonly [string, unknown])[] = [
    ["bearerTokenFile", bearerTokenFile === "" ? undefined : bearerTokenFile],
    ["basicAuth", basicAuth],
    ["authorization", authorization],
    ["sigv4", sigv4],
  ];
  const named = ways.filter(([, value]) => value !== undefined).map(([name]) => `"${name}"`);
  if (named.length > 1)
    return `${named.join(" and ")} can't be set at the same time, at most one of them must be defined`;
  return firstFault([
    ["invalid relabelings: ", () => relabelFault(endpoints.relabelings, version)],
    ["invalid alertRelabelings: ", () => relabelFault(endpoints.alertRelabelings, version)],
  ]);
}

/** Chunks of the older encoding hold no start timestamps. */
function chunkEncodingFault({ prometheus: { spec } }: Generation): Fault {
  const isOlder = spec.tsdb?.chunkEncoding?.floats === "Xor";
  if (!isOlder || !(spec.enableFeatures ?? []).includes("st-storage")) return undefined;
  const reason = "(XOR chunks do not store start timestamps)";
  return `generating storage_settings configuration failed: chunk encoding "Xor" is incompatible with --enable-feature=st-storage ${reason}`;
}
