import type { ApiReply } from "../api.ts";
import { goJson } from "../generic-apiserver/json.ts";
import { jsonHeaders } from "../generic-apiserver/status.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { groupVersion } from "../resource-metrics-api/objects.ts";
import { healthPaths } from "./health.ts";

const version = { groupVersion, version: "v1beta1" };

const group = { name: "metrics.k8s.io", versions: [version], preferredVersion: version };

/**
 * Documents about the API, by path. Aggregated discovery and OpenAPI are left out: clients fall back to these.
 *
 * Source: metrics-server v0.9.0 as it answers over HTTP
 */
const documents: Readonly<Record<string, object>> = {
  "/apis": {
    kind: "APIGroupList",
    groups: [{ ...group, serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: ":10250" }] }],
  },
  "/apis/metrics.k8s.io": { kind: "APIGroup", apiVersion: "v1", ...group },
  [`/apis/${groupVersion}`]: {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion,
    resources: [
      { name: "nodes", singularName: "", namespaced: false, kind: "NodeMetrics", verbs: ["get", "list"] },
      { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] },
    ],
  },
};

/** The document at a path, with or without a slash at its end; undefined when there is none. */
export const discoveryDocument = (path: string): object | undefined => documents[path.replace(/\/$/, "")];

/** All paths that metrics-server has, which it tells to whoever asks for `/` or for one that it has not. */
export function indexReply(status: 200 | 404): ApiReply {
  const paths = [...Object.keys(documents), ...healthPaths, ...otherPaths].sort(byCodeUnit);
  return { kind: "whole", status, headers: jsonHeaders, body: goJson({ paths }, true) };
}

/** Paths that are named there and not answered here. */
const otherPaths = ["/metrics", "/openapi/v2", "/openapi/v3", "/openapi/v3/", "/statusz", "/version"];
