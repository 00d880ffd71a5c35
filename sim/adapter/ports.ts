import type { Selector } from "../kubernetes/label-selector.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { SimTime } from "../units.ts";
import type { LogLine } from "./log.ts";
import type { ApiGroup, GroupVersionResource } from "./rest-mapper.ts";

/** An answer to a call: the value, or the error text that the caller sees. */
export type Reply<Value> =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "error"; readonly message: string };

/** What a call gives its answer to: in the same event when nothing delays it, in a later one when something does. */
export type Done<Value> = (reply: Reply<Value>) => void;

/** A value of one series at one instant. */
export type Sample = {
  /** `__name__` among them, where the query keeps it. */
  readonly labels: Labels;
  readonly value: number;
  readonly timestampMilliseconds: number;
};

/** What a query came to. Of a matrix and a string only the type matters. */
export type QueryResult =
  | { readonly type: "vector"; readonly samples: readonly Sample[] }
  | { readonly type: "scalar"; readonly value: number; readonly timestampMilliseconds: number }
  | { readonly type: "matrix" }
  | { readonly type: "string" };

/**
 * Prometheus' HTTP API. The text of an error is what the adapter's client makes of it: `bad_data: invalid parameter "query": …`,
 * or `Get "http://…": dial tcp …: connect: connection refused`.
 */
export type PrometheusClient = {
  /**
   * GET /api/v1/series with one `match[]`: the labels of each series, `__name__` among them. No end is ever given. Absent when
   * Prometheus answers `null`.
   */
  readonly series: (
    request: { readonly match: string; readonly start: SimTime },
    done: Done<readonly Labels[] | undefined>,
  ) => void;
  /** GET /api/v1/query. */
  readonly query: (request: { readonly query: string; readonly time: SimTime }, done: Done<QueryResult>) => void;
};

export type ListRequest = {
  readonly resource: GroupVersionResource;
  /** Empty for objects of all namespaces, or of none. */
  readonly namespace: string;
  readonly selector: Selector;
};

/** A pod or a node as the adapter's informer has it. */
export type ObjectView = { readonly namespace: string; readonly name: string; readonly labels: Labels };

/** Everything that prometheus-adapter asks of the world. A real component can stand behind each. */
export type AdapterPorts = {
  readonly prometheus: PrometheusClient;
  /** The resources of the cluster, asked for once when the adapter starts: it never learns of later ones. */
  readonly apiGroups: () => readonly ApiGroup[];
  /** Names of the objects that the API server lists, in its order. */
  readonly listNames: (request: ListRequest, done: Done<readonly string[]>) => void;
  /** Pods whose phase is Running. (Pods of any phase for 0.8.4, which does not look.) */
  readonly listPods: (phase: "Running" | "any") => readonly ObjectView[];
  readonly listNodes: () => readonly ObjectView[];
  readonly log: (line: LogLine) => void;
};

/** A compiled regular expression in RE2's syntax. */
export type Regex = {
  /** The start and end of the match and of each group, -1 for a group that took no part; undefined without a match. */
  readonly exec: (text: string) => readonly number[] | undefined;
  /** The names of the groups, in order, the first being group 1; empty for one without. */
  readonly groupNames: readonly string[];
  readonly test: (text: string) => boolean;
};

/** Compiles RE2 syntax; `because` is the text of Go's error. A pattern that should match the whole text says so itself. */
export type CompileRegex = (
  pattern: string,
) => { readonly kind: "regex"; readonly regex: Regex } | { readonly kind: "invalid"; readonly because: string };
