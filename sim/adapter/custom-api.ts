import type { ApiRequest } from "../api.ts";
import { listOptions, parameterOf } from "../generic-apiserver/list-options.ts";
import { isRoutable, negotiate, notRoutable } from "../generic-apiserver/negotiation.ts";
import {
  badRequest,
  type Failure,
  methodNotAllowed,
  noSuchResource,
  type Outcome,
  refused,
} from "../generic-apiserver/status.ts";
import { parseSelector, type Selector } from "../kubernetes/label-selector.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import { formatMilli } from "../quantity/index.ts";
import { failureOf, objectReply, type Respond, refusal } from "./answer.ts";
import type { GroupResource } from "./config.ts";
import type { CustomMetrics, MetricValue } from "./custom-metrics.ts";
import { type RequestInfo, requestInfoOf } from "./request-info.ts";

export type CustomVersion = "v1beta1" | "v1beta2";

const group = "custom.metrics.k8s.io";

/**
 * Answers a request below a version of `custom.metrics.k8s.io`; `segments` follow the version.
 *
 * Source: custom-metrics-apiserver v1.30.0 pkg/apiserver/endpoints/handlers/get.go, pkg/registry/custom_metrics
 */
export function answerCustom(
  { request, version, segments }: { request: ApiRequest; version: CustomVersion; segments: readonly string[] },
  metrics: CustomMetrics,
  respond: Respond,
): void {
  const fail = (failure: Failure): void => respond(refusal(request, failure));
  const read = readRequest(request, segments);
  if (!read.ok) {
    fail(read.failure);
    return;
  }
  const { info, selector, metricSelector } = read.value;
  const { namespace, name } = info;
  const wanted = {
    info: { resource: parseGroupResource(info.resource), namespaced: namespace !== "", metric: info.subresource },
    namespace,
    metricSelector,
  };
  const print = (answer: Parameters<Parameters<CustomMetrics["byName"]>[1]>[0]): void => {
    if (!answer.ok) {
      fail(failureOf(answer.problem));
      return;
    }
    // Only now does upstream look whether it can print the answer as the client wants it.
    const negotiated = negotiate(request.headers["accept"], { tables: false, streams: true });
    if (!negotiated.ok) {
      fail(negotiated.failure);
      return;
    }
    const items = answer.value.map(version === "v1beta1" ? itemV1beta1 : itemV1beta2);
    respond(objectReply(request, { kind: "MetricValueList", apiVersion: `${group}/${version}`, metadata: {}, items }));
  };
  if (name === "*" || name === "") metrics.bySelector({ ...wanted, selector }, print);
  else metrics.byName({ ...wanted, name }, print);
}

type CustomRequest = { readonly info: RequestInfo; readonly selector: Selector; readonly metricSelector: Selector };

function readRequest(request: ApiRequest, segments: readonly string[]): Outcome<CustomRequest> {
  if (!isRoute(segments)) return refused(noSuchResource);
  if (request.method !== "GET") return refused(methodNotAllowed);
  if (!isRoutable(request.headers["accept"])) return refused(notRoutable);
  const options = listOptions(request);
  const path = requestInfoOf(segments);
  // A path without an object's name takes that of the field selector.
  const given = path.name === "" && options.ok ? (options.value.name.required ?? "") : path.name;
  const info = aboutNamespace({ ...path, name: given });
  if (info.parts.length < 3) return refused(badRequest("invalid request path"));
  if (!options.ok) return options;
  const { selector, name } = options.value;
  if (!name.isEmpty && info.name !== "" && name.required !== info.name) {
    return refused(badRequest("fieldSelector metadata.name doesn't match requested name"));
  }
  const metricSelector = parseSelector(parameterOf(request, "metricLabelSelector") ?? "");
  if (!metricSelector.ok) return refused({ code: 500, message: metricSelector.error });
  return { ok: true, value: { info, selector, metricSelector: metricSelector.selector } };
}

/** Objects without a namespace, objects with one, and namespaces themselves; a part may be empty. */
function isRoute(segments: readonly string[]): boolean {
  if (segments.length === 3) return true;
  if (segments[0] !== "namespaces") return false;
  return segments.length === 5 || (segments.length === 4 && segments[2] === "metrics");
}

/** `namespaces/NAME/metrics/METRIC` is about the namespace. */
function aboutNamespace(info: RequestInfo): RequestInfo {
  const { namespace, resource, name, parts } = info;
  if (namespace === "" || resource !== "metrics") return info;
  return {
    namespace: "",
    resource: "namespaces",
    name: namespace,
    subresource: name,
    parts: ["namespaces", namespace, ...parts.slice(1)],
  };
}

/** Source: apimachinery v0.30.0 schema.ParseGroupResource */
function parseGroupResource(text: string): GroupResource {
  const dot = text.indexOf(".");
  return dot < 0 ? { group: "", resource: text } : { group: text.slice(dot + 1), resource: text.slice(0, dot) };
}

const itemV1beta1 = (value: MetricValue): object => ({
  describedObject: describedObject(value),
  metricName: value.metric,
  timestamp: formatTimestamp(value.timestamp),
  value: formatMilli(value.milli, "DecimalSI"),
  selector: value.selector ?? null,
});

const itemV1beta2 = (value: MetricValue): object => ({
  describedObject: describedObject(value),
  metric: { name: value.metric, selector: value.selector ?? null },
  timestamp: formatTimestamp(value.timestamp),
  value: formatMilli(value.milli, "DecimalSI"),
});

/** The version of a core object is "/v1": upstream joins an empty group to it. */
const describedObject = ({ kind, namespace, name }: MetricValue): object => ({
  kind: kind.kind,
  ...(namespace === "" ? {} : { namespace }),
  name,
  apiVersion: `${kind.group}/${kind.version}`,
});
