import { goQuote } from "../kubernetes/go-text.ts";
import { parseGoDuration } from "../kubernetes/timestamp.ts";
import { type Duration, milliseconds } from "../units.ts";
import { readJsonNumber } from "./json-number.ts";
import { parseGoBoolean } from "./scaled-object.ts";

/** What reading a trigger's metadata gave: the scaler's settings, or KEDA's words. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: string };

/**
 * Reads parameters one after the other and remembers what is wrong with them: KEDA tells of all at once.
 *
 * A parameter that could not be read has the value that Go leaves there: empty, 0 or false.
 * Source: keda v2.21.0 pkg/scalers/scalersconfig/typed_config.go
 */
export type MetadataReader = {
  readonly text: (name: string, rules?: ParameterRules) => string;
  readonly float: (name: string, rules?: ParameterRules) => number;
  /** An int64; beyond 2^53 a bigint. */
  readonly integer: (name: string, rules?: ParameterRules) => number | bigint;
  readonly boolean: (name: string, rules?: ParameterRules) => boolean;
  /** A duration such as `5s`, or milliseconds. 0 when it is not given. */
  readonly duration: (name: string) => Duration;
  /** `key=value,key=value` in the order of the text. */
  readonly map: (name: string) => readonly (readonly [key: string, value: string])[];
  readonly list: (name: string, rules?: ParameterRules) => readonly string[];
  readonly fail: (error: string) => void;
  /** All errors, a line each; undefined when there is none. */
  readonly error: () => string | undefined;
};

export type ParameterRules = {
  readonly optional?: boolean;
  readonly default?: string;
  readonly oneOf?: readonly string[];
  /** Where KEDA looks for it, as it says when it is missing. */
  readonly order?: string;
};

/** `optional` for a parameter without a default. */
export const optional: ParameterRules = { optional: true };

export function createMetadataReader(metadata: Readonly<Record<string, string>>): MetadataReader {
  const errors: string[] = [];

  function given(name: string, rules: ParameterRules): string | undefined {
    // Blank text counts as missing.
    const text = trimGoSpace(metadata[name] ?? "") || rules.default;
    if (text === undefined) {
      if (!rules.optional)
        errors.push(`missing required parameter ${goQuote(name)} in [${rules.order ?? "triggerMetadata"}]`);
      return undefined;
    }
    const isAllowed = rules.oneOf === undefined || text.split(",").every((part) => rules.oneOf?.includes(part.trim()));
    if (isAllowed) return text;
    errors.push(`parameter ${goQuote(name)} value ${goQuote(text)} must be one of [${rules.oneOf?.join(" ")}]`);
    return undefined;
  }

  const unreadable = (name: string, text: string, because: string): void => {
    errors.push(`unable to set param ${goQuote(name)} value ${goQuote(text)}: ${because}`);
  };

  function number(name: string, rules: ParameterRules, type: "float64" | "int64"): number | bigint {
    const text = given(name, rules);
    if (text === undefined) return 0;
    const read = readJsonNumber(text, type);
    if (read.ok) return read.value;
    unreadable(name, text, `unable to unmarshal to field type ${type}: ${read.error}`);
    return 0;
  }

  return {
    text: (name, rules = {}) => given(name, rules) ?? "",
    float: (name, rules = {}) => Number(number(name, rules, "float64")),
    integer: (name, rules = {}) => number(name, rules, "int64"),
    boolean: (name, rules = {}) => {
      const text = given(name, rules);
      if (text === undefined) return false;
      const value = parseGoBoolean(text);
      if (value === undefined) {
        const because = `strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax`;
        unreadable(name, text, `unable to parse boolean value ${goQuote(text)}: ${because}`);
      }
      return value ?? false;
    },
    duration: (name) => {
      const text = given(name, optional);
      if (text === undefined) return milliseconds(0);
      const read = readDuration(text);
      if (typeof read === "number") return read;
      unreadable(name, text, read.error);
      return milliseconds(0);
    },
    map: (name) => {
      const text = given(name, optional);
      const pairs: (readonly [string, string])[] = [];
      for (const part of text?.split(",") ?? []) {
        const [key, value, ...more] = part.trim().split("=");
        if (key === undefined || value === undefined || more.length > 0) {
          unreadable(name, text ?? "", `expected format key=value, got ${goQuote(part.trim())}`);
          break;
        }
        pairs.push([key.trim(), value.trim()]);
      }
      return pairs;
    },
    list: (name, rules = {}) =>
      given(name, rules)
        ?.split(",")
        .map((part) => part.trim()) ?? [],
    fail: (error) => errors.push(error),
    error: () => (errors.length === 0 ? undefined : errors.join("\n")),
  };
}

/** Source: go1.26 strings.TrimSpace */
const trimGoSpace = (text: string): string =>
  text.replace(/^[\s\u0085]+|[\s\u0085]+$/g, (space) => (space.includes("\ufeff") ? space : ""));

function readDuration(text: string): Duration | { readonly error: string } {
  const duration = parseGoDuration(text);
  if (duration !== undefined)
    return duration < 0 ? { error: `duration cannot be negative: ${goQuote(text)}` } : duration;
  if (/^[+-]?\d{1,18}$/.test(text)) {
    const count = Number(text);
    return count < 0 ? { error: `duration cannot be negative: ${count} milliseconds` } : milliseconds(count);
  }
  const forms = "must be either a duration string (e.g. '30s', '5m') or a number of milliseconds";
  return { error: `unable to parse duration value ${goQuote(text)}: ${forms}` };
}
