import type { ApiReply, ApiRequest } from "../api.ts";
import { negotiate } from "../generic-apiserver/negotiation.ts";
import { methodNotAllowed, noSuchResource } from "../generic-apiserver/status.ts";
import { answerResourceMetrics } from "../resource-metrics-api/answer.ts";
import type { ResourceMetricsSource } from "../resource-metrics-api/item.ts";
import type { SimTime } from "../units.ts";
import { objectReply, type Respond, refusal, withoutBodyForHead } from "./answer.ts";
import { answerCustom, type CustomVersion } from "./custom-api.ts";
import type { CustomMetrics } from "./custom-metrics.ts";
import type { CustomRegistry } from "./custom-registry.ts";
import { discoveryDocument, groupsOf, indexReply, type Served } from "./discovery.ts";
import { answerExternal } from "./external-api.ts";
import type { ExternalMetrics } from "./external-metrics.ts";

export type HandlerSettings = {
  readonly now: () => SimTime;
  /** Each is undefined when the config has no rules for it. */
  readonly custom: { readonly registry: CustomRegistry; readonly metrics: CustomMetrics } | undefined;
  readonly external: ExternalMetrics | undefined;
  readonly resource: ResourceMetricsSource | undefined;
};

/** Answers a request, in the same event unless Prometheus or the API server take their time. */
export type AdapterHandler = (request: ApiRequest, respond: Respond) => void;

/** prometheus-adapter's APIs over HTTP. Nobody is asked who they are. */
export function createHandler({ now, custom, external, resource }: HandlerSettings): AdapterHandler {
  const served: Served = { custom: custom?.registry, external, hasResourceMetrics: resource !== undefined };
  return (request, respond) => {
    const { path, method } = request;
    if (probes.has(path)) {
      respond(withoutBodyForHead(request, probeReply));
      return;
    }
    const document = discoveryDocument(path, served);
    if (document !== undefined) {
      const negotiated = negotiate(request.headers["accept"], { tables: false, streams: false });
      if (method !== "GET") respond(refusal(request, methodNotAllowed));
      else respond(negotiated.ok ? objectReply(request, document) : refusal(request, negotiated.failure));
      return;
    }
    const [, , group = "", version = "", ...segments] = path.replace(/\/+$/, "").split("/");
    if (!path.startsWith("/apis/") || !groupsOf(served).includes(group)) {
      respond(withoutBodyForHead(request, indexReply(path === "/" ? 200 : 404, served)));
      return;
    }
    if (resource !== undefined && group === "metrics.k8s.io") {
      answerResourceMetrics(request, { now, source: resource }, (outcome) =>
        respond(outcome.ok ? objectReply(request, outcome.value) : refusal(request, outcome.failure)),
      );
      return;
    }
    const customVersion = customVersionOf(version);
    if (custom !== undefined && group === "custom.metrics.k8s.io" && customVersion !== undefined) {
      answerCustom({ request, version: customVersion, segments }, custom.metrics, respond);
    } else if (external !== undefined && group === "external.metrics.k8s.io" && version === "v1beta1") {
      answerExternal({ request, segments }, external, respond);
    } else respond(refusal(request, noSuchResource));
  };
}

const customVersionOf = (version: string): CustomVersion | undefined =>
  version === "v1beta1" || version === "v1beta2" ? version : undefined;

const probes: ReadonlySet<string> = new Set(["/healthz", "/livez", "/readyz"]);

/** The adapter is ready from the start, whether it has reached Prometheus or not. */
const probeReply: ApiReply = {
  kind: "whole",
  status: 200,
  headers: {
    "cache-control": "no-cache, private",
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
  },
  body: "ok",
};
