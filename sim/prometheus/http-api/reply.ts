import type { ApiReply } from "../../api.ts";
import { type Encodable, encodeJson } from "./json.ts";
import type { ApiFailure, ErrorType } from "./parameters.ts";

/** An answer of the API: its data, and what is to be said about how it came about. */
export interface Answer {
  readonly data: Encodable;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

/** So many warnings, and so many infos, are told; the rest is counted. */
const remarksMax = 10;

const headers: Readonly<Record<string, string>> = { "content-type": "application/json", vary: "Origin" };

/** A success. Source: prometheus v0.315.0 web/api/v1/api.go (respond) */
export function answerReply({ data, warnings = [], infos = [] }: Answer): ApiReply {
  const body = encodeJson({
    status: "success",
    data,
    warnings: remarks(warnings, "warning"),
    infos: remarks(infos, "info"),
  });
  return { kind: "whole", status: 200, headers, body };
}

function remarks(texts: readonly string[], kind: string): readonly string[] | undefined {
  if (texts.length === 0) return undefined;
  const omitted = texts.length - remarksMax;
  return omitted <= 0 ? texts : [...texts.slice(0, remarksMax), `${omitted} more ${kind} annotations omitted`];
}

const statusOf: Readonly<Record<ErrorType, number>> = {
  bad_data: 400,
  execution: 422,
  timeout: 503,
  internal: 500,
  unavailable: 500,
  not_found: 404,
};

/** A failure. Source: prometheus v0.315.0 web/api/v1/api.go (respondError, getDefaultErrorCode) */
export const failureReply = ({ type, message }: ApiFailure): ApiReply => ({
  ...{ kind: "whole", status: statusOf[type], headers },
  body: encodeJson({ status: "error", errorType: type, error: message }),
});

/** Text as Go's http.Error sends it. */
export const plainError = (status: number, text: string): ApiReply => ({
  ...{ kind: "whole", status, body: `${text}\n` },
  headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
});

/** Text whose type Go's server finds out by itself. */
export const plainText = (status: number, body: string): ApiReply => ({
  ...{ kind: "whole", status, body },
  headers: { "content-type": "text/plain; charset=utf-8" },
});

/** There is nothing under this path. */
export const notFound: ApiReply = plainError(404, "404 page not found");

/** The path is there, but not for this method. */
export const notAllowed = (allowed: readonly string[]): ApiReply => ({
  ...{ kind: "whole", status: 405, body: "Method Not Allowed\n" },
  headers: {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    allow: allowed.join(", "),
  },
});
