import { annotationTexts } from "../../annotation-texts.ts";
import { formatGoShort } from "../../go-number.ts";
import { addTo, runningSum } from "../../kahan.ts";
import { failQuery } from "../evaluation.ts";
import { floatCount, histogramCount, type Window } from "../window.ts";

/** True with two floats at least; says if histograms are left out. */
function hasTwoFloats(window: Window): boolean {
  const count = floatCount(window);
  if (count > 0 && histogramCount(window) > 0) window.note(annotationTexts.histogramIgnoredInRange(window.name));
  return count >= 2;
}

/** `deriv`: the slope of the line of least squares, per second. */
export function derivative(window: Window): number | undefined {
  if (!hasTwoFloats(window)) return undefined;
  return regression(window, window.series.floats.timestamps[window.firstFloat]!).slope;
}

/** `predict_linear`: the line of least squares so many seconds from now. */
export function predictLinear(window: Window): number | undefined {
  if (!hasTwoFloats(window)) return undefined;
  const { slope, intercept } = regression(window, window.time);
  return slope * window.scalars[0]! + intercept;
}

/** Least squares with compensated sums, its intercept at an instant. */
function regression(
  { series: { floats }, firstFloat, endFloat }: Window,
  interceptTime: number,
): { readonly slope: number; readonly intercept: number } {
  const [xs, ys, products, squares] = [runningSum(), runningSum(), runningSum(), runningSum()];
  const firstY = floats.values[firstFloat]!;
  let isConstant = true;
  for (let at = firstFloat; at < endFloat; at++) {
    const y = floats.values[at]!;
    if (at > firstFloat && y !== firstY) isConstant = false;
    const x = (floats.timestamps[at]! - interceptTime) / 1000;
    addTo(xs, x);
    addTo(ys, y);
    addTo(products, x * y);
    addTo(squares, x * x);
  }
  if (isConstant) {
    const isInfinite = firstY === Infinity || firstY === -Infinity;
    return isInfinite ? { slope: Number.NaN, intercept: Number.NaN } : { slope: 0, intercept: firstY };
  }
  const count = endFloat - firstFloat;
  const [x, y] = [xs.sum + xs.carry, ys.sum + ys.carry];
  const covariance = products.sum + products.carry - (x * y) / count;
  const spread = squares.sum + squares.carry - (x * x) / count;
  const slope = covariance / spread;
  return { slope, intercept: y / count - (slope * x) / count };
}

/** `double_exponential_smoothing`. Source: prometheus v0.315.0 promql/functions.go */
export function smoothing(window: Window): number | undefined {
  const [smoothingFactor, trendFactor] = [window.scalars[0]!, window.scalars[1]!];
  requireFactor("smoothing", "sf", smoothingFactor);
  requireFactor("trend", "tf", trendFactor);
  if (!hasTwoFloats(window)) return undefined;
  const { values } = window.series.floats;
  let trend = values[window.firstFloat + 1]! - values[window.firstFloat]!;
  let [before, now] = [0, values[window.firstFloat]!];
  for (let at = window.firstFloat + 1; at < window.endFloat; at++) {
    const isFirst = at === window.firstFloat + 1;
    trend = isFirst ? trend : trendFactor * (now - before) + (1 - trendFactor) * trend;
    const next = smoothingFactor * values[at]! + (1 - smoothingFactor) * (now + trend);
    [before, now] = [now, next];
  }
  return now;
}

function requireFactor(name: string, symbol: string, factor: number): void {
  if (factor <= 0 || factor >= 1) {
    const given = Number.isFinite(factor) ? factor.toFixed(6) : formatGoShort(factor);
    failQuery(`invalid ${name} factor. Expected: 0 < ${symbol} < 1, got: ${given}`);
  }
}
