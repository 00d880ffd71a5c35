import type { ApiRequest } from "../api.ts";
import { listOptions } from "../generic-apiserver/list-options.ts";
import { negotiate, type Representation } from "../generic-apiserver/negotiation.ts";
import {
  badRequest,
  methodNotAllowed,
  noSuchResource,
  notFound,
  type Outcome,
  refused,
  watchNotSupported,
} from "../generic-apiserver/status.ts";
import type { SimTime } from "../units.ts";
import type { ResourceMetricsSource, SingleAnswer } from "./item.ts";
import { groupVersion, nodeMetricsFields, podMetricsFields } from "./objects.ts";
import { nodeRow, podRow, type TableForm, type TableRow, table } from "./table.ts";
import { type Target, targetOf } from "./target.ts";

export type ResourceMetricsSettings = { readonly now: () => SimTime; readonly source: ResourceMetricsSource };

/** What was found, in both forms in which it can be printed. */
type Found = { readonly object: object; readonly rows: readonly TableRow[] };

/** Takes the object that answers a request, or why there is none. */
type Done<Value> = (outcome: Outcome<Value>) => void;

/**
 * Answers a request below `metrics.k8s.io`, for metrics-server and for adapters that take its place alike.
 *
 * Source: metrics-server v0.9.0 pkg/api, which prometheus-adapter imports
 */
export function answerResourceMetrics(
  request: ApiRequest,
  settings: ResourceMetricsSettings,
  done: Done<object>,
): void {
  const target = targetOf(request.path);
  if (target === undefined) {
    done(refused(noSuchResource));
    return;
  }
  if (request.method !== "GET") {
    done(refused(methodNotAllowed));
    return;
  }
  const negotiated = negotiate(request.headers.accept, { tables: true, streams: target.name === undefined });
  if (!negotiated.ok) {
    done(negotiated);
    return;
  }
  const represented: Done<Found> = (found) =>
    done(found.ok ? represent(found.value, negotiated.representation, request) : found);
  if (target.name === undefined) list({ target, request, settings }, represented);
  else get({ target, name: target.name, settings }, represented);
}

const group = "metrics.k8s.io";

type GetRequest = {
  readonly target: Target;
  readonly name: string;
  readonly settings: ResourceMetricsSettings;
};

function get({ target, name, settings }: GetRequest, done: Done<Found>): void {
  const { source, now } = settings;
  if (target.resource === "nodes") {
    const notThere = { unknown: { kind: "node", group: "", name }, "no-metrics": { kind: "nodemetrics", group, name } };
    source.node({ name }, (answer) => done(single(answer, notThere, nodeRow(now()))));
    return;
  }
  const { namespace } = target;
  const notThere = {
    unknown: { kind: "pods", group: "", name },
    "no-metrics": { kind: "podmetrics", group, name: `${namespace}/${name}` },
  };
  source.pod({ namespace, name }, (answer) => done(single(answer, notThere, podRow(now()))));
}

type NotThere = Readonly<Record<"unknown" | "no-metrics", Parameters<typeof notFound>[0]>>;

function single<Item>(answer: SingleAnswer<Item>, notThere: NotThere, row: (item: Item) => TableRow): Outcome<Found> {
  if (answer.kind !== "found") return refused(notFound(notThere[answer.kind]));
  const found = row(answer.answer);
  return { ok: true, value: { object: found.full(), rows: [found] } };
}

type ListRequest = {
  readonly target: Target;
  readonly request: ApiRequest;
  readonly settings: ResourceMetricsSettings;
};

function list({ target, request, settings: { source, now } }: ListRequest, done: Done<Found>): void {
  const options = listOptions(request);
  if (!options.ok) {
    done(options);
    return;
  }
  const { selector, selects, watch } = options.value;
  if (watch) {
    done(refused(watchNotSupported(group, target.resource)));
    return;
  }
  if (target.resource === "nodes") {
    source.nodes({ selector, selects }, (nodes) => {
      const items = nodes.map((node) => nodeMetricsFields(node, now()));
      done({ ok: true, value: { object: listObject("NodeMetricsList", items), rows: nodes.map(nodeRow(now())) } });
    });
    return;
  }
  source.pods({ namespace: target.namespace, selector, selects }, (pods) => {
    const items = pods.map((pod) => podMetricsFields(pod, now()));
    done({ ok: true, value: { object: listObject("PodMetricsList", items), rows: pods.map(podRow(now())) } });
  });
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
