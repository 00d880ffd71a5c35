import type { ApiHandler, ApiReply, ApiRequest } from "../api.ts";
import { goJson } from "../generic-apiserver/json.ts";
import { acceptsPlainJson, wantsPretty } from "../generic-apiserver/negotiation.ts";
import {
  type Failure,
  failureReply,
  jsonHeaders,
  methodNotAllowed,
  type Outcome,
} from "../generic-apiserver/status.ts";
import { invariant } from "../invariant.ts";
import { answerResourceMetrics } from "../resource-metrics-api/answer.ts";
import type { SimTime } from "../units.ts";
import { discoveryDocument, indexReply } from "./discovery.ts";
import { type HealthSettings, healthReply } from "./health.ts";
import type { Queries } from "./queries.ts";
import { sourceOf } from "./source.ts";

export type MetricsServerHandlerSettings = {
  readonly now: () => SimTime;
  readonly queries: Queries;
  readonly health: HealthSettings;
};

/**
 * metrics-server's API and probes over HTTP. Nobody is asked who they are.
 *
 * Source: metrics-server v0.9.0, as it answers over HTTP
 */
export function createMetricsServerHandler({ now, queries, health }: MetricsServerHandlerSettings): ApiHandler {
  const source = sourceOf(queries);
  return (request) => {
    const { method, path } = request;
    const probe = healthReply(request, health);
    if (probe !== undefined) return probe;
    const document = discoveryDocument(path);
    if (document !== undefined) {
      return method === "GET" ? objectReply(document, wantsPretty(request)) : refuse(request, methodNotAllowed);
    }
    if (!path.startsWith("/apis/metrics.k8s.io/")) return indexReply(path === "/" ? 200 : 404);
    let answered: Outcome<object> | undefined;
    answerResourceMetrics(request, { now, source }, (outcome) => {
      answered = outcome;
    });
    invariant(answered !== undefined, "metrics-server answers from its own storage, at once");
    return answered.ok ? objectReply(answered.value, wantsPretty(request)) : refuse(request, answered.failure);
  };
}

const objectReply = (object: object, isPretty: boolean): ApiReply => ({
  kind: "whole",
  status: 200,
  headers: jsonHeaders,
  body: goJson(object, isPretty),
});

function refuse(request: ApiRequest, failure: Failure): ApiReply {
  const reply = failureReply(failure, wantsPretty(request) || !acceptsPlainJson(request.headers.accept));
  return request.method === "HEAD" && reply.kind === "whole" ? { ...reply, body: "" } : reply;
}
