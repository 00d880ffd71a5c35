import { goQuote } from "../../kubernetes/go-text.ts";
import { readJsonNumber } from "../json-number.ts";

/** What an answer of Prometheus's query API holds, as far as the scaler looks. */
export type QueryValue =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "no-result" }
  | { readonly kind: "several" }
  | { readonly kind: "no-value" }
  | { readonly kind: "no-number" }
  | { readonly kind: "malformed"; readonly error: string };

/**
 * Reads the body. `null` for a value counts as -1. A scalar or a string has no elements that are objects: Go's error says so.
 *
 * Source: keda v2.21.0 pkg/scalers/prometheus_scaler.go ExecutePromQuery
 */
export function queryValue(body: string): QueryValue {
  const document = parseJson(body);
  if (document === undefined) return { kind: "malformed", error: syntaxError(body) };
  const result = asObject(asObject(document).data).result ?? [];
  if (!Array.isArray(result)) return { kind: "malformed", error: typeError(result, elements) };
  const odd = result.find((element) => typeof element !== "object" || Array.isArray(element));
  if (odd !== undefined) return { kind: "malformed", error: typeError(odd, element) };
  if (result.length === 0) return { kind: "no-result" };
  if (result.length > 1) return { kind: "several" };
  const value = asObject(result[0]).value ?? [];
  if (!Array.isArray(value) || value.length === 0) return { kind: "no-value" };
  if (value.length < 2) return { kind: "no-number" };
  return value[1] === null ? { kind: "number", value: -1 } : parseFloat64(String(value[1]));
}

const element = 'struct { Metric struct {} "json:\\"metric\\""; Value []interface {} "json:\\"value\\"" }';
const elements = `[]${element}`;

const typeError = (value: unknown, type: string): string =>
  `json: cannot unmarshal ${jsonKind(value)} into Go struct field .data.result of type ${type}`;

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

type Fields = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Go's words for what comes instead of JSON: nothing, a part of it, or a page of text. */
function syntaxError(body: string): string {
  const read = readJsonNumber(body, "float64");
  return read.ok ? "unexpected end of JSON input" : read.error;
}

/** Source: go1.26 strconv.ParseFloat, without hexadecimal numbers */
function parseFloat64(text: string): QueryValue {
  const invalid = (because: string): QueryValue => ({
    kind: "malformed",
    error: `strconv.ParseFloat: parsing ${goQuote(text)}: ${because}`,
  });
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return { kind: "number", value: text[0] === "-" ? -Infinity : Infinity };
  if (/^nan$/i.test(text)) return { kind: "number", value: Number.NaN };
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return invalid("invalid syntax");
  const value = Number(text);
  return Number.isFinite(value) ? { kind: "number", value } : invalid("value out of range");
}
