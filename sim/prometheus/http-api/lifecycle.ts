import type { ApiReply } from "../../api.ts";
import { notAllowed, plainError, plainText } from "./reply.ts";

/** Whether a Prometheus answers queries: not while it starts, and not while it stops. */
export type Readiness = "ready" | "not-ready" | "stopping";

/** What became of a reload. */
export type Reload = { readonly kind: "reloaded" } | { readonly kind: "failed"; readonly because: string };

/** What `/-/` needs. */
export interface LifecyclePorts {
  /** Undefined where `--web.enable-lifecycle` is off. */
  readonly reload: (() => Reload) | undefined;
  readonly readiness: () => Readiness;
}

/** The reply of a Prometheus that is ready, else 503. Source: prometheus v0.315.0 web/web.go (testReady) */
export function ready({ readiness }: LifecyclePorts, answer: () => ApiReply): ApiReply {
  const state = readiness();
  if (state === "ready") return answer();
  return {
    ...{ kind: "whole", status: 503, body: "Service Unavailable" },
    headers: { "content-type": "text/plain; charset=utf-8", "x-prometheus-stopping": String(state === "stopping") },
  };
}

const empty: ApiReply = { kind: "whole", status: 200, headers: {}, body: "" };

/** `/-/healthy`, `/-/ready`, `/-/reload`; undefined for another path. Source: prometheus v0.315.0 web/web.go */
export function lifecycleReply(path: string, method: string, ports: LifecyclePorts): ApiReply | undefined {
  switch (path) {
    case "/-/healthy":
      if (method === "HEAD") return empty;
      return method === "GET"
        ? plainText(200, "Prometheus Server is Healthy.\n")
        : notAllowed(["GET", "HEAD", "OPTIONS"]);
    case "/-/ready":
      if (method !== "GET" && method !== "HEAD") return notAllowed(["GET", "HEAD", "OPTIONS"]);
      return ready(ports, () => (method === "HEAD" ? empty : plainText(200, "Prometheus Server is Ready.\n")));
    case "/-/reload":
      if (method === "GET") return plainText(405, "Only POST or PUT requests allowed");
      return method === "POST" || method === "PUT" ? reloadReply(ports) : notAllowed(["GET", "OPTIONS", "POST", "PUT"]);
    default:
      return undefined;
  }
}

function reloadReply({ reload }: LifecyclePorts): ApiReply {
  if (reload === undefined) return plainText(403, "Lifecycle API is not enabled.");
  const outcome = reload();
  return outcome.kind === "reloaded" ? empty : plainError(500, `failed to reload config: ${outcome.because}`);
}
