import type { ApiHandler, ApiReply, ApiRequest } from "../api.ts";
import type { SimTime } from "../units.ts";
import { discoveryDocument, indexReply } from "./discovery.ts";
import { type HealthSettings, healthReply } from "./health.ts";
import { goJson } from "./json.ts";
import { listOptions } from "./list-options.ts";
import { acceptsPlainJson, negotiate, type Representation, wantsPretty } from "./negotiation.ts";
import { groupVersion, nodeMetricsFields, podMetricsFields } from "./objects.ts";
import type { Queries, SingleAnswer } from "./queries.ts";
import {
  badRequest,
  type Failure,
  failureReply,
  jsonHeaders,
  methodNotAllowed,
  noSuchResource,
  notFound,
  type Outcome,
  refused,
  watchNotSupported,
} from "./status.ts";
import { nodeRow, podRow, type TableForm, type TableRow, table } from "./table.ts";
import { type Target, targetOf } from "./target.ts";

export type MetricsServerHandlerSettings = {
  readonly now: () => SimTime;
  readonly queries: Queries;
  readonly health: HealthSettings;
};

/** What was found, in both forms in which it can be printed. */
type Found = { readonly object: object; readonly rows: readonly TableRow[] };

/**
 * metrics-server's API and probes over HTTP. Nobody is asked who they are.
 *
 * Source: metrics-server v0.9.0, as it answers over HTTP
 */
export function createMetricsServerHandler(settings: MetricsServerHandlerSettings): ApiHandler {
  return (request) => {
    const { method, path } = request;
    const health = healthReply(request, settings.health);
    if (health !== undefined) return health;
    const document = discoveryDocument(path);
    if (document !== undefined) {
      return method === "GET" ? objectReply(document, wantsPretty(request)) : refuse(request, methodNotAllowed);
    }
    if (!path.startsWith("/apis/metrics.k8s.io/")) return indexReply(path === "/" ? 200 : 404);
    const answered = answer(request, settings);
    return answered.ok ? objectReply(answered.value, wantsPretty(request)) : refuse(request, answered.failure);
  };
}

const objectReply = (object: object, isPretty: boolean): ApiReply => ({
  kind: "whole",
  status: 200,
  headers: jsonHeaders,
  body: goJson(object, isPretty),
});

function refuse(request: ApiRequest, failure: Failure): ApiReply {
  const reply = failureReply(failure, wantsPretty(request) || !acceptsPlainJson(request.headers.accept));
  return request.method === "HEAD" && reply.kind === "whole" ? { ...reply, body: "" } : reply;
}

function answer(request: ApiRequest, settings: MetricsServerHandlerSettings): Outcome<object> {
  const target = targetOf(request.path);
  if (target === undefined) return refused(noSuchResource);
  if (request.method !== "GET") return refused(methodNotAllowed);
  const negotiated = negotiate(request.headers.accept);
  if (!negotiated.ok) return negotiated;
  const found = target.name === undefined ? list(target, request, settings) : get(target, settings);
  return found.ok ? represent(found.value, negotiated.representation, request) : found;
}

function get(target: Target, { queries, now }: MetricsServerHandlerSettings): Outcome<Found> {
  const { name = "" } = target;
  if (target.resource === "nodes") {
    const notThere = { unknown: { kind: "node", group: "", name }, "no-metrics": { kind: "nodemetrics", group, name } };
    return single(queries.node(name), notThere, (one) => found(nodeRow(now())(one)));
  }
  const qualified = `${target.namespace}/${name}`;
  const notThere = {
    unknown: { kind: "pods", group: "", name },
    "no-metrics": { kind: "podmetrics", group, name: qualified },
  };
  return single(queries.pod(target.namespace, name), notThere, (one) => found(podRow(now())(one)));
}

const group = "metrics.k8s.io";

const found = (row: TableRow): Found => ({ object: row.full(), rows: [row] });

type NotThere = Readonly<Record<"unknown" | "no-metrics", Parameters<typeof notFound>[0]>>;

function single<Answer>(
  answered: SingleAnswer<Answer>,
  notThere: NotThere,
  print: (answer: Answer) => Found,
): Outcome<Found> {
  if (answered.kind !== "found") return refused(notFound(notThere[answered.kind]));
  return { ok: true, value: print(answered.answer) };
}

function list(target: Target, request: ApiRequest, { queries, now }: MetricsServerHandlerSettings): Outcome<Found> {
  const options = listOptions(request);
  if (!options.ok) return options;
  const { selector, selects, watch } = options.value;
  if (watch) return refused(watchNotSupported(target.resource));
  if (target.resource === "nodes") {
    const nodes = queries.nodes(selector).filter(({ metrics: { name } }) => selects({ name, namespace: "" }));
    const items = nodes.map((node) => nodeMetricsFields(node, now()));
    return { ok: true, value: { object: listObject("NodeMetricsList", items), rows: nodes.map(nodeRow(now())) } };
  }
  const pods = queries.pods(target.namespace, selector).filter(({ metrics }) => selects(metrics));
  const items = pods.map((pod) => podMetricsFields(pod, now()));
  return { ok: true, value: { object: listObject("PodMetricsList", items), rows: pods.map(podRow(now())) } };
}

const listObject = (kind: string, items: readonly object[]): object => ({
  kind,
  apiVersion: groupVersion,
  metadata: {},
  items,
});

function represent(value: Found, representation: Representation, { query }: ApiRequest): Outcome<object> {
  if (representation.kind === "object") return { ok: true, value: value.object };
  const asked = query.find(([key]) => key === "includeObject")?.[1] ?? "";
  const includeObject = includedObjects.get(asked);
  if (includeObject === undefined) {
    const detail = `includeObject: Invalid value: "${asked}": must be 'Metadata', 'Object', 'None', or empty`;
    return refused(badRequest(`Unable to convert to Table as requested: ${detail}`));
  }
  return { ok: true, value: table(value.rows, { version: representation.version, includeObject }) };
}

const includedObjects: ReadonlyMap<string, TableForm["includeObject"]> = new Map([
  ["", "Metadata"],
  ["Metadata", "Metadata"],
  ["Object", "Object"],
  ["None", "None"],
]);
