import type { Histogram } from "./histogram/histogram.ts";
import type { Labels } from "./labels.ts";
import type { Matcher } from "./matcher.ts";

/** What a sample is. A staleness marker says that the series ended there. */
export const sampleKinds = { float: 0, histogram: 1, stale: 2 } as const;

/** A series as storage hands it over; sample `i` is entry `i` of each list, `count` of them are in use. */
export interface StoredSeries {
  readonly labels: Labels;
  readonly count: number;
  /** Whole milliseconds since the epoch, rising. */
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
  /** One of `sampleKinds` each; left out when all samples are floats. */
  readonly kinds?: Uint8Array | undefined;
  readonly histograms?: readonly (Histogram | undefined)[] | undefined;
  /** When the counter behind the sample started, in milliseconds; 0 for unknown. */
  readonly startTimestamps?: Float64Array | undefined;
}

/** The series that meet all conditions and have samples from one instant to another, both included; samples outside may come along. */
export type Select = (matchers: readonly Matcher[], from: number, to: number) => readonly StoredSeries[];
