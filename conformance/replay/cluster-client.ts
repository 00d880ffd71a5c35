import { request } from "node:https";
import { KubeConfig, Watch } from "@kubernetes/client-node";

/** Reads of an API server, as plain JSON. */
export type ClusterClient = {
  /** The answer to GET; a status of 400 and above is an `ApiStatusError`. */
  readonly get: (path: string) => Promise<unknown>;
  /** The same as text, whatever it is: logs. */
  readonly getText: (path: string) => Promise<string>;
  /** Hears of every change from a version on, until the server ends it or the signal comes. */
  readonly watch: (order: WatchOrder) => Promise<void>;
};

export type WatchOrder = {
  readonly path: string;
  readonly resourceVersion: string;
  readonly onChange: (type: string, object: unknown) => void;
  readonly signal: AbortSignal;
};

/** The API server answered with an error. */
export class ApiStatusError extends Error {
  override readonly name = "ApiStatusError";
  readonly status: number;

  constructor(path: string, status: number, body: string) {
    super(`GET ${path}: ${status} ${body.slice(0, 300).trim()}`);
    this.status = status;
  }
}

const timeoutMs = 10_000;

/** A client of the cluster of a kubeconfig file's current context. */
export function createClusterClient(kubeconfig: string): ClusterClient {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error(`${kubeconfig} names no cluster`);

  const getText = async (path: string): Promise<string> => {
    const options: Parameters<KubeConfig["applyToHTTPSOptions"]>[0] = { method: "GET", timeout: timeoutMs };
    // The agent that it puts there is kept, and with it the connection.
    await config.applyToHTTPSOptions(options);
    return new Promise((resolve, reject) => {
      const sent = request(`${server}${path}`, options as object, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const body = Buffer.concat(chunks).toString("utf8");
          const status = response.statusCode ?? 0;
          if (status >= 400) reject(new ApiStatusError(path, status, body));
          else resolve(body);
        });
      });
      sent.on("timeout", () => sent.destroy(new Error(`GET ${path}: no answer within ${timeoutMs / 1000} s`)));
      sent.on("error", reject);
      sent.end();
    });
  };

  const watch = ({ path, resourceVersion, onChange, signal }: WatchOrder): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const [bare = "", selector] = path.split("?labelSelector=");
      const labelSelector = selector === undefined ? {} : { labelSelector: decodeURIComponent(selector) };
      void new Watch(config)
        .watch(bare, { resourceVersion, allowWatchBookmarks: true, ...labelSelector }, onChange, () => resolve())
        .then((open) => {
          if (signal.aborted) open.abort();
          else signal.addEventListener("abort", () => open.abort(), { once: true });
        });
    });

  return { getText, get: async (path) => JSON.parse(await getText(path)), watch };
}
