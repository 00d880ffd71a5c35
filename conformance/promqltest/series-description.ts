import { added, subtracted } from "../../sim/prometheus/promql/histogram/add.ts";
import type { Histogram } from "../../sim/prometheus/promql/histogram/histogram.ts";
import { type Label, type Labels, labelsOf } from "../../sim/prometheus/promql/labels.ts";
import { numberValue } from "../../sim/prometheus/promql/syntax/number-text.ts";
import { unquote } from "../../sim/prometheus/promql/syntax/quote.ts";
import { parseHistogram } from "./histogram-literal.ts";
import { refuse } from "./script-error.ts";

/** One of the values of a series in a script. */
export type SeriesValue =
  | { readonly kind: "omitted" }
  | { readonly kind: "stale" }
  | { readonly kind: "float"; readonly value: number }
  /** `hasHint`: what is said about counter resets is meant to be compared. */
  | { readonly kind: "histogram"; readonly histogram: Histogram; readonly hasHint: boolean };

/** A series of a script and its values, one a step. */
export interface SeriesDescription {
  readonly labels: Labels;
  readonly values: readonly SeriesValue[];
}

/** Reads `metric{label="value"} 1 2+3x2 _ stale {{count:1 sum:2}}`. */
export function parseSeries(line: string): SeriesDescription {
  const { labels, length } = parseMetric(line);
  return { labels, values: parseValues(line.slice(length)) };
}

const metricName = /^[A-Za-z_:][A-Za-z0-9_:]*/;
const quoted = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|\`[^\`]*\``;
const label = new RegExp(`^\\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(${quoted}))\\s*(?:=\\s*(${quoted}))?\\s*(,|(?=\\}))`);

/** The labels at the start of a line, and how far they reach. */
export function parseMetric(line: string): { readonly labels: Labels; readonly length: number } {
  const [name = ""] = metricName.exec(line) ?? [];
  const pairs: Label[] = name === "" ? [] : [["__name__", name]];
  let length = name.length;
  if (line[length] === "{") {
    length++;
    while (!/^\s*\}/.test(line.slice(length))) {
      const [whole = "", plain, text = "", value] = label.exec(line.slice(length)) ?? refuse(`labels in "${line}"`);
      if (value !== undefined) pairs.push([plain ?? textOf(text), textOf(value)]);
      else pairs.push(["__name__", plain === undefined ? textOf(text) : refuse(`label without a value in "${line}"`)]);
      length += whole.length;
    }
    length += line.slice(length).indexOf("}") + 1;
  }
  if (length === 0) refuse(`no series at the start of "${line}"`);
  return { labels: labelsOf(pairs), length };
}

function textOf(literal: string): string {
  const unquoted = unquote(literal);
  return unquoted.kind === "text" ? unquoted.text : refuse(`string ${literal}`);
}

const float = String.raw`(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|nan)`;
const blanks = /^_(?:x(\d+))?(?=\s|$)/;
const stales = /^stale(?=\s|$)/;
const floats = new RegExp(`^([+-]?${float})(?:([+-]${float})(?=x))?(?:x(\\d+))?(?=\\s|$)`, "i");
const histograms = /^\{\{(.*?)\}\}(?:([+-])\{\{(.*?)\}\}(?=x))?(?:x(\d+))?(?=\s|$)/;

function parseValues(text: string): readonly SeriesValue[] {
  const values: SeriesValue[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const { length, parsed } = parseItem(rest);
    values.push(...parsed);
    rest = rest.slice(length).trimStart();
  }
  return values;
}

interface Item {
  readonly length: number;
  readonly parsed: readonly SeriesValue[];
}

function parseItem(rest: string): Item {
  const blank = blanks.exec(rest);
  if (blank !== null) {
    // Unlike values, blanks are not one more than their number says.
    return { length: blank[0].length, parsed: repeated({ kind: "omitted" }, Number(blank[1] ?? 1)) };
  }
  if (stales.test(rest)) return { length: "stale".length, parsed: [{ kind: "stale" }] };
  const number = floats.exec(rest);
  if (number !== null) {
    const [whole, first = "", step, times = "0"] = number;
    // Upstream reads the x as part of the word.
    if (/(?:inf|nan)x/i.test(whole)) refuse(`series values: "${rest}"`);
    return { length: whole.length, parsed: rising(signed(first), step === undefined ? 0 : signed(step), times) };
  }
  const histogram = histograms.exec(rest);
  if (histogram !== null) return { length: histogram[0].length, parsed: histogramSeries(histogram) };
  return refuse(`series values: "${rest}"`);
}

const repeated = (value: SeriesValue, count: number): readonly SeriesValue[] =>
  Array.from({ length: count }, () => value);

function signed(text: string): number {
  const value = numberValue(text.replace(/^[+-]/, ""));
  if (value === undefined) return refuse(`"${text}" is no number`);
  return text.startsWith("-") ? -value : value;
}

function rising(first: number, step: number, times: string): readonly SeriesValue[] {
  let value = first;
  return Array.from({ length: Number(times) + 1 }, (_, at): SeriesValue => {
    if (at > 0) value += step;
    return { kind: "float", value };
  });
}

function histogramSeries([, first = "", sign, second, times = "0"]: RegExpExecArray): readonly SeriesValue[] {
  const start = parseHistogram(first);
  const step = second === undefined ? undefined : parseHistogram(second);
  const hasHint = (step ?? start).hasHint;
  const values: SeriesValue[] = [{ kind: "histogram", histogram: start.histogram, hasHint }];
  let { histogram } = start;
  for (let at = 1; at <= Number(times); at++) {
    if (step !== undefined) histogram = combined(histogram, step.histogram, sign === "-" ? subtracted : added);
    values.push({ kind: "histogram", histogram, hasHint });
  }
  return values;
}

function combined(histogram: Histogram, step: Histogram, combine: typeof added): Histogram {
  if (histogram.schema > step.schema) {
    refuse(`error combining histograms: cannot merge from schema ${step.schema} to ${histogram.schema}`);
  }
  const sum = combine(histogram, step);
  return sum.kind === "added" ? sum.result : refuse("cannot combine exponential and custom buckets");
}
