import { parseGoFloat } from "../exposition/go-parse-float.ts";
import { parseDuration } from "../promql/durations.ts";
import type { Matcher } from "../promql/matcher.ts";
import { type ParserSetup, parseMetricSelector } from "../promql/syntax/parse.ts";
import { quote } from "../promql/syntax/quote.ts";
import type { Form } from "./form.ts";
import { type Instant, instantOfSeconds, parseTimestamp } from "./instant.ts";

/** Thrown while a request is answered: what becomes of it instead. Caught where the answering began. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly type: ErrorType;
  constructor(type: ErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

/** What went wrong, in the API's words. */
export type ErrorType = "timeout" | "execution" | "bad_data" | "internal" | "unavailable" | "not_found";

/** Gives up over a request that means nothing. */
export function refuse(message: string): never {
  throw new ApiFailure("bad_data", message);
}

/** Gives up over a parameter. */
export const refuseParameter = (name: string, because: string): never =>
  refuse(`invalid parameter ${quote(name)}: ${because}`);

/** The earliest and the latest instant that a request without a start or an end is about, as upstream prints them. */
const bounds: ReadonlyMap<string, Instant> = new Map([
  ["-292273086-05-16T16:47:06Z", { seconds: -9_223_309_901_257_974, nanoseconds: 0 }],
  ["292277025-08-18T07:12:54.999999999Z", { seconds: 9_223_309_901_257_974, nanoseconds: 999_999_999 }],
]);

/** A number of seconds or a timestamp that has to be there. */
export function requiredTime(form: Form, name: string): Instant {
  const text = form.value(name);
  return parseTime(text) ?? refuseParameter(name, `cannot parse ${quote(text)} to a valid timestamp`);
}

/** A number of seconds or a timestamp; undefined if it is missing. */
export function optionalTime(form: Form, name: string): Instant | undefined {
  const text = form.value(name);
  if (text === "") return undefined;
  const because = `invalid time value for '${name}': cannot parse ${quote(text)} to a valid timestamp`;
  return parseTime(text) ?? refuseParameter(name, because);
}

function parseTime(text: string): Instant | undefined {
  const seconds = parseNumber(text);
  if (seconds !== undefined) return instantOfSeconds(Math.abs(seconds) < 2 ** 63 ? seconds : -(2 ** 63));
  return parseTimestamp(text) ?? bounds.get(text);
}

/** Go's floats without those that no instant and no duration can be. */
function parseNumber(text: string): number | undefined {
  const parsed = parseGoFloat(text);
  return parsed.kind === "number" && Number.isFinite(parsed.value) ? parsed.value : undefined;
}

/** A number of seconds or `1h30m`, as nanoseconds; or why it is none. */
export type DurationParameter =
  | { readonly kind: "nanoseconds"; readonly nanoseconds: bigint }
  | { readonly kind: "invalid"; readonly because: string };

/** Reads a duration. */
export function readDuration(text: string): DurationParameter {
  const seconds = parseNumber(text);
  if (seconds !== undefined) {
    const nanoseconds = seconds * 1e9;
    if (nanoseconds >= -(2 ** 63) && nanoseconds < 2 ** 63) {
      return { kind: "nanoseconds", nanoseconds: BigInt(Math.trunc(nanoseconds)) };
    }
    return { kind: "invalid", because: `cannot parse ${quote(text)} to a valid duration. It overflows int64` };
  }
  const duration = parseDuration(text);
  if (duration.kind === "milliseconds") {
    return { kind: "nanoseconds", nanoseconds: BigInt(duration.milliseconds) * 1_000_000n };
  }
  return { kind: "invalid", because: `cannot parse ${quote(text)} to a valid duration` };
}

/** Above this, results are cut; 0 for no limit. */
export function limitOf(form: Form): number {
  const text = form.value("limit");
  if (text === "") return 0;
  const limit = parseWholeNumber(text);
  if (limit.kind === "invalid") return refuseParameter("limit", limit.because);
  return limit.value < 0 ? refuseParameter("limit", "limit must be non-negative") : limit.value;
}

/** A whole number or Go's words. */
export type WholeNumber =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "invalid"; readonly because: string };

/** Source: go1.26 strconv.Atoi, strconv.ParseInt with so many bits */
export function parseWholeNumber(text: string, call = "Atoi", bits = 64): WholeNumber {
  const complaint = (because: string): WholeNumber => ({
    kind: "invalid",
    because: `strconv.${call}: parsing ${quote(text)}: ${because}`,
  });
  if (!/^[+-]?\d+$/.test(text)) return complaint("invalid syntax");
  const value = BigInt(text.replace("+", ""));
  const bound = 2n ** BigInt(bits - 1);
  return value >= -bound && value < bound ? { kind: "number", value: Number(value) } : complaint("value out of range");
}

/** How selectors are read, and what is done about one that is wrong. */
export interface SelectorReading {
  readonly parser: ParserSetup;
  readonly complain: (because: string) => never;
}

/** The sets of conditions of `match[]`, each of which some label has to meet. */
export function matcherSetsOf(texts: readonly string[], reading: SelectorReading): readonly (readonly Matcher[])[] {
  const matcherSets = anyMatcherSetsOf(texts, reading);
  const isOpen = matcherSets.some((matchers) => matchers.every(({ matches }) => matches("")));
  return isOpen ? reading.complain("match[] must contain at least one non-empty matcher") : matcherSets;
}

/** The sets of conditions of selectors. */
export const anyMatcherSetsOf = (
  texts: readonly string[],
  { parser, complain }: SelectorReading,
): readonly (readonly Matcher[])[] =>
  texts.map((text) => {
    const parsed = parseMetricSelector(text, parser);
    return parsed.kind === "error" ? complain(parsed.message) : parsed.matchers;
  });
