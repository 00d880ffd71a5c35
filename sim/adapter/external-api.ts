import type { ApiRequest } from "../api.ts";
import { listOptions } from "../generic-apiserver/list-options.ts";
import { negotiate } from "../generic-apiserver/negotiation.ts";
import {
  badRequest,
  methodNotAllowed,
  noSuchResource,
  type Outcome,
  refused,
  watchNotSupported,
} from "../generic-apiserver/status.ts";
import { byCodeUnit, type Labels } from "../kubernetes/object.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import { formatMilli } from "../quantity/index.ts";
import { simTime } from "../units.ts";
import { failureOf, objectReply, type Respond, refusal } from "./answer.ts";
import type { ExternalMetricRequest, ExternalMetrics, ExternalMetricValue } from "./external-metrics.ts";
import { requestInfoOf } from "./request-info.ts";

const group = "external.metrics.k8s.io";

/**
 * Answers a request below `external.metrics.k8s.io/v1beta1`; `segments` follow the version.
 *
 * Source: apiserver v0.30.0 pkg/endpoints/handlers/get.go ListResource; custom-metrics-apiserver v1.30.0 pkg/registry/external_metrics
 */
export function answerExternal(
  { request, segments }: { request: ApiRequest; segments: readonly string[] },
  metrics: ExternalMetrics,
  respond: Respond,
): void {
  const read = readRequest(request, segments);
  if (!read.ok) {
    respond(refusal(request, read.failure));
    return;
  }
  metrics.get(read.value, (answer) => {
    if (!answer.ok) {
      respond(refusal(request, failureOf(answer.problem)));
      return;
    }
    const head = { kind: "ExternalMetricValueList", apiVersion: `${group}/v1beta1`, metadata: {} };
    respond(objectReply(request, { ...head, items: answer.value.map(itemOf) }));
    return;
  });
}

function readRequest(request: ApiRequest, segments: readonly string[]): Outcome<ExternalMetricRequest> {
  const isRoute = segments.length === 3 && segments[0] === "namespaces";
  if (!isRoute) return refused(noSuchResource);
  if (request.method !== "GET") return refused(methodNotAllowed);
  const negotiated = negotiate(request.headers["accept"], { tables: false, streams: true });
  if (!negotiated.ok) return negotiated;
  const options = listOptions(request);
  if (!options.ok) return options;
  const { selector, name, watch } = options.value;
  const info = requestInfoOf(segments);
  // A path without an object's name takes that of the field selector.
  if (!name.isEmpty && info.name !== "" && name.required !== info.name) {
    return refused(badRequest("fieldSelector metadata.name doesn't match requested name"));
  }
  if (watch) return refused(watchNotSupported(group, "*"));
  return { ok: true, value: { namespace: info.namespace, metric: info.resource, metricSelector: selector } };
}

const itemOf = ({ metric, labels, timestampMilliseconds, milli }: ExternalMetricValue): object => ({
  metricName: metric,
  metricLabels: labels === undefined ? null : sorted(labels),
  timestamp: formatTimestamp(simTime(Math.floor(timestampMilliseconds / 1000) * 1_000_000)),
  value: formatMilli(milli, "DecimalSI"),
});

const sorted = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => byCodeUnit(a, b)));
