import { readAdapterConfig } from "../../input/adapter/read-config.ts";
import { InputError } from "../../input/input-error.ts";
import { type Adapter, createAdapter } from "../../sim/adapter/adapter.ts";
import type { AdapterConfig } from "../../sim/adapter/config.ts";
import type { AdapterPorts, ObjectView, QueryResult, Reply } from "../../sim/adapter/ports.ts";
import type { ApiReply, ApiRequest } from "../../sim/api.ts";
import { createKernel } from "../../sim/kernel/kernel.ts";
import { matches } from "../../sim/kubernetes/label-selector.ts";
import type { Labels } from "../../sim/kubernetes/object.ts";
import { compileRegex } from "../../sim/regex.ts";
import { minutes, type SimTime, simTime } from "../../sim/units.ts";
import type { Answer, Call } from "./call.ts";
import type { GeneratedConfig } from "./configs.ts";
import type { Exchange } from "./prometheus-proxy.ts";
import { apiGroups, findResource, listObjects, type WorldObject } from "./world.ts";

/** What an adapter is started with, as far as it matters to ours. */
export interface OurStart extends Pick<GeneratedConfig, "text" | "relistMinutes" | "maxAgeMinutes"> {
  /** When the real one was started, in milliseconds since the epoch. */
  readonly at: number;
  /** What Prometheus told the real one while it listed series. */
  readonly listing: readonly Exchange[];
}

/** Our adapter after its first listing, or why it does not start. */
export type OurAdapter =
  | {
      readonly kind: "running";
      readonly asked: Asked;
      /** Answers with what Prometheus told the real one for the same call. */
      readonly ask: (call: Call, exchanges: readonly Exchange[]) => { readonly answer: Answer; readonly asked: Asked };
    }
  /** `config` for a file that is refused in our own words. */
  | { readonly kind: "exited"; readonly by: "adapter" | "config"; readonly message: string };

/** Series queries with the beginning of the time that they look at, in seconds, and queries. */
export interface Asked {
  readonly series: readonly { readonly match: string; readonly start: number }[];
  readonly queries: readonly string[];
}

/**
 * A query about pods or nodes of `metrics.k8s.io`, with the names in order: upstream has them from an informer, in the order of a
 * map.
 */
export const withNamesInOrder = (query: string): string =>
  query.replace(/=~"([^"\\]*)"/g, (_, names: string) => `=~"${names.split("|").sort().join("|")}"`);

/** Starts our adapter in the same world. */
export function startOurAdapter(start: OurStart): OurAdapter {
  const config = readConfig(start.text);
  if (typeof config === "string") return { kind: "exited", by: "config", message: config };
  const kernel = createKernel({ start: simTime(start.at * 1000), seed: 1, eventsMax: 1000 });
  const prometheus = createReplay();
  const { relistMinutes, maxAgeMinutes } = start;
  const adapter = createAdapter({
    ...{ kernel, config, compileRegex, relistInterval: minutes(relistMinutes) },
    ...(maxAgeMinutes === undefined ? {} : { maxAge: minutes(maxAgeMinutes) }),
    ports: { ...worldPorts, prometheus: prometheus.client, log: () => {} },
  });
  if (!adapter.ok) return { kind: "exited", by: "adapter", message: adapter.error };
  prometheus.play(start.listing);
  adapter.value.start();
  const asked = prometheus.take();
  const ask = (call: Call, exchanges: readonly Exchange[]): { readonly answer: Answer; readonly asked: Asked } => {
    prometheus.play(exchanges);
    return { answer: answerOf(adapter.value, call), asked: prometheus.take() };
  };
  return { kind: "running", asked, ask };
}

