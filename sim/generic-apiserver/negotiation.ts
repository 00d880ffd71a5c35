import type { ApiRequest } from "../api.ts";
import type { Failure } from "./status.ts";

/** How an answer is to be printed. */
export type Representation =
  | { readonly kind: "object" }
  /** `kubectl get` asks for a table; `version` is that of `meta.k8s.io`. */
  | { readonly kind: "table"; readonly version: string };

/** What of the Accept header can be served, or why nothing can. */
export type Negotiated =
  | { readonly ok: true; readonly representation: Representation }
  | { readonly ok: false; readonly failure: Failure };

type Clause = { readonly type: string; readonly parameters: ReadonlyMap<string, string>; readonly quality: number };

/** What a request asks for, as far as its representations differ. */
export type Offer = {
  readonly tables: boolean;
  /** Whether it could be watched. */
  readonly streams: boolean;
};

/**
 * Which representation a request wants: JSON, or a table in JSON where there are tables.
 *
 * YAML and protobuf, which upstream has too, are not offered: a clause that names them is passed over, and a request that
 * accepts nothing else is refused.
 * Source: apiserver v0.36.3 pkg/endpoints/handlers/negotiation; emicklei/go-restful v3.13.0 Route.matchesAccept
 */
export function negotiate(accept: string | undefined, { tables, streams }: Offer): Negotiated {
  if (!isRoutable(accept)) return { ok: false, failure: streams ? notRoutable : singleNotRoutable };
  if (accept === undefined || accept === "") return { ok: true, representation: { kind: "object" } };
  const clauses = parseAccept(accept);
  for (const clause of clauses) {
    const { type, parameters } = clause;
    if (isPlainJson(clause)) return { ok: true, representation: { kind: "object" } };
    const version = parameters.get("v") ?? "";
    const isTable =
      parameters.get("as") === "Table" && parameters.get("g") === "meta.k8s.io" && tableVersions.has(version);
    if (tables && jsonTypes.has(type) && isTable) return { ok: true, representation: { kind: "table", version } };
  }
  return { ok: false, failure: notConvertible };
}

/** Whether a route is found for the Accept header at all; what is found may still have no representation that the client takes. */
export const isRoutable = (accept: string | undefined): boolean =>
  accept === undefined || accept === "" || parseAccept(accept).some(({ type }) => routable.has(type));

/** Whether the answer is indented: the client says so, or is one that people look at. */
export function wantsPretty({ query, headers }: Pick<ApiRequest, "query" | "headers">): boolean {
  const pretty = query.find(([key]) => key === "pretty")?.[1] ?? "";
  if (pretty !== "") return ["1", "t", "T", "true", "TRUE", "True"].includes(pretty);
  return /^(curl|Wget|Mozilla\/5\.0)/.test(headers["user-agent"] ?? "");
}

/** Whether an error, which is never a table, can be printed as the client asks; if not, it is indented. */
export const acceptsPlainJson = (accept: string | undefined): boolean =>
  accept === undefined || accept === "" || parseAccept(accept).some(isPlainJson);

const isPlainJson = ({ type, parameters }: Clause): boolean =>
  jsonTypes.has(type) && !["as", "g", "v"].some((key) => parameters.has(key));

const jsonTypes: ReadonlySet<string> = new Set(["application/json", "application/*", "*/*"]);

const routable: ReadonlySet<string> = new Set([
  "application/json",
  "application/yaml",
  "application/vnd.kubernetes.protobuf",
  "*/*",
]);

const tableVersions: ReadonlySet<string> = new Set(["v1", "v1beta1"]);

const available = "application/json, application/yaml, application/vnd.kubernetes.protobuf";

const notAcceptable = (representations: string): Failure => ({
  code: 406,
  reason: "NotAcceptable",
  message: `406: Not Acceptable\n\nAvailable representations: ${representations}`,
  details: {},
});

/** A list, which can be watched, in no form that the client takes. */
export const notRoutable: Failure = notAcceptable(
  `${available}, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch`,
);

/** A single object or a document. */
const singleNotRoutable: Failure = notAcceptable(available);

const notConvertible: Failure = {
  code: 406,
  reason: "NotAcceptable",
  message:
    "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",
};

/** The clauses, the most wanted first. */
function parseAccept(accept: string): readonly Clause[] {
  return accept
    .split(",")
    .map(parseClause)
    .sort((a, b) => b.quality - a.quality);
}

function parseClause(text: string): Clause {
  const [type = "", ...rest] = text.split(";").map((part) => part.trim());
  const parameters = new Map(rest.map((part) => splitAt(part, part.indexOf("="))));
  const quality = Number(parameters.get("q") ?? 1);
  return { type, parameters, quality: Number.isNaN(quality) ? 1 : quality };
}

const splitAt = (text: string, place: number): readonly [string, string] =>
  place < 0 ? [text, ""] : [text.slice(0, place), text.slice(place + 1)];
