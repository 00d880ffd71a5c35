import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { podHeader } from "./order.ts";

/** Something that answers on loopback as pods behind a Service would. */
export type LoopbackPods = {
  readonly url: string;
  /** Requests that came, whether or not they were answered. */
  readonly count: () => number;
  /** Connections over which they came. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/**
 * Two pods in turn, each answer after `answerMs`.
 *
 * At `/refusing` every tenth request is answered with 503, at `/silent` every tenth with nothing.
 */
export async function openLoopbackPods(answerMs: number): Promise<LoopbackPods> {
  let count = 0;
  const server = createServer((request, response) => {
    count++;
    const pod = count % 2 === 0 ? "web-a" : "web-b";
    const isTenth = count % 10 === 0;
    if (isTenth && request.url === "/silent") return;
    setTimeout(() => {
      response.setHeader(podHeader, pod);
      response.statusCode = isTenth && request.url === "/refusing" ? 503 : 200;
      response.end("ok\n");
    }, answerMs);
  });
  let connections = 0;
  server.on("connection", () => {
    connections++;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    count: () => count,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
