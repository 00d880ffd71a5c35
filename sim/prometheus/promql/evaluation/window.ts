import type { AnnotationAt } from "../annotation-texts.ts";
import type { RangeSeries } from "./range-series.ts";

/** The samples of one series that a range function sees at one instant. It moves on, so it is not to be kept. */
export interface Window {
  readonly series: RangeSeries;
  /** Name of the metric, empty if it has none. */
  readonly name: string;
  /** The floats are those from this index on … */
  readonly firstFloat: number;
  /** … and before this one. */
  readonly endFloat: number;
  readonly firstHistogram: number;
  readonly endHistogram: number;
  /** The range that was asked for, in milliseconds, excluding its start; samples around it come along with `anchored` and `smoothed`. */
  readonly start: number;
  readonly end: number;
  /** Length of the range in seconds. */
  readonly seconds: number;
  /** The instant that is evaluated, in milliseconds. */
  readonly time: number;
  readonly extension: "none" | "anchored" | "smoothed";
  /** The scalar arguments at this instant, in their order. */
  readonly scalars: readonly number[];
  /** Adds an annotation about the range vector. */
  readonly note: (text: AnnotationAt) => void;
  /** Adds an annotation about the first argument, whatever it is. */
  readonly noteFirst: (text: AnnotationAt) => void;
}

/** How many floats the window has. */
export const floatCount = ({ firstFloat, endFloat }: Window): number => endFloat - firstFloat;

/** How many histograms the window has. */
export const histogramCount = ({ firstHistogram, endHistogram }: Window): number => endHistogram - firstHistogram;
