import type { Comparison } from "../../sim/checks/expectation.ts";
import { quote } from "../visible-text.ts";
import { type Parsed, parsedBy } from "./parsed.ts";
import type { Read } from "./read.ts";

/** Something that can be compared, and how to write it. */
export type Measure = {
  readonly parse: (text: string) => Parsed<number>;
  /** `500ms` */
  readonly example: string;
  /** Whether a value alone means "exactly this". */
  readonly allowsExact: boolean;
};

/** `4`, `> 8`, `>= 2`, `< 3`, `<= 3` or `2..4`. */
export function comparison(measure: Measure): Read<Comparison> {
  return parsedBy((text) => parseComparison(text, measure), `a comparison such as "< ${measure.example}"`);
}

function parseComparison(text: string, measure: Measure): Parsed<Comparison> {
  const bound = /^(>=|<=|>|<)\s*(.*)$/.exec(text);
  if (bound) return mapParsed(measure.parse(bound[2] ?? ""), (value) => boundOf(bound[1] ?? "", value));
  const range = /^(.+?)\s*\.\.\s*(.+)$/.exec(text);
  if (range) return parseRange(text, { from: range[1] ?? "", to: range[2] ?? "" }, measure);
  if (!measure.allowsExact) {
    const parsed = measure.parse(text);
    if (!parsed.ok) return parsed;
    return { ok: false, message: `${quote(text)} is not a comparison`, hint: `Did you mean "< ${text}"?` };
  }
  return mapParsed(measure.parse(text), (value) => ({ min: value, max: value }));
}

function boundOf(operator: string, value: number): Comparison {
  switch (operator) {
    case ">":
      return { min: value, minExclusive: true };
    case ">=":
      return { min: value };
    case "<":
      return { max: value, maxExclusive: true };
    default:
      return { max: value };
  }
}

function parseRange(text: string, { from, to }: { from: string; to: string }, measure: Measure): Parsed<Comparison> {
  const min = measure.parse(from);
  const max = measure.parse(to);
  if (!min.ok) return min;
  if (!max.ok) return max;
  if (min.value > max.value)
    return { ok: false, message: `the range ${quote(text)} is empty: it ends before it begins` };
  return { ok: true, value: { min: min.value, max: max.value } };
}

function mapParsed<From, To>(parsed: Parsed<From>, map: (value: From) => To): Parsed<To> {
  return parsed.ok ? { ok: true, value: map(parsed.value) } : parsed;
}

/** A count of replicas or the like. */
export const count: Measure = {
  parse: (text) =>
    /^[0-9]{1,9}$/.test(text)
      ? { ok: true, value: Number(text) }
      : {
          ok: false,
          message: `${quote(text)} is not a whole number`,
          hint: 'Written 4, "> 8", ">= 2", "< 3", "<= 3" or "2..4".',
        },
  example: "8",
  allowsExact: true,
};
