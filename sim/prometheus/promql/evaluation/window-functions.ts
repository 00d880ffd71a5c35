import type { SampleValue } from "./evaluation.ts";
import { changes, resets } from "./functions/changes.ts";
import { instantRate } from "./functions/instant-rate.ts";
import * as overTime from "./functions/over-time.ts";
import { rate } from "./functions/rate.ts";
import { averageOverTime, sumOverTime } from "./functions/sums-over-time.ts";
import { derivative, predictLinear, smoothing } from "./functions/trend.ts";
import type { Window } from "./window.ts";

/** What a function makes of a window, if anything. The window has at least one sample. */
export type WindowFunction = (window: Window) => SampleValue | undefined;

/** The functions of range vectors by name that look at each window by itself. */
const windowFunctions: Readonly<Partial<Record<string, WindowFunction>>> = {
  absent_over_time: () => 1,
  avg_over_time: averageOverTime,
  changes,
  count_over_time: overTime.count,
  delta: (window) => rate(window, { isCounter: false, isPerSecond: false }),
  deriv: derivative,
  double_exponential_smoothing: smoothing,
  first_over_time: overTime.first,
  idelta: (window) => instantRate(window, false),
  increase: (window) => rate(window, { isCounter: true, isPerSecond: false }),
  irate: (window) => instantRate(window, true),
  last_over_time: overTime.last,
  mad_over_time: overTime.medianDeviation,
  max_over_time: (window) => overTime.extreme(window, (candidate, best) => candidate > best)?.value,
  min_over_time: (window) => overTime.extreme(window, (candidate, best) => candidate < best)?.value,
  predict_linear: predictLinear,
  present_over_time: () => 1,
  rate: (window) => rate(window, { isCounter: true, isPerSecond: true }),
  resets,
  stddev_over_time: overTime.deviation,
  stdvar_over_time: overTime.variance,
  sum_over_time: sumOverTime,
  ts_of_first_over_time: overTime.timeOfFirst,
  ts_of_last_over_time: overTime.timeOfLast,
  ts_of_max_over_time: (window) => overTime.extreme(window, (candidate, best) => candidate >= best)?.time,
  ts_of_min_over_time: (window) => overTime.extreme(window, (candidate, best) => candidate <= best)?.time,
};

/** The functions that remember something from window to window, each of them before its first. */
const movingFunctions: Readonly<Partial<Record<string, () => WindowFunction>>> = {
  quantile_over_time: overTime.startQuantileOverTime,
};

/** A function of range vectors by its name, for the windows of one call in their order. */
export const windowFunctionOf = (name: string): WindowFunction | undefined =>
  movingFunctions[name]?.() ?? windowFunctions[name];

/** The functions that take an `anchored` range, in the order of the error that names them. */
export const anchoredFunctions: readonly string[] = ["changes", "delta", "increase", "rate", "resets"];

/** The functions that take a `smoothed` range. */
export const smoothedFunctions: readonly string[] = ["delta", "increase", "rate"];
