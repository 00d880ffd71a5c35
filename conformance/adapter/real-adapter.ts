import { mkdirSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import path from "node:path";
import { execa } from "execa";
import { type ApiServer, freePort } from "./api-server.ts";
import type { Answer, Call } from "./call.ts";
import type { PrometheusProxy } from "./prometheus-proxy.ts";

/** Where the real adapter runs. */
export interface Surroundings {
  readonly program: string;
  /** A folder of its own, for its config and its certificate. */
  readonly folder: string;
  readonly apiServer: ApiServer;
  readonly proxy: PrometheusProxy;
}

/** How it is started. */
export interface Start {
  readonly config: string;
  /** `--metrics-relist-interval` and `--metrics-max-age` among others. */
  readonly flags: readonly string[];
  /** The series queries of its first listings; one that is there twice is asked for twice. */
  readonly listings: readonly string[];
  /** Whether it reads pods and nodes. */
  readonly hasResourceRules: boolean;
}

/** A running adapter that has listed its series, or the error with which it exited. */
export type RealAdapter =
  | { readonly kind: "running"; readonly ask: (call: Call) => Promise<Answer>; readonly stop: () => Promise<void> }
  | { readonly kind: "exited"; readonly message: string };

const waitMs = 25;
const waitsMax = 2400;

/** The time in which what has arrived is taken in, in milliseconds. */
const settleMs = 60;

/** Starts prometheus-adapter and waits until it knows all that it will know. */
export async function startRealAdapter(surroundings: Surroundings, start: Start): Promise<RealAdapter> {
  const { apiServer, proxy } = surroundings;
  const port = await freePort();
  apiServer.forgetWatches();
  const running = execa(surroundings.program, argumentsOf(surroundings, start, port), { reject: false });
  let hasExited = false;
  void running.then(() => {
    hasExited = true;
  });
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const ask = (call: Call): Promise<Answer> => askOver(agent, port, call);
  const stop = async (): Promise<void> => {
    agent.destroy();
    running.kill("SIGKILL");
    await running;
  };
  for (let waited = 0; waited < waitsMax; waited++) {
    if (hasExited) return { kind: "exited", message: lastWords((await running).stderr) };
    const isListed = hasAll(proxy.pending().map(matchOf), start.listings);
    const isInformed = !start.hasResourceRules || ["pods", "nodes"].every((one) => apiServer.watched.has(one));
    if (isListed && isInformed && (await isReady(ask))) {
      await pause(settleMs);
      return { kind: "running", ask, stop };
    }
    await pause(waitMs);
  }
  await stop();
  throw new Error(`prometheus-adapter does not get ready with this config:\n${start.config}`);
}

function argumentsOf(
  { folder, apiServer, proxy }: Surroundings,
  { config, flags }: Start,
  port: number,
): readonly string[] {
  const certificates = path.join(folder, "certificates");
  mkdirSync(certificates, { recursive: true });
  const [configFile, kubeconfig] = [path.join(folder, "config.yaml"), path.join(folder, "kubeconfig.json")];
  writeFileSync(configFile, config);
  writeFileSync(kubeconfig, kubeconfigOf(apiServer.address));
  return [
    ...[`--config=${configFile}`, `--prometheus-url=${proxy.address}`],
    ...["lister", "authentication", "authorization"].map((what) => `--${what}-kubeconfig=${kubeconfig}`),
    ...[`--prometheus-header=${proxy.announce()}`, "--authentication-skip-lookup", `--cert-dir=${certificates}`],
    ...["--bind-address=127.0.0.1", `--secure-port=${port}`, "--client-qps=100000", "--client-burst=100000"],
    ...flags,
  ];
}

const kubeconfigOf = (server: string): string =>
  JSON.stringify({
    ...{ apiVersion: "v1", kind: "Config", "current-context": "here" },
    clusters: [{ name: "here", cluster: { server } }],
    contexts: [{ name: "here", context: { cluster: "here", user: "adapter" } }],
    users: [{ name: "adapter", user: {} }],
  });

/** What klog says before the process ends, without its header and the stacks that may follow. */
function lastWords(stderr: string): string {
  const [, message = stderr] = /^F\d{4} \S+ +\d+ \S+\] ([\s\S]*?)(?:\n+goroutine \d|$(?![\s\S]))/m.exec(stderr) ?? [];
  return message.trimEnd();
}

function hasAll(found: readonly string[], wanted: readonly string[]): boolean {
  const count = (texts: readonly string[], text: string): number => texts.filter((one) => one === text).length;
  return wanted.every((text) => count(found, text) >= count(wanted, text));
}

const matchOf = ({ parameters }: { parameters: readonly (readonly [string, string])[] }): string =>
  parameters.find(([name]) => name === "match[]")?.[1] ?? "";

const isReady = (ask: (call: Call) => Promise<Answer>): Promise<boolean> =>
  ask({ method: "GET", path: "/readyz" }).then(
    ({ status }) => status === 200,
    () => false,
  );

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function askOver(agent: Agent, port: number, { method, path: where, accept }: Call): Promise<Answer> {
  // Any token will do: the API server takes every one for an administrator's.
  const headers = { authorization: "Bearer any", ...(accept === undefined ? {} : { accept }) };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, method, path: where, headers }, (reply) => {
      let body = "";
      reply.setEncoding("utf8");
      reply.on("data", (chunk: string) => {
        body += chunk;
      });
      reply.on("error", reject);
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, headers: textHeaders(reply.headers), body }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

const textHeaders = (headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
