import { formatGoPlain } from "../promql/go-number.ts";
import type { Labels } from "../promql/labels.ts";

/** A piece of JSON that stands already. */
export interface Json {
  readonly json: string;
}

/** What is told in JSON: objects keep the order of their fields, maps are sorted, fields that are undefined stay out. */
export type Encodable =
  | string
  | number
  | boolean
  | null
  | Json
  | readonly Encodable[]
  | ReadonlyMap<string, Encodable>
  | { readonly [field: string]: Encodable | undefined };

/** JSON as upstream writes it. Source: github.com/json-iterator/go v1.1.12 (ConfigCompatibleWithStandardLibrary) */
export function encodeJson(value: Encodable): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return htmlSafeString(value);
  if (typeof value === "number") return jsonNumber(value);
  if (isList(value)) return `[${value.map(encodeJson).join(",")}]`;
  if (value instanceof Map) return objectOf([...value].sort(([a], [b]) => (a < b ? -1 : 1)));
  return isJson(value) ? value.json : objectOf(Object.entries(value));
}

const isList = (value: Encodable): value is readonly Encodable[] => Array.isArray(value);

const isJson = (value: object): value is Json => "json" in value && typeof value.json === "string";

function objectOf(entries: readonly (readonly [string, Encodable | undefined])[]): string {
  const fields = entries.flatMap(([name, value]) =>
    value === undefined ? [] : [`${htmlSafeString(name)}:${encodeJson(value)}`],
  );
  return `{${fields.join(",")}}`;
}

/** A number as few digits as read back, with an exponent below 1e-6 and from 1e21 on, which has two digits at least. */
export function jsonNumber(value: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) return formatGoPlain(value);
  const text = String(value);
  return text.includes("e-") ? text.replace(/e-(\d)$/, "e-0$1") : text;
}

/** An instant in seconds since the epoch, given in whole milliseconds. Source: prometheus v0.315.0 util/jsonutil */
export function jsonSeconds(milliseconds: number): string {
  const sign = milliseconds < 0 ? "-" : "";
  const rest = Math.abs(milliseconds) % 1000;
  const whole = (Math.abs(milliseconds) - rest) / 1000;
  return rest === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(rest).padStart(3, "0")}`;
}

/** The labels of a series; their texts are not made safe for HTML. */
export const jsonLabels = ({ pairs }: Labels): string =>
  `{${pairs.map(([name, value]) => `${plainString(name)}:${plainString(value)}`).join(",")}}`;

const unsafePlain = /[^ -\uFFFF]|["\\]/g;
const unsafeInHtml = /[^ -\uFFFF]|["\\<>&\u2028\u2029]/g;

/** A text between quotes, with only those characters escaped that JSON demands. */
const plainString = (text: string): string => `"${text.replace(unsafePlain, escaped)}"`;

const htmlSafeString = (text: string): string => `"${text.replace(unsafeInHtml, escaped)}"`;

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const escaped = (character: string): string =>
  shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