function readConfig(text: string): AdapterConfig | string {
  try {
    return readAdapterConfig({ file: "config.yaml", text });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const worldPorts: Pick<AdapterPorts, "apiGroups" | "listNames" | "listPods" | "listNodes"> = {
  apiGroups: () => apiGroups,
  listNames: ({ resource: { group, version, resource }, namespace, selector }, done) => {
    const objects = listObjects(findResource(group, version, resource), namespace);
    if (objects === undefined) done({ kind: "error", message: "the server could not find the requested resource" });
    else
      done({ kind: "value", value: objects.filter(({ labels }) => matches(selector, labels)).map(({ name }) => name) });
  },
  listPods: (phase) => objectsOf("pods").filter((pod) => phase === "any" || pod.phase === phase),
  listNodes: (): readonly ObjectView[] => objectsOf("nodes"),
};

const objectsOf = (resource: string): readonly WorldObject[] => findResource("", "v1", resource)?.objects ?? [];

interface Replay {
  readonly client: AdapterPorts["prometheus"];
  /** These are the answers from now on. */
  readonly play: (exchanges: readonly Exchange[]) => void;
  readonly take: () => Asked;
}

/** A Prometheus that answers from what it answered before. */
function createReplay(): Replay {
  let exchanges: readonly Exchange[] = [];
  let series: Asked["series"][number][] = [];
  let queries: string[] = [];
  const find = (name: string, value: string): Reply<unknown> => {
    const has = (isMeant: (text: string) => boolean): Exchange | undefined =>
      exchanges.find(({ parameters }) => parameters.some(([key, text]) => key === name && isMeant(text)));
    const inOrder = withNamesInOrder(value);
    const found = has((text) => text === value) ?? has((text) => withNamesInOrder(text) === inOrder);
    return found === undefined ? { kind: "error", message: "the real one did not ask this" } : replyOf(found);
  };
  return {
    client: {
      series: ({ match, start }, done) => {
        series.push({ match, start: secondsOf(start) });
        const reply = find("match[]", match);
        done(
          reply.kind === "error" ? reply : { kind: "value", value: (reply.value ?? undefined) as readonly Labels[] },
        );
      },
      query: ({ query }, done) => {
        queries.push(query);
        const reply = find("query", query);
        done(reply.kind === "error" ? reply : { kind: "value", value: resultOf(reply.value) });
      },
    },
    play: (next) => {
      exchanges = next;
    },
    take: () => {
      const taken = { series, queries };
      [series, queries] = [[], []];
      return taken;
    },
  };
}

const secondsOf = (time: SimTime): number => time / 1_000_000;

/** Reads an answer as the adapter's client does. Source: prometheus-adapter v0.12.0 pkg/client/api.go */
function replyOf({ status, body }: Exchange): Reply<unknown> {
  if (status === 0) return { kind: "error", message: "EOF" };
  const isRead = Math.floor(status / 100) === 2 || [400, 422, 503].includes(status);
  if (!isRead) return { kind: "error", message: `bad_response: unknown response code ${status}` };
  try {
    const { status: outcome, data, errorType, error } = JSON.parse(body);
    return outcome === "error" ? { kind: "error", message: `${errorType}: ${error}` } : { kind: "value", value: data };
  } catch {
    return { kind: "error", message: "bad_response: invalid character '<' looking for beginning of value" };
  }
}

type WirePoint = readonly [seconds: number, text: string];

function resultOf(data: unknown): QueryResult {
  const { resultType, result } = data as { readonly resultType: QueryResult["type"]; readonly result: unknown };
  if (resultType === "vector") {
    const samples = (result as readonly { readonly metric: Labels; readonly value: WirePoint }[]).map(
      ({ metric, value }) => ({ labels: metric, ...pointOf(value) }),
    );
    return { type: "vector", samples };
  }
  return resultType === "scalar" ? { type: "scalar", ...pointOf(result as WirePoint) } : { type: resultType };
}

const pointOf = ([seconds, text]: WirePoint): { readonly value: number; readonly timestampMilliseconds: number } => ({
  value: /Inf$/.test(text) ? Number(`${text}inity`) : Number(text),
  timestampMilliseconds: Math.round(seconds * 1000),
});

function answerOf(adapter: Adapter, call: Call): Answer {
  let answered: ApiReply | undefined;
  adapter.handle(requestOf(call), (reply) => {
    answered = reply;
  });
  if (answered?.kind !== "whole") return { status: 0, headers: {}, body: answered?.kind ?? "no answer" };
  const { status, headers, body } = answered;
  return { status, headers, body };
}

function requestOf({ method, path: pathAndQuery, accept }: Call): ApiRequest {
  const url = new URL(pathAndQuery, "http://localhost");
  const headers: Record<string, string> = accept === undefined ? {} : { accept };
  const path = decodeURIComponent(url.pathname);
  const query = [...url.searchParams];
  return { method, path, query, headers, body: "", peer: { user: "admin", groups: ["system:masters"] } };
}
