import type { ApiHandler, ApiReply, ApiRequest } from "../../api.ts";
import type { SimTime } from "../../units.ts";
import { createDerivedLabels } from "../promql/derived-labels.ts";
import type { EngineSetup } from "../promql/engine.ts";
import type { Label } from "../promql/labels.ts";
import type { ParserSetup } from "../promql/syntax/parse.ts";
import type { Appender } from "../storage/appender.ts";
import { federateReply } from "./federate.ts";
import { type Form, formOf } from "./form.ts";
import { lifecycleReply, type Readiness, type Reload, ready } from "./lifecycle.ts";
import { ApiFailure } from "./parameters.ts";
import { formatQuery, instantQuery, parseQueryTree, rangeQuery } from "./queries.ts";
import { remoteReadReply } from "./remote-read.ts";
import { remoteWriteReply } from "./remote-write.ts";
import { type Answer, answerReply, failureReply, notAllowed, notFound, plainError } from "./reply.ts";
import { alertsAnswer, type RuleGroup, rulesAnswer } from "./rules.ts";
import { labelNamesAnswer, labelValuesAnswer, seriesAnswer } from "./series.ts";
import {
  type Alertmanagers,
  alertmanagersAnswer,
  type BuildInfo,
  buildInfoAnswer,
  configAnswer,
  flagsAnswer,
  type HeadContents,
  type RuntimeInfo,
  runtimeInfoAnswer,
  tsdbAnswer,
} from "./status.ts";
import { metadataAnswer, scrapePoolsAnswer, type Targets, targetMetadataAnswer, targetsAnswer } from "./targets.ts";

/** What the API of a Prometheus tells about, asked anew for every request. */
export interface PrometheusApiPorts {
  readonly now: () => SimTime;
  /** The engine's options carry the lookback that federation uses too. */
  readonly engine: () => EngineSetup;
  readonly externalLabels: () => readonly Label[];
  readonly targets: () => Targets;
  readonly scrapePools: () => readonly string[];
  readonly rules: () => readonly RuleGroup[];
  readonly alertmanagers: () => Alertmanagers;
  /** The configuration as YAML. */
  readonly config: () => string;
  readonly flags: () => ReadonlyMap<string, string>;
  readonly runtimeInfo: () => RuntimeInfo;
  readonly buildInfo: () => BuildInfo;
  readonly head: () => HeadContents;
  /** SHA-256 of a text in UTF-8, in hexadecimal digits. */
  readonly sha256: (text: string) => string;
  /** Undefined where `--web.enable-lifecycle` is off. */
  readonly reload: (() => Reload) | undefined;
  readonly readiness: () => Readiness;
  /** Where remote write goes; undefined where `--web.enable-remote-write-receiver` is off. */
  readonly openAppender: (() => Appender) | undefined;
}

const prefix = "/api/v1/";

/** The HTTP API of a Prometheus without its web pages. Source: prometheus v0.315.0 web/web.go, web/api/v1/api.go (Register) */
export function createPrometheusHandler(ports: PrometheusApiPorts): ApiHandler {
  const routes = routesOf(ports);
  return (request) => {
    const path = decodedPath(request.path);
    const { method } = request;
    if (!path.startsWith(prefix)) return otherReply(path, request, ports);
    if (method === "OPTIONS")
      return withOrigin(
        request,
        ready(ports, () => noContent),
      );
    const remote = remoteReplies.get(path.slice(prefix.length));
    if (remote !== undefined) {
      return method === "POST" ? ready(ports, () => remote(request, ports)) : notAllowed(["OPTIONS", "POST"]);
    }
    const found = findRoute(routes, path.slice(prefix.length));
    if (found === undefined) return notFound;
    const { route, parameter } = found;
    const methods = route.takesForms ? ["GET", "OPTIONS", "POST"] : ["GET", "OPTIONS"];
    if (!methods.includes(method)) return notAllowed(methods);
    return ready(ports, () =>
      withOrigin(
        request,
        reply(() => route.answer(formOf(request), parameter)),
      ),
    );
  };
}

/** What speaks protobuf in the place of JSON. */
const remoteReplies: ReadonlyMap<string, (request: ApiRequest, ports: PrometheusApiPorts) => ApiReply> = new Map([
  [
    "read",
    (request, { engine, externalLabels }) =>
      remoteReadReply(request, { ...engine(), externalLabels: externalLabels() }),
  ],
  [
    "write",
    (request, { now, openAppender }) =>
      openAppender === undefined
        ? plainError(404, "remote write receiver needs to be enabled with --web.enable-remote-write-receiver")
        : remoteWriteReply(request, { nowMs: Math.floor(now() / 1000), openAppender }),
  ],
]);

