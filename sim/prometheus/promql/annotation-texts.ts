import type { Annotation } from "./annotations.ts";
import { formatGoShort, formatGoTwoDigits } from "./go-number.ts";
import type { PositionRange } from "./syntax/position.ts";
import { quote } from "./syntax/quote.ts";
import { utcText } from "./utc.ts";

/** Makes an annotation about a place of the query. */
export type AnnotationAt = (range: PositionRange) => Annotation;

const warning =
  (text: string): AnnotationAt =>
  (range) => ({ severity: "warning", text, range });

const info =
  (text: string): AnnotationAt =>
  (range) => ({ severity: "info", text, range });

const named = (text: string, name: string): string => (name === "" ? text : `${text} for metric name ${quote(name)}`);

/**
 * The words of every annotation.
 *
 * Source: prometheus v0.315.0 util/annotations/annotations.go
 */
export const annotationTexts: {
  readonly invalidQuantile: (q: number) => AnnotationAt;
  readonly invalidRatio: (ratio: number, cap: number) => AnnotationAt;
  readonly badBucketLabel: (name: string, label: string) => AnnotationAt;
  readonly mixedFloatsHistograms: (name: string) => AnnotationAt;
  readonly mixedFloatsHistogramsInAggregation: AnnotationAt;
  readonly mixedClassicNative: (name: string) => AnnotationAt;
  readonly notCounter: (name: string) => AnnotationAt;
  readonly notGauge: (name: string) => AnnotationAt;
  readonly mixedSchemas: (name: string) => AnnotationAt;
  readonly possibleNonCounter: (name: string) => AnnotationAt;
  readonly possibleNonCounterType: (name: string, type: string) => AnnotationAt;
  readonly incompatibleTypes: (left: string, operator: string, right: string) => AnnotationAt;
  readonly histogramIgnored: (aggregation: string) => AnnotationAt;
  readonly histogramIgnoredInRange: (name: string) => AnnotationAt;
  readonly incompatibleLayout: (operator: string) => AnnotationAt;
  readonly sortInRange: AnnotationAt;
  readonly quantileNaNResult: (name: string) => AnnotationAt;
  readonly quantileNaNSkew: (name: string) => AnnotationAt;
  readonly fractionNaNs: (name: string) => AnnotationAt;
  readonly resetCollision: (operation: HistogramOperation) => AnnotationAt;
  readonly boundsReconciled: (operation: HistogramOperation) => AnnotationAt;
} = {
  invalidQuantile: (q) => warning(`quantile value should be between 0 and 1, got ${formatGoShort(q)}`),
  invalidRatio: (ratio, cap) =>
    warning(`ratio value should be between -1 and 1, got ${formatGoShort(ratio)}, capping to ${formatGoShort(cap)}`),
  badBucketLabel: (name, label) =>
    warning(named(`bucket label "le" is missing or has a malformed value of ${quote(label)}`, name)),
  mixedFloatsHistograms: (name) => warning(`encountered a mix of histograms and floats for metric name ${quote(name)}`),
  mixedFloatsHistogramsInAggregation: warning("encountered a mix of histograms and floats for aggregation"),
  mixedClassicNative: (name) => warning(named("vector contains a mix of classic and native histograms", name)),
  notCounter: (name) => warning(`this native histogram metric is not a counter: ${quote(name)}`),
  notGauge: (name) => warning(`this native histogram metric is not a gauge: ${quote(name)}`),
  mixedSchemas: (name) =>
    warning(
      `vector contains a mix of histograms with exponential and custom buckets schemas for metric name ${quote(name)}`,
    ),
  possibleNonCounter: (name) =>
    info(`metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${quote(name)}`),
  possibleNonCounterType: (name, type) =>
    info(
      `metric might not be a counter, __type__ label is not set to "counter" or "histogram", got ${quote(type)}: ${quote(name)}`,
    ),
  incompatibleTypes: (left, operator, right) =>
    info(`incompatible sample types encountered for binary operator ${quote(operator)}: ${left} ${operator} ${right}`),
  histogramIgnored: (aggregation) => info(`ignored histogram in ${aggregation} aggregation`),
  histogramIgnoredInRange: (name) =>
    info(`ignored histograms in a range containing both floats and histograms for metric name ${quote(name)}`),
  incompatibleLayout: (operator) => warning(`incompatible bucket layout encountered for binary operator ${operator}`),
  sortInRange: warning("sort is ineffective for range queries since results are always ordered by labels"),
  quantileNaNResult: (name) => info(named("input to histogram_quantile has NaN observations, result is NaN", name)),
  quantileNaNSkew: (name) =>
    info(named("input to histogram_quantile has NaN observations, result is skewed higher", name)),
  fractionNaNs: (name) =>
    info(named("input to histogram_fraction has NaN observations, which are excluded from all fractions", name)),
  resetCollision: (operation) => warning(`conflicting counter resets during histogram ${operation}`),
  boundsReconciled: (operation) => info(`mismatched custom buckets were reconciled during ${operation}`),
};

