/** A request to a simulated server: plain values, so that msw and a socket adapt to it alike. */
export type ApiRequest = {
  readonly method: string;
  /** Without the query: `/apis/metrics.k8s.io/v1beta1/pods`. */
  readonly path: string;
  /** Decoded; a key may come several times. */
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or bytes where `requestHasBytes`. */
  readonly body: string;
  /** Who asks, as far as the connection tells. */
  readonly peer: ApiPeer;
};

export type ApiPeer = { readonly user: string; readonly groups: readonly string[] };

/** What a simulated server answers. */
export type ApiReply =
  | {
      readonly kind: "whole";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Text, or bytes where `replyHasBytes`. */
      readonly body: string;
    }
  /** A body that comes piece by piece, such as a watch. `open` starts it; what it returns ends it. */
  | {
      readonly kind: "stream";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly open: (write: (chunk: string) => void, end: () => void) => () => void;
    }
  /** No answer in HTTP: the text is what a Go client prints. */
  | {
      readonly kind: "fault";
      readonly fault: "refused" | "reset" | "timeout" | "truncated" | "tls";
      readonly text: string;
    };

/** A server of the wind tunnel: it answers from the state of this instant. */
export type ApiHandler = (request: ApiRequest) => ApiReply;

type Headers = Readonly<Record<string, string>>;

/** True where a whole reply's body is bytes, each a character of U+0000 to U+00FF. */
export const replyHasBytes = (headers: Headers): boolean =>
  (headers["content-type"] ?? "").split(";", 1)[0]?.trim() === "application/x-protobuf";

/** True where a request's body is bytes, each a character of U+0000 to U+00FF: protobuf, and whatever is compressed. */
export const requestHasBytes = (headers: Headers): boolean =>
  replyHasBytes(headers) || (headers["content-encoding"] ?? "") !== "";

/** The bytes of such a body. */
export const bytesOfBody = (body: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: body.length }, (_, at) => body.charCodeAt(at));

/** So many characters are made at a time. */
const stretchLength = 8192;

/** Bytes as such a body. */
export function bodyOfBytes(bytes: Uint8Array): string {
  let body = "";
  for (let at = 0; at < bytes.length; at += stretchLength) {
    body += String.fromCharCode(...bytes.subarray(at, at + stretchLength));
  }
  return body;
}
