import type { ApiReply } from "../api.ts";
import { goJson } from "./json.ts";

/** Why a request was refused, as the API says it. */
export type Failure = {
  readonly code: 400 | 404 | 405 | 406 | 500;
  /** Absent for an error that is no `Status` in Go. */
  readonly reason?: "BadRequest" | "NotFound" | "MethodNotAllowed" | "NotAcceptable" | "InternalError";
  readonly message: string;
  /** Absent where upstream gives none. */
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly causes?: readonly { readonly message: string }[];
  };
};

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

export const refused = (failure: Failure): Outcome<never> => ({ ok: false, failure });

export const jsonHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-cache, private",
  "content-type": "application/json",
};

/** The failure as a `Status` object. Source: apimachinery v0.36.3 metav1.Status */
export function failureReply({ code, reason, message, details }: Failure, isPretty: boolean): ApiReply {
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message };
  const body = goJson(
    { ...status, ...(reason === undefined ? {} : { reason }), ...(details === undefined ? {} : { details }), code },
    isPretty,
  );
  return { kind: "whole", status: code, headers: jsonHeaders, body };
}

export const badRequest = (message: string): Failure => ({ code: 400, reason: "BadRequest", message });

/** A path of the group that leads nowhere. */
export const noSuchResource: Failure = {
  code: 404,
  reason: "NotFound",
  message: "the server could not find the requested resource",
  details: {},
};

export const methodNotAllowed: Failure = {
  code: 405,
  reason: "MethodNotAllowed",
  message: "the server does not allow this method on the requested resource",
  details: {},
};

export const watchNotSupported = (group: string, resource: string): Failure => ({
  code: 405,
  reason: "MethodNotAllowed",
  message: `watch is not supported on resources of kind "${resource}.${group}"`,
  details: { group, kind: resource },
});

/** `kind` is what the caller looked for: `pods`, or `podmetrics` of the group. */
export function notFound({ kind, group, name }: { kind: string; group: string; name: string }): Failure {
  const qualified = group === "" ? kind : `${kind}.${group}`;
  const details = group === "" ? { name, kind } : { name, group, kind };
  return { code: 404, reason: "NotFound", message: `${qualified} "${name}" not found`, details };
}