export type HistogramOperation = "addition" | "subtraction" | "aggregation";

/** Where the buckets of a classic histogram had to be made to rise. */
export interface ForcedMonotonicity {
  readonly minBucket: number;
  readonly maxBucket: number;
  readonly maxDifference: number;
}

interface MonotonicityAnnotation extends Annotation {
  readonly seen: ForcedMonotonicity & { readonly from: number; readonly to: number; readonly samples: number };
}

/** Says from which bucket to which, by how much and over which time counts were raised. */
export function forcedMonotonicity(
  name: string,
  time: number,
  forced: ForcedMonotonicity,
): (range: PositionRange) => Annotation {
  const documentation = "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile";
  const text = named(`input to histogram_quantile needed to be fixed for monotonicity (see ${documentation})`, name);
  const make = (range: PositionRange, seen: MonotonicityAnnotation["seen"]): MonotonicityAnnotation => ({
    ...{ severity: "info", text, range, seen },
    merge: (previous) => make(range, isMonotonicity(previous) ? joined(previous.seen, seen) : seen),
    detail: (position) => {
      const buckets = `from buckets ${formatGoShort(seen.minBucket)} to ${formatGoShort(seen.maxBucket)}`;
      const difference = `with a max diff of ${formatGoTwoDigits(seen.maxDifference)}`;
      const period = `from ${utcText(seen.from)} to ${utcText(seen.to)}`;
      return `, ${buckets}, ${difference}, over ${seen.samples} samples ${period} (${position})`;
    },
  });
  return (range) => make(range, { ...forced, from: time, to: time, samples: 1 });
}

const isMonotonicity = (annotation: Annotation): annotation is MonotonicityAnnotation => "seen" in annotation;

const joined = (
  a: MonotonicityAnnotation["seen"],
  b: MonotonicityAnnotation["seen"],
): MonotonicityAnnotation["seen"] => ({
  minBucket: Math.min(a.minBucket, b.minBucket),
  maxBucket: Math.max(a.maxBucket, b.maxBucket),
  maxDifference: Math.max(a.maxDifference, b.maxDifference),
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
  samples: a.samples + b.samples,
});

interface OverlapAnnotation extends Annotation {
  readonly occurrences: number;
}

/** A counter that says it started before the sample before, though not where that one said. */
export function startTimeOverlap(name: string): (range: PositionRange) => Annotation {
  const text = `sample has start time that overlaps with previous sample timestamp for metric ${quote(name)}`;
  const make = (range: PositionRange, occurrences: number): OverlapAnnotation => ({
    ...{ severity: "warning", text, range, occurrences },
    merge: (previous) => make(range, occurrences + (isOverlap(previous) ? previous.occurrences : 0)),
    detail: (position) => `${occurrences > 1 ? ` (${occurrences} occurrences)` : ""} (${position})`,
  });
  return (range) => make(range, 1);
}

const isOverlap = (annotation: Annotation): annotation is OverlapAnnotation => "occurrences" in annotation;