const noContent: ApiReply = { kind: "whole", status: 204, headers: { vary: "Origin" }, body: "" };

/** The paths outside `/api/v1`. */
function otherReply(path: string, request: ApiRequest, ports: PrometheusApiPorts): ApiReply {
  if (path.startsWith("/-/")) return lifecycleReply(path, request.method, ports) ?? notFound;
  if (path !== "/federate") return notFound;
  if (request.method !== "GET") return notAllowed(["GET", "OPTIONS"]);
  return ready(ports, () => {
    const { select, parser, compileRegex, options } = ports.engine();
    const nowMs = Math.floor(ports.now() / 1000);
    return federateReply(formOf(request), {
      ...{ select, parser: { options: parser, compileRegex }, nowMs },
      ...{ lookbackMs: options.lookbackMs, externalLabels: ports.externalLabels() },
    });
  });
}

function reply(answer: () => Answer): ApiReply {
  try {
    return answerReply(answer());
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return failureReply(error);
  }
}

/** Source: prometheus v0.315.0 util/httputil/cors.go, with the origins that are allowed by default: all */
function withOrigin({ headers }: ApiRequest, answered: ApiReply): ApiReply {
  if ((headers["origin"] ?? "") === "" || answered.kind !== "whole") return answered;
  const allowing = {
    "access-control-allow-headers": "Accept, Authorization, Content-Type, Origin",
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Date",
  };
  return { ...answered, headers: { ...answered.headers, ...allowing } };
}

interface Route {
  /** Answers to POST as well as to GET. */
  readonly takesForms: boolean;
  readonly answer: (form: Form, parameter: string) => Answer;
}

interface Found {
  readonly route: Route;
  /** What stands in the place of the route's asterisk. */
  readonly parameter: string;
}

function findRoute(routes: ReadonlyMap<string, Route>, path: string): Found | undefined {
  const [, parameter] = /^label\/([^/]+)\/values$/.exec(path) ?? [];
  const route = routes.get(parameter === undefined ? path : "label/*/values");
  return route === undefined ? undefined : { route, parameter: parameter ?? "" };
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function routesOf(ports: PrometheusApiPorts): ReadonlyMap<string, Route> {
  const both = (answer: Route["answer"]): Route => ({ takesForms: true, answer });
  const get = (answer: Route["answer"]): Route => ({ takesForms: false, answer });
  const series = (): Parameters<typeof seriesAnswer>[1] => ({
    select: ports.engine().select,
    parser: parserOf(ports.engine()),
  });
  const derived = createDerivedLabels();
  const engine = (): EngineSetup => ({ derived, ...ports.engine() });
  return new Map([
    ["query", both((form) => instantQuery(form, engine(), ports.now()))],
    ["query_range", both((form) => rangeQuery(form, engine()))],
    ["format_query", both((form) => formatQuery(form, ports.engine()))],
    ["parse_query", both((form) => parseQueryTree(form, ports.engine()))],
    ["labels", both((form) => labelNamesAnswer(form, series()))],
    ["series", both((form) => seriesAnswer(form, series()))],
    ["label/*/values", get((form, parameter) => labelValuesAnswer(parameter, form, series()))],
    ["scrape_pools", get(() => scrapePoolsAnswer(ports.scrapePools()))],
    ["targets", get((form) => targetsAnswer(form, ports.targets()))],
    ["targets/metadata", get((form) => targetMetadataAnswer(form, ports.targets(), parserOf(ports.engine())))],
    ["metadata", get((form) => metadataAnswer(form, ports.targets()))],
    ["alertmanagers", get(() => alertmanagersAnswer(ports.alertmanagers()))],
    ["alerts", get(() => alertsAnswer(ports.rules()))],
    ["rules", get((form) => rulesAnswer(form, ports.rules(), { parser: parserOf(ports.engine()), ...ports }))],
    ["status/config", get(() => configAnswer(ports.config()))],
    ["status/flags", get(() => flagsAnswer(ports.flags()))],
    ["status/runtimeinfo", get(() => runtimeInfoAnswer(ports.runtimeInfo()))],
    ["status/buildinfo", get(() => buildInfoAnswer(ports.buildInfo()))],
    ["status/tsdb", get((form) => tsdbAnswer(form, ports.head()))],
  ]);
}

const parserOf = ({ parser, compileRegex }: EngineSetup): ParserSetup => ({ options: parser, compileRegex });
