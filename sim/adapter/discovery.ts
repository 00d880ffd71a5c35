import type { ApiReply } from "../api.ts";
import { goJson } from "../generic-apiserver/json.ts";
import { jsonHeaders } from "../generic-apiserver/status.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { printGroupResource } from "./config.ts";
import type { CustomRegistry } from "./custom-registry.ts";
import type { ExternalMetrics } from "./external-metrics.ts";

/** The APIs that a config gives the adapter. */
export type Served = {
  readonly custom: Pick<CustomRegistry, "list"> | undefined;
  readonly external: Pick<ExternalMetrics, "list"> | undefined;
  readonly hasResourceMetrics: boolean;
};

/**
 * The document about the API at a path, with or without slashes at its end; undefined when there is none. Aggregated discovery and
 * OpenAPI are left out: clients fall back to these.
 *
 * Source: prometheus-adapter v0.12.0 over apiserver v0.30.0, as it answers over HTTP
 */
export function discoveryDocument(path: string, served: Served): object | undefined {
  const { custom, external } = served;
  const groups = groupsOf(served);
  const wanted = path.replace(/\/+$/, "");
  if (path === "/apis" || path === "/apis/") {
    const addresses = { serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: ":6443" }] };
    return { kind: "APIGroupList", groups: groups.map((name) => ({ ...groupFields(name), ...addresses })) };
  }
  const group = groups.find((name) => wanted === `/apis/${name}`);
  if (group !== undefined) return { kind: "APIGroup", apiVersion: "v1", ...groupFields(group) };
  const groupVersion = wanted.replace(/^\/apis\//, "");
  if (custom !== undefined && customVersions.includes(groupVersion))
    return resourceList(groupVersion, customResources(custom));
  if (external !== undefined && groupVersion === "external.metrics.k8s.io/v1beta1") {
    return resourceList(groupVersion, externalResources(external));
  }
  const isResourceMetrics = served.hasResourceMetrics && groupVersion === "metrics.k8s.io/v1beta1";
  return isResourceMetrics ? resourceList(groupVersion, resourceMetrics) : undefined;
}

/** The groups of the APIs that are served, in the order in which they are installed. */
export const groupsOf = ({ custom, external, hasResourceMetrics }: Served): readonly string[] => [
  ...(custom === undefined ? [] : ["custom.metrics.k8s.io"]),
  ...(external === undefined ? [] : ["external.metrics.k8s.io"]),
  ...(hasResourceMetrics ? ["metrics.k8s.io"] : []),
];

const customVersions: readonly string[] = ["custom.metrics.k8s.io/v1beta1", "custom.metrics.k8s.io/v1beta2"];

/** A group has v1beta1 and tells of no other version, though `custom.metrics.k8s.io` answers in v1beta2 too. */
function groupFields(name: string): object {
  const version = { groupVersion: `${name}/v1beta1`, version: "v1beta1" };
  return { name, versions: [version], preferredVersion: version };
}

const resourceList = (groupVersion: string, resources: readonly object[]): object => ({
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion,
  resources,
});

const customResources = ({ list }: Pick<CustomRegistry, "list">): readonly object[] =>
  list().map(({ resource, namespaced, metric }) => ({
    name: `${printGroupResource(resource)}/${metric}`,
    singularName: "",
    namespaced,
    kind: "MetricValueList",
    verbs: ["get"],
  }));

const externalResources = ({ list }: Pick<ExternalMetrics, "list">): readonly object[] =>
  list().map((name) => ({
    ...{ name, singularName: "", namespaced: true, kind: "ExternalMetricValueList", verbs: ["get"] },
  }));

const resourceMetrics: readonly object[] = [
  { name: "nodes", singularName: "", namespaced: false, kind: "NodeMetrics", verbs: ["get", "list"] },
  { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] },
];

/** All paths that the adapter has, which it tells to whoever asks for `/` or for one that it has not. */
export function indexReply(status: 200 | 404, served: Served): ApiReply {
  const groups = groupsOf(served).flatMap((name) => [`/apis/${name}`, `/apis/${name}/v1beta1`]);
  const later = served.custom === undefined ? [] : ["/apis/custom.metrics.k8s.io/v1beta2"];
  const probes = ["healthz", "livez", "readyz"].flatMap((probe) => ["", ...checks].map((check) => `/${probe}${check}`));
  // With resource rules the adapter puts metrics of its own in the place of the server's.
  const levels = served.hasResourceMetrics ? [] : ["/metrics/slis"];
  const paths = ["/apis", ...groups, ...later, ...probes, ...otherPaths, ...levels].sort(byCodeUnit);
  return { kind: "whole", status, headers: jsonHeaders, body: goJson({ paths }, true) };
}

const checks = [
  "/log",
  "/ping",
  "/poststarthook/generic-apiserver-start-informers",
  "/poststarthook/max-in-flight-filter",
  "/poststarthook/storage-object-count-tracker-hook",
];

/** Paths that are named there and not answered here, as the parts of probes are not. */
const otherPaths = [
  "/readyz/informer-sync",
  "/readyz/shutdown",
  "/metrics",
  "/openapi/v2",
  "/openapi/v3",
  "/openapi/v3/",
  "/version",
];
