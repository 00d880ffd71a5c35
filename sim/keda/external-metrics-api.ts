import type { ApiReply, ApiRequest } from "../api.ts";
import { goJson } from "../kubernetes/go-text.ts";
import { formatSelector, parseSelector } from "../kubernetes/label-selector.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import { formatQuantity } from "../quantity/index.ts";
import type { MetricValue } from "./ports.ts";
import { annotationNames } from "./scaled-object.ts";
import type { Parsed } from "./trigger-metadata.ts";

/** Asks the operator for a metric of a ScaledObject; it may answer in a later event. */
export type GetMetric = (
  asked: { readonly namespace: string; readonly scaledObject: string; readonly metricName: string },
  done: (values: Parsed<readonly MetricValue[]>) => void,
) => void;

const groupVersion = "external.metrics.k8s.io/v1beta1";
const root = `/apis/${groupVersion}`;

/**
 * KEDA's metrics server: `external.metrics.k8s.io`. Its list of resources has one that stands for all.
 *
 * Answers are JSON on one line; tables and other media types are not offered.
 * Source: keda v2.21.0 pkg/provider/provider.go, pkg/metricsservice; custom-metrics-apiserver v1.33.0 as it answers over HTTP
 */
export function handleExternalMetrics(
  request: ApiRequest,
  getMetric: GetMetric,
  done: (reply: ApiReply) => void,
): void {
  const { method, path, query } = request;
  if (path === root || path === `${root}/`) {
    done(json(200, resourceList));
    return;
  }
  const match = new RegExp(`^${root}/namespaces/([^/]+)/([^/]+)/?$`).exec(path);
  if (!match || method !== "GET") {
    done(match ? methodNotAllowed : pageNotFound);
    return;
  }
  const [, namespace = "", metricName = ""] = match;
  const parameter = (name: string): string => query.find(([key]) => key === name)?.[1] ?? "";
  const selector = parseSelector(parameter("labelSelector"));
  if (!selector.ok) {
    done(failure(400, selector.error, { reason: "BadRequest" }));
    return;
  }
  if (["true", "1"].includes(parameter("watch"))) {
    done(watchNotSupported);
    return;
  }
  const scaledObject = scaledObjectOf(formatSelector(selector.selector));
  if (!scaledObject.ok) {
    done(failure(500, scaledObject.error));
    return;
  }
  getMetric({ namespace, scaledObject: scaledObject.value, metricName }, (values) =>
    done(values.ok ? json(200, listOf(values.value)) : failure(500, overGrpc(values.error))),
  );
}

/** The operator's words as they reach the metrics server. */
const overGrpc = (error: string): string =>
  `rpc error: code = Unknown desc = error when getting metric values ${error}`;

/** Only `key=value` can be asked for. Source: apimachinery v0.36.3 pkg/labels ConvertSelectorToLabelsMap */
function scaledObjectOf(selector: string): Parsed<string> {
  let name = "";
  for (const requirement of selector === "" ? [] : selector.split(",")) {
    const sides = requirement.split("=");
    if (sides.length !== 2) return { ok: false, error: `invalid selector: [${sides.join(" ")}]` };
    if (sides[0]?.trim() === annotationNames.owner) name = sides[1]?.trim() ?? "";
  }
  return name === "" ? { ok: false, error: "scaledObject name is not specified" } : { ok: true, value: name };
}

const listOf = (values: readonly MetricValue[]): object => ({
  kind: "ExternalMetricValueList",
  apiVersion: groupVersion,
  metadata: {},
  items: values.map(({ metricName, value, timestamp }) => ({
    metricName,
    metricLabels: null,
    timestamp: formatTimestamp(timestamp),
    value: formatQuantity(value),
  })),
});

const resourceList = {
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion,
  resources: [
    { name: "externalmetrics", singularName: "", namespaced: true, kind: "ExternalMetricValueList", verbs: ["get"] },
  ],
};

const json = (status: number, body: object): ApiReply => ({
  kind: "whole",
  status,
  headers: { "cache-control": "no-cache, private", "content-type": "application/json" },
  body: `${goJson(body)}\n`,
});

const failure = (code: number, message: string, more: object = {}): ApiReply =>
  json(code, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, ...more, code });

const watchNotSupported: ApiReply = failure(
  405,
  'watch is not supported on resources of kind "*.external.metrics.k8s.io"',
  { reason: "MethodNotAllowed", details: { group: "external.metrics.k8s.io", kind: "*" } },
);

const plain = (status: number, body: string): ApiReply => ({
  kind: "whole",
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
});

const pageNotFound: ApiReply = plain(404, "404: Page Not Found");
const methodNotAllowed: ApiReply = plain(405, "405: Method Not Allowed");
