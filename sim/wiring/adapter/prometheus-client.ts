import type { Done, PrometheusClient, QueryResult, Sample } from "../../adapter/ports.ts";
import type { ApiReply } from "../../api.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Labels } from "../../kubernetes/object.ts";
import { queryEscape } from "../../query-escape.ts";
import type { SimTime } from "../../units.ts";
import { distrust, type FaultsNow, wrongAnswer } from "../faults.ts";
import { answerWithoutTls, connect, httpAnswerToHttps, type NetworkPorts, parseUrl } from "../network.ts";

export type PrometheusClientSettings = {
  readonly kernel: Kernel;
  readonly network: NetworkPorts;
  readonly faults: FaultsNow;
  /** `--prometheus-url`. */
  readonly url: string;
};

type Parameters = readonly (readonly [key: string, value: string])[];

/** What came back: the `data` of an answer, or the text of the client's error. */
type Answer =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly message: string };

/** The adapter's client of Prometheus over the cluster's network. Source: prometheus-adapter v0.12.0 pkg/client/api.go */
export function createPrometheusClient(settings: PrometheusClientSettings): PrometheusClient {
  return {
    series: ({ match, start }, done) =>
      get(
        settings,
        {
          path: "/api/v1/series",
          parameters: [
            ["match[]", match],
            ["start", seconds(start)],
          ],
        },
        (answer) =>
          done(
            answer.kind === "error" ? answer : { kind: "value", value: (answer.value as Labels[] | null) ?? undefined },
          ),
      ),
    query: ({ query, time }, done) =>
      get(
        settings,
        {
          path: "/api/v1/query",
          parameters: [
            ["query", query],
            ["time", seconds(time)],
          ],
        },
        (answer) => tell(answer, done),
      ),
  };
}

const tell = (answer: Answer, done: Done<QueryResult>): void =>
  done(answer.kind === "error" ? answer : { kind: "value", value: queryResult(answer.value as PrintedResult) });

/** Whole milliseconds as seconds. Source: prometheus/common v0.53.0 model/time.go (Time.String) */
const seconds = (time: SimTime): string => String(Math.floor(time / 1000) / 1000);

type Get = { readonly path: string; readonly parameters: Parameters };

/** Parameters stand in the URL in the order of their names. */
function get(settings: PrometheusClientSettings, { path, parameters }: Get, done: (answer: Answer) => void): void {
  const { kernel, network, faults } = settings;
  const base = parseUrl(settings.url.replace(/\/$/, ""));
  const search = parameters.map(([key, value]) => `${queryEscape(key)}=${queryEscape(value)}`).join("&");
  const whole = `${settings.url.replace(/\/$/, "")}${path}?${search}`;
  const fail = (text: string): void => done({ kind: "error", message: `Get "${whole}": ${text}` });
  if (base === undefined) {
    fail("unsupported protocol scheme");
    return;
  }
  const connection = connect(base, "", { network, faults });
  if (connection.kind === "silence") {
    fail(`dial tcp ${base.host}:${base.port}: i/o timeout`);
    return;
  }
  if (connection.kind === "failure") {
    fail(connection.text);
    return;
  }
  const { server, fault } = connection;
  if (base.scheme === "http" && server.scheme === "https") {
    done({ kind: "error", message: `bad_response: ${jsonFault(answerWithoutTls)}` });
    return;
  }
  const failure =
    base.scheme === server.scheme ? server.scheme === "https" && distrust(fault, base.host) : httpAnswerToHttps;
  if (failure) {
    fail(failure);
    return;
  }
  const answer = (): void => {
    const peer = { user: "", groups: [] };
    const basePath = base.path === "/" ? "" : base.path;
    const request = { method: "GET", path: basePath + path, query: parameters, headers: {}, body: "", peer };
    done(answerOf(wrongAnswer(fault) ?? server.handle(request)));
  };
  if (fault?.kind === "slow") kernel.after(fault.delay, answer);
  else answer();
}

type Printed = {
  readonly status?: string;
  readonly data?: unknown;
  readonly errorType?: string;
  readonly error?: string;
};

function answerOf(reply: ApiReply): Answer {
  if (reply.kind !== "whole") return { kind: "error", message: reply.kind === "fault" ? reply.text : "unexpected EOF" };
  const { status, body } = reply;
  // Others do not answer in JSON.
  if (Math.floor(status / 100) !== 2 && ![400, 422, 503].includes(status)) {
    return { kind: "error", message: `bad_response: unknown response code ${status}` };
  }
  const printed = parsed(body);
  if (printed === undefined) return { kind: "error", message: `bad_response: ${jsonFault(body)}` };
  if (printed.status !== "error") return { kind: "value", value: printed.data };
  return { kind: "error", message: `${printed.errorType ?? ""}: ${printed.error ?? ""}` };
}

function parsed(body: string): Printed | undefined {
  try {
    return JSON.parse(body) as Printed;
  } catch {
    return undefined;
  }
}

/** Source: go1.26 encoding/json, of a text that goes wrong with its first character or ends too early */
function jsonFault(body: string): string {
  const [first] = body.trimStart();
  if (first === undefined) return "EOF";
  if (/[{["\d-]/.test(first)) return "unexpected EOF";
  return `invalid character '${first}' looking for beginning of value`;
}

type PrintedSample = readonly [seconds: number, value: string];

type PrintedResult =
  | {
      readonly resultType: "vector";
      readonly result: readonly { readonly metric: Labels; readonly value: PrintedSample }[];
    }
  | { readonly resultType: "scalar"; readonly result: PrintedSample }
  | { readonly resultType: "matrix" | "string" };

function queryResult(data: PrintedResult): QueryResult {
  switch (data.resultType) {
    case "vector":
      return {
        type: "vector",
        samples: data.result.map(({ metric, value }): Sample => ({ labels: metric, ...sampleOf(value) })),
      };
    case "scalar":
      return { type: "scalar", ...sampleOf(data.result) };
    default:
      return { type: data.resultType };
  }
}

const sampleOf = ([at, value]: PrintedSample) => ({
  value: numberOf(value),
  timestampMilliseconds: Math.round(at * 1000),
});

const numberOf = (text: string): number =>
  text === "+Inf" ? Number.POSITIVE_INFINITY : text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
