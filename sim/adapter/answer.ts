import type { ApiReply, ApiRequest } from "../api.ts";
import { goJson } from "../generic-apiserver/json.ts";
import { acceptsPlainJson, wantsPretty } from "../generic-apiserver/negotiation.ts";
import { type Failure, failureReply, jsonHeaders } from "../generic-apiserver/status.ts";
import type { Problem } from "./problem.ts";

/** What an answer is given to: in the same event when nothing delays it, in a later one when something does. */
export type Respond = (reply: ApiReply) => void;

export const objectReply = (request: ApiRequest, object: object): ApiReply => ({
  kind: "whole",
  status: 200,
  headers: jsonHeaders,
  body: goJson(object, wantsPretty(request)),
});

export function refusal(request: ApiRequest, { message, ...failure }: Failure): ApiReply {
  const isPretty = wantsPretty(request) || !acceptsPlainJson(request.headers["accept"]);
  return withoutBodyForHead(request, failureReply({ ...failure, message: inOlderWords(message) }, isPretty));
}

/** What newer releases count in bytes is in characters for this one. Source: apimachinery v0.30.0 validation.MaxLenError */
const inOlderWords = (message: string): string => message.replace(/(must be no more than \d+) bytes/g, "$1 characters");

export const withoutBodyForHead = ({ method }: ApiRequest, reply: ApiReply): ApiReply =>
  method === "HEAD" && reply.kind === "whole" ? { ...reply, body: "" } : reply;

/** The problem as a `Status`. */
export function failureOf(problem: Problem): Failure {
  const { kind, message } = problem;
  switch (kind) {
    case "not-found":
      return { code: 404, reason: "NotFound", message };
    case "plain":
      return { code: 500, message };
    case "internal":
      return {
        code: 500,
        reason: "InternalError",
        message: `Internal error occurred: ${message}`,
        details: { causes: [{ message }] },
      };
  }
}
