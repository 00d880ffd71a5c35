import type { Buckets, CounterResetHint, Histogram } from "../../sim/prometheus/promql/histogram/histogram.ts";
import { emptyHistogram, noBuckets } from "../../sim/prometheus/promql/histogram/histogram.ts";
import { numberValue } from "../../sim/prometheus/promql/syntax/number-text.ts";
import { refuse } from "./script-error.ts";

/** A native histogram as a script writes it, and whether it says something about counter resets. */
export interface HistogramLiteral {
  readonly histogram: Histogram;
  readonly hasHint: boolean;
}

const item = /^\s*([a-z_]+):(\[[^\]]*\]|[^\s[\]]+)/i;

/** Reads what stands between `{{` and `}}`: `schema:1 sum:3 count:22 buckets:[5 10 7]`. */
export function parseHistogram(text: string): HistogramLiteral {
  const parts = new Map<string, string>();
  let rest = text;
  while (rest.trim() !== "") {
    const [whole = "", name = "", value = ""] = item.exec(rest) ?? refuse(`histogram description: "${rest.trim()}"`);
    parts.set(name.toLowerCase(), value);
    rest = rest.slice(whole.length);
  }
  for (const name of parts.keys()) if (!known.has(name)) refuse(`bad histogram descriptor found: "${name}"`);
  const number = (name: string): number => (parts.has(name) ? numberOf(parts.get(name)!) : 0);
  const list = (name: string): readonly number[] => numbersOf(parts.get(name) ?? "[]");
  const hint = parts.get("counter_reset_hint");
  const histogram: Histogram = {
    ...emptyHistogram,
    hint: hint === undefined ? "unknown" : (hints[hint.toLowerCase()] ?? refuse(`counter_reset_hint "${hint}"`)),
    schema: number("schema"),
    sum: number("sum"),
    count: number("count"),
    zeroCount: number("z_bucket"),
    zeroThreshold: number("z_bucket_w"),
    customValues: list("custom_values"),
    positive: bucketsFrom(number("offset"), list("buckets")),
    negative: bucketsFrom(number("n_offset"), list("n_buckets")),
  };
  return { histogram, hasHint: hint !== undefined };
}

const known: ReadonlySet<string> = new Set([
  ...["sum", "count", "schema", "offset", "n_offset", "buckets", "n_buckets", "z_bucket", "z_bucket_w"],
  ...["custom_values", "counter_reset_hint"],
]);

const hints: Readonly<Partial<Record<string, CounterResetHint>>> = {
  unknown: "unknown",
  reset: "reset",
  not_reset: "not_reset",
  gauge: "gauge",
};

function numberOf(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const value = numberValue(text.replace(/^[+-]/, ""));
  return value === undefined ? refuse(`"${text}" is no number`) : sign * value;
}

function numbersOf(text: string): readonly number[] {
  if (!text.startsWith("[")) refuse(`"${text}" is no list in brackets`);
  const inside = text.slice(1, -1).trim();
  return inside === "" ? [] : inside.split(/\s+/).map(numberOf);
}

const bucketsFrom = (offset: number, counts: readonly number[]): Buckets =>
  counts.length === 0 ? noBuckets : { indexes: counts.map((_, at) => offset + at), counts };
