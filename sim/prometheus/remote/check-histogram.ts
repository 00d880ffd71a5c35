import { formatGoShort } from "../promql/go-number.ts";
import { customSchema } from "../promql/histogram/histogram.ts";
import {
  countsOf,
  finestSchema,
  histogramOf,
  type SentHistogram,
  type SentSide,
  type Span,
} from "./histogram-message.ts";

/** Schemas of exponential buckets that are known, finer ones than are kept among them. */
const schemaMin = -4;
const schemaMax = 52;

/** Why a histogram is not taken, in upstream's words; undefined for a good one. Source: prometheus v0.315.0 model/histogram (Validate) */
export function histogramFault(sent: SentHistogram): string | undefined {
  const { schema, positive, negative } = sent;
  const isCustom = schema === customSchema;
  if (!isCustom && (schema < schemaMin || schema > schemaMax)) {
    const known = "between -4 and 8 for exponential buckets, or -53 for custom buckets";
    return `histogram has an invalid schema, which must be ${known}, got schema ${schema}`;
  }
  const layout = isCustom ? customFault(sent) : (layoutFault(sent) ?? exponentialFault(sent));
  if (layout !== undefined) return layout;
  const { isFloat, value: count } = sent.count;
  if (isFloat && count < 0) {
    return `observation count is  ${formatGoShort(count)}: histogram's observation count is negative`;
  }
  const inPositive = countFault(histogramOf(sent).positive.counts, isFloat);
  if (inPositive !== undefined) return `positive side: ${inPositive}`;
  return isFloat ? undefined : sumFault(sent, sumOf(countsOf(negative.deltas)) + sumOf(countsOf(positive.deltas)));
}

const sumOf = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** A count of the other kind is none. */
const zeroCountOf = ({ count, zeroCount }: SentHistogram): number =>
  count.isFloat === zeroCount.isFloat ? zeroCount.value : 0;

/** Finer buckets than are kept are made coarser before any checks: then nobody says which side is wrong. */
function layoutFault({ schema, count, positive, negative }: SentHistogram): string | undefined {
  for (const [name, side] of [["positive", positive] as const, ["negative", negative] as const]) {
    const isFiner = schema > finestSchema;
    const fault = negativeOffset(side.spans.slice(1), 2) ?? lengthFault(side, count.isFloat, isFiner);
    if (fault !== undefined) return isFiner ? fault : `${name} side: ${fault}`;
  }
  return undefined;
}

function exponentialFault(sent: SentHistogram): string | undefined {
  const { customValues } = sent;
  const { isFloat } = sent.count;
  const inNegative = countFault(histogramOf(sent).negative.counts, isFloat);
  if (inNegative !== undefined) return `negative side: ${inNegative}`;
  const zeroCount = zeroCountOf(sent);
  if (isFloat && zeroCount < 0) {
    return `zero bucket has observation count of ${formatGoShort(zeroCount)}: ${negativeBucket}`;
  }
  return customValues.length > 0 ? "histogram with exponential schema must not have custom bounds" : undefined;
}

function customFault(sent: SentHistogram): string | undefined {
  const { positive, negative, zeroThreshold, customValues } = sent;
  const { isFloat } = sent.count;
  const fault =
    boundsFault(customValues) ??
    negativeOffset(positive.spans, 1) ??
    lengthFault(positive, isFloat) ??
    tooFewBounds(customValues, positive.spans);
  if (fault !== undefined) return `custom buckets: ${fault}`;
  if (zeroCountOf(sent) !== 0) return "custom buckets: must have zero count of 0";
  if (zeroThreshold !== 0) return "custom buckets: must have zero threshold of 0";
  if (negative.spans.length > 0) return "custom buckets: must not have negative spans";
  const hasNegative = (isFloat ? negative.counts : negative.deltas).length > 0;
  return hasNegative ? "custom buckets: must not have negative buckets" : undefined;
}

function boundsFault(bounds: readonly number[]): string | undefined {
  for (const [at, bound] of bounds.entries()) {
    if (Number.isNaN(bound)) return "histogram custom bounds must not be NaN";
    const before = bounds[at - 1];
    if (before !== undefined && bound <= before) {
      const order = "histogram custom bounds must be in strictly increasing order";
      return `previous bound is ${sixPlaces(before)} and current is ${sixPlaces(bound)}: ${order}`;
    }
  }
  const isOpen = bounds.at(-1) === Infinity;
  return isOpen ? "last +Inf bound must not be explicitly defined: histogram custom bounds must be finite" : undefined;
}

/** As Go's `%f`. */
const sixPlaces = (value: number): string => (Number.isFinite(value) ? value.toFixed(6) : value > 0 ? "+Inf" : "-Inf");

function negativeOffset(spans: readonly Span[], firstNumber: number): string | undefined {
  const at = spans.findIndex(({ offset }) => offset < 0);
  if (at < 0) return undefined;
  return `span number ${at + firstNumber} with offset ${spans[at]!.offset}: histogram has a span whose offset is negative`;
}

const spanLength = (spans: readonly Span[]): number => sumOf(spans.map(({ length }) => length));

function lengthFault({ spans, deltas, counts }: SentSide, isFloat: boolean, isFiner = false): string | undefined {
  const [needed, given] = [spanLength(spans), isFloat ? counts.length : deltas.length];
  if (needed === given) return undefined;
  const isCutShort = isFiner && needed > given;
  const found = isCutShort
    ? `have ${given} buckets but spans need more`
    : `spans need ${needed} buckets, have ${given} buckets`;
  return `${found}: histogram spans specify different number of buckets than provided`;
}

function tooFewBounds(bounds: readonly number[], spans: readonly Span[]): string | undefined {
  const covered = sumOf(spans.map(({ offset, length }) => offset + length));
  if (bounds.length + 1 >= covered) return undefined;
  const need = `only ${bounds.length} custom bounds defined which is insufficient to cover total span length of ${covered}`;
  return `${need}: histogram custom bounds are too few`;
}

const negativeBucket = "histogram has a bucket whose observation count is negative";

function countFault(counts: readonly number[], isFloat: boolean): string | undefined {
  const at = counts.findIndex((count) => count < 0);
  if (at < 0) return undefined;
  const shown = isFloat ? formatGoShort(counts[at]!) : String(counts[at]);
  return `bucket number ${at + 1} has observation count of ${shown}: ${negativeBucket}`;
}

/** Whole counts have to add up; observations that are NaN are in no bucket. */
function sumFault(sent: SentHistogram, inBuckets: number): string | undefined {
  const { count, sum } = sent;
  const total = inBuckets + zeroCountOf(sent);
  const found = `${total} observations found in buckets, but the Count field is ${count.value}`;
  if (sum === "stale" || Number.isNaN(sum)) {
    const least = "should be at least the number of observations found in the buckets";
    return total > count.value ? `${found}: histogram's observation count ${least}` : undefined;
  }
  const equal = "should equal the number of observations found in the buckets (in absence of NaN)";
  return total === count.value ? undefined : `${found}: histogram's observation count ${equal}`;
}
