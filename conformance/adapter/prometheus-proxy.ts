import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listenLocally, stopServer } from "./api-server.ts";

/** One call of an adapter to Prometheus, and what came back. */
export interface Exchange {
  readonly path: string;
  /** Decoded, of the query or the form alike. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** 0 where the connection was cut instead. */
  readonly status: number;
  readonly body: string;
}

/** What goes wrong between the adapter and Prometheus. */
export type Fault = "cut" | "internal-error" | "no-json" | "unavailable";

/** A Prometheus that remembers what it was asked, by the adapter that is the last one to have been announced. */
export interface PrometheusProxy {
  readonly address: string;
  /** Forgets what was, and answers the header by which the next adapter tells that a call is its own. */
  readonly announce: () => string;
  /** What was answered since this was asked last, in order. */
  readonly take: () => readonly Exchange[];
  /** What has been answered and not taken. */
  readonly pending: () => readonly Exchange[];
  /** What becomes of the calls from now on. */
  readonly setFault: (fault: Fault | undefined) => void;
  readonly stop: () => Promise<void>;
}

/** Stands before the Prometheus at an address. */
export async function startPrometheusProxy(prometheus: string): Promise<PrometheusProxy> {
  let exchanges: Exchange[] = [];
  let fault: Fault | undefined;
  let round = 0;
  const server = createServer((request, response) => {
    void forward(request, response, { prometheus, fault }).then((exchange) => {
      // An adapter that has ended may still be heard of.
      if (request.headers[header] === String(round)) exchanges.push(exchange);
    });
  });
  const port = await listenLocally(server);
  return {
    address: `http://127.0.0.1:${port}`,
    announce: () => {
      exchanges = [];
      round++;
      return `${header}=${round}`;
    },
    take: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
    pending: () => exchanges,
    setFault: (next) => {
      fault = next;
    },
    stop: () => stopServer(server),
  };
}

const header = "x-round";

interface Upstream {
  readonly prometheus: string;
  readonly fault: Fault | undefined;
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { prometheus, fault }: Upstream,
): Promise<Exchange> {
  const url = new URL(request.url ?? "/", prometheus);
  const sent = await bodyOf(request);
  const parameters = [...(request.method === "POST" ? new URLSearchParams(sent) : url.searchParams)];
  const path = url.pathname;
  if (fault === "cut") {
    request.socket.destroy();
    return { path, parameters, status: 0, body: "" };
  }
  const { status, body } = fault === undefined ? await ask(url, request, sent) : faulty[fault];
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body);
  return { path, parameters, status, body };
}

const faulty: Readonly<Record<Exclude<Fault, "cut">, Pick<Exchange, "status" | "body">>> = {
  "internal-error": { status: 500, body: "it broke" },
  "no-json": { status: 200, body: "<html>a login page</html>" },
  unavailable: { status: 503, body: '{"status":"error","errorType":"unavailable","error":"not yet"}' },
};

async function ask(
  url: URL,
  { method = "GET" }: IncomingMessage,
  sent: string,
): Promise<Pick<Exchange, "status" | "body">> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const reply = await fetch(url, method === "POST" ? { method, body: sent, headers } : {});
  return { status: reply.status, body: await reply.text() };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text;
}
