import { formatGoShort } from "../go-number.ts";
import { type Bucket, type Histogram, sideBuckets, zeroBucket } from "./histogram.ts";

/**
 * A histogram as one line: `{count:3, sum:4, [-1,1]:2, (1,2]:1}`.
 *
 * Source: prometheus v0.315.0 model/histogram/float_histogram.go (String)
 */
export function printHistogram(histogram: Histogram): string {
  const zero = histogram.zeroCount === 0 ? [] : [zeroBucket(histogram)];
  const negative = [...sideBuckets(histogram, "negative")].reverse();
  const buckets = [...negative, ...zero, ...sideBuckets(histogram, "positive")].filter(({ count }) => count !== 0);
  const { count, sum } = histogram;
  const totals = [`count:${formatGoShort(count)}`, `sum:${formatGoShort(sum)}`];
  return `{${[...totals, ...buckets.map(printBucket)].join(", ")}}`;
}

function printBucket({ lower, upper, lowerIsInclusive, upperIsInclusive, count }: Bucket): string {
  const [open, close] = [lowerIsInclusive ? "[" : "(", upperIsInclusive ? "]" : ")"];
  return `${open}${formatGoShort(lower)},${formatGoShort(upper)}${close}:${formatGoShort(count)}`;
}
