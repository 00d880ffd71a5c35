import { pointsOf, type QueryValue, type ResultSeries } from "../../sim/prometheus/promql/engine.ts";
import type { SampleValue } from "../../sim/prometheus/promql/evaluation/evaluation.ts";
import {
  type Buckets,
  compacted,
  type Histogram,
  isCustom,
  sameNumbers,
} from "../../sim/prometheus/promql/histogram/histogram.ts";
import { printHistogram } from "../../sim/prometheus/promql/histogram/print.ts";
import { compareLabels, printLabels } from "../../sim/prometheus/promql/labels.ts";
import type { Instants } from "./expectation.ts";
import type { Evaluate } from "./script.ts";
import type { SeriesDescription, SeriesValue } from "./series-description.ts";

/** Relative error that is allowed, as upstream allows it. */
const epsilon = 0.000001;

const smallestNormal = 2 ** -1022;

/** True for numbers that differ by less than their sum times a millionth, and for NaN twice. */
function isAlmostEqual(a: number, b: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < smallestNormal) return difference < epsilon * smallestNormal;
  return difference / Math.min(sum, Number.MAX_VALUE) < epsilon;
}

/** What is wrong with an answer; undefined for nothing. Source: prometheus v0.315.0 promql/promqltest/test.go (compareResult) */
export function differenceOf(value: QueryValue, evaluate: Evaluate): string | undefined {
  const { scalar, expectations } = evaluate;
  switch (value.kind) {
    case "string":
      if (value.text === expectations.text) return undefined;
      return `expected the string ${JSON.stringify(expectations.text)}, got ${JSON.stringify(value.text)}`;
    case "scalar":
      if (scalar !== undefined && isAlmostEqual(value.value, scalar)) return undefined;
      return `expected ${scalar ?? "no scalar"}, got the scalar ${value.value}`;
    case "vector":
      return scalar === undefined ? ofVector(value, evaluate) : `expected the scalar ${scalar}, got a vector`;
    case "matrix":
      if (expectations.isOrdered) return "expected an ordered result, got a matrix";
      return scalar === undefined ? ofMatrix(value.series, evaluate) : `expected the scalar ${scalar}, got a matrix`;
  }
}

const valueText = (value: SampleValue): string => (typeof value === "number" ? `${value}` : printHistogram(value));

function expectedText(value: SeriesValue | undefined): string {
  if (value?.kind === "float") return `${value.value}`;
  return value?.kind === "histogram" ? printHistogram(value.histogram) : (value?.kind ?? "nothing");
}

function ofVector({ samples }: QueryValue & { readonly kind: "vector" }, evaluate: Evaluate): string | undefined {
  const expected = new Map(evaluate.series.map((series, at) => [series.labels.key, { series, at }]));
  for (const [at, { labels, value }] of samples.entries()) {
    const wanted = expected.get(labels.key);
    if (wanted === undefined) return `unexpected ${printLabels(labels)} with ${valueText(value)}`;
    if (evaluate.expectations.isOrdered && wanted.at !== at) {
      return `${printLabels(labels)} is element ${at + 1}, expected at ${wanted.at + 1}`;
    }
    const [first] = wanted.series.values;
    if (!isExpected(value, first)) {
      return `expected ${expectedText(first)} for ${printLabels(labels)}, got ${valueText(value)}`;
    }
  }
  const seen = new Set(samples.map(({ labels }) => labels.key));
  return missing(evaluate.series, seen);
}

function missing(series: readonly SeriesDescription[], seen: ReadonlySet<string>): string | undefined {
  const absent = series.find(({ labels }) => !seen.has(labels.key));
  return absent && `${printLabels(absent.labels)} with ${absent.values.map(expectedText).join(" ")} is missing`;
}

function ofMatrix(given: readonly ResultSeries[], evaluate: Evaluate): string | undefined {
  for (const [at, { labels }] of given.entries()) {
    const before = given[at - 1];
    if (before !== undefined && compareLabels(before.labels, labels) > 0) return "the matrix is not sorted by labels";
  }
  const instants = evaluate.when.kind === "range" ? evaluate.when : evaluate.expectations.instants;
  const expected = new Map(evaluate.series.map((series) => [series.labels.key, series]));
  for (const series of given) {
    const wanted = expected.get(series.labels.key);
    if (wanted === undefined) return `unexpected ${printLabels(series.labels)} with ${seriesText(series)}`;
    const difference = ofSeries(series, wanted, instants);
    if (difference !== undefined) return `${printLabels(series.labels)}: ${difference}; got ${seriesText(series)}`;
  }
  return missing(evaluate.series, new Set(given.map(({ labels }) => labels.key)));
}

const seriesText = (series: ResultSeries): string =>
  pointsOf(series)
    .map(({ time, value }) => `${valueText(value)} @${time}`)
    .join(", ");

function ofSeries(
  series: ResultSeries,
  { values }: SeriesDescription,
  instants: Instants | undefined,
): string | undefined {
  const { start, end, step } = instants ?? { start: 0, end: 0, step: 0 };
  const wanted = values.flatMap((value, at) => (value.kind === "omitted" ? [] : [{ value, time: start + at * step }]));
  if (start + (values.length - 1) * step > end) return `the range cannot have ${values.length} points`;
  const wantedHistograms = wanted.filter(({ value }) => value.kind === "histogram");
  const wantedFloats = wanted.filter(({ value }) => value.kind !== "histogram");
  const floatCount = series.floats.times.length;
  const points = pointsOf(series).map((point, at) => ({
    point,
    expected: at < floatCount ? wantedFloats[at] : wantedHistograms[at - floatCount],
  }));
  if (wantedFloats.length !== floatCount || wantedHistograms.length !== series.histograms.length) {
    return `expected ${wantedFloats.length} floats and ${wantedHistograms.length} histograms`;
  }
  for (const { point, expected } of points) {
    if (point.time !== expected?.time) return `expected a point @${expected?.time}, found one @${point.time}`;
    if (!isExpected(point.value, expected.value)) return `expected ${expectedText(expected.value)} @${point.time}`;
  }
  return undefined;
}

function isExpected(value: SampleValue, expected: SeriesValue | undefined): boolean {
  if (typeof value === "number") return expected?.kind === "float" && isAlmostEqual(value, expected.value);
  if (expected?.kind !== "histogram") return false;
  const { histogram, hasHint } = expected;
  return isSameHistogram(compacted(value), compacted(histogram)) && (!hasHint || value.hint === histogram.hint);
}

const isSameHistogram = (a: Histogram, b: Histogram): boolean =>
  a.schema === b.schema &&
  isAlmostEqual(a.count, b.count) &&
  isAlmostEqual(a.sum, b.sum) &&
  a.zeroThreshold === b.zeroThreshold &&
  isAlmostEqual(a.zeroCount, b.zeroCount) &&
  (!isCustom(a) || sameNumbers(a.customValues, b.customValues)) &&
  areSameBuckets(a.negative, b.negative) &&
  areSameBuckets(a.positive, b.positive);

const areSameBuckets = (a: Buckets, b: Buckets): boolean =>
  sameNumbers(a.indexes, b.indexes) && a.counts.every((count, at) => isAlmostEqual(count, b.counts[at]!));
