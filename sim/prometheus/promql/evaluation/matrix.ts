import type { MatrixSelector, Subquery } from "../syntax/ast.ts";
import { type Evaluation, failQuery } from "./evaluation.ts";
import { type RangeVector, rangeVectorOf } from "./range-call.ts";
import { indexAfter, type RangeSeries, runOf } from "./range-series.ts";

/** A range vector as the result of an instant query. */
export function matrixOf(evaluation: Evaluation, argument: MatrixSelector | Subquery): readonly RangeSeries[] {
  const vector = rangeVectorOf(evaluation, argument, false);
  const end = vector.references.timeAt(0);
  const start = end - vector.lengthMs;
  return vector.series.flatMap((series) => {
    const window = { vector, series, start, end, lookbackMs: evaluation.options.lookbackMs };
    const cut = vector.extension === "none" ? plainCut(series, start, end) : extendedCut(window);
    return cut.floats.count + cut.histograms.count === 0 ? [] : [cut];
  });
}

function plainCut(series: RangeSeries, start: number, end: number): RangeSeries {
  const [from, to] = [indexAfter(series.floats, start), indexAfter(series.floats, end)];
  const [fromHistogram, toHistogram] = [indexAfter(series.histograms, start), indexAfter(series.histograms, end)];
  const { floats, histograms } = series;
  return {
    ...series,
    floats: runOf(floats.timestamps.slice(from, to), floats.values.slice(from, to)),
    histograms: runOf(
      histograms.timestamps.slice(fromHistogram, toHistogram),
      histograms.values.slice(fromHistogram, toHistogram),
    ),
  };
}

interface ExtendedCut {
  readonly vector: RangeVector;
  readonly series: RangeSeries;
  readonly start: number;
  readonly end: number;
  readonly lookbackMs: number;
}

/** With a sample at each end of the range, taken over from outside or interpolated. */
function extendedCut({ vector, series, start, end, lookbackMs }: ExtendedCut): RangeSeries {
  const isSmoothed = vector.extension === "smoothed";
  const around = plainCut(series, start - lookbackMs, isSmoothed ? end + lookbackMs : end);
  if (around.histograms.count > 0) failQuery(`${vector.extension} modifier is not supported with histograms`);
  const points = extendedPoints(around, { start, end, isSmoothed });
  const values = Float64Array.from(points, ([, value]) => value);
  return {
    ...series,
    floats: runOf(
      Float64Array.from(points, ([time]) => time),
      values,
    ),
  };
}

type Point = readonly [time: number, value: number];

function extendedPoints(
  { floats }: RangeSeries,
  { start, end, isSmoothed }: { readonly start: number; readonly end: number; readonly isSmoothed: boolean },
): readonly Point[] {
  const points = Array.from({ length: floats.count }, (_, at): Point => [floats.timestamps[at]!, floats.values[at]!]);
  if (points.length === 0) return [];
  const first = Math.max(0, points.slice(0, -1).filter(([time]) => time <= start).length - 1);
  const last = isSmoothed ? points.slice(0, -1).filter(([time]) => time < end).length : points.length - 1;
  if (points[last]![0] <= start) return [];
  const between = (left: Point, right: Point, time: number): number =>
    left[1] + ((right[1] - left[1]) * (time - left[0])) / (right[0] - left[0]);
  const isBefore = points[first]![0] < start;
  const left = isSmoothed && isBefore ? between(points[first]!, points[first + 1]!, start) : points[first]![1];
  const isAfter = last > 0 && points[last]![0] > end;
  const right = isSmoothed && isAfter ? between(points[last - 1]!, points[last]!, end) : points[last]![1];
  const inside = points.slice(first, last + 1).filter(([time]) => time > start && time < end);
  return [[start, left], ...inside, [end, right]];
}
