import {
  type ApiHandler,
  type ApiPeer,
  type ApiReply,
  type ApiRequest,
  bodyOfBytes,
  bytesOfBody,
  replyHasBytes,
  requestHasBytes,
} from "../sim/api.ts";
import { unreachable } from "../sim/invariant.ts";

/** A Fetch API request as the simulated servers read it. The path stays as it was sent; the query is decoded. */
export async function toApiRequest(request: Request, peer: ApiPeer): Promise<ApiRequest> {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  return {
    method: request.method,
    path: url.pathname,
    query: [...url.searchParams],
    headers,
    body: requestHasBytes(headers) ? bodyOfBytes(new Uint8Array(await request.arrayBuffer())) : await request.text(),
    peer,
  };
}

/**
 * A simulated server's answer as a Fetch API response. A fault becomes a network error, which cannot carry its text.
 *
 * A stream is opened when somebody reads the body, and closed when they cancel it.
 */
export function toResponse(reply: ApiReply): Response {
  switch (reply.kind) {
    case "whole":
      return new Response(bodyOf(reply), { status: reply.status, headers: reply.headers });
    case "stream":
      return new Response(toReadableStream(reply.open), { status: reply.status, headers: reply.headers });
    case "fault":
      return Response.error();
    default:
      return unreachable(reply);
  }
}

/** A simulated server as a function from request to response, for msw and for whoever else speaks the Fetch API. */
export function toFetchHandler(handler: ApiHandler, peer: ApiPeer): (request: Request) => Promise<Response> {
  return async (request) => toResponse(handler(await toApiRequest(request, peer)));
}

function bodyOf({
  status,
  headers,
  body,
}: Extract<ApiReply, { readonly kind: "whole" }>): string | Uint8Array<ArrayBuffer> | null {
  if (hasNoBody(status)) return null;
  return replyHasBytes(headers) ? bytesOfBody(body) : body;
}

const hasNoBody = (status: number): boolean => status === 204 || status === 304;

function toReadableStream(open: (write: (chunk: string) => void, end: () => void) => () => void): ReadableStream {
  const encoder = new TextEncoder();
  let close = (): void => {};
  return new ReadableStream({
    start: (controller) => {
      close = open(
        (chunk) => controller.enqueue(encoder.encode(chunk)),
        () => controller.close(),
      );
    },
    cancel: () => close(),
  });
}
