import type { Label } from "../promql/labels.ts";

/** What a metric's `# TYPE` says; upstream's `untyped` is `unknown`. */
export type MetricType =
  | ("counter" | "gauge" | "histogram" | "gaugehistogram")
  | ("summary" | "info" | "stateset" | "unknown");

/** What the family of the current line is: its help, its unit. */
export type FamilyText = { readonly kind: "help" | "unit"; readonly family: string; readonly text: string };

/** One line of an exposition. */
export type ExpositionEntry =
  | {
      readonly kind: "series";
      /** Name and labels as they stand in the text: the same text is the same series. */
      readonly series: string;
      readonly value: number;
      /** Milliseconds since the epoch; undefined when the line has none. */
      readonly timestamp: number | undefined;
    }
  | FamilyText
  | { readonly kind: "type"; readonly family: string; readonly type: MetricType }
  | { readonly kind: "comment" }
  | { readonly kind: "end" }
  /** The rest cannot be read. */
  | { readonly kind: "invalid"; readonly because: string };

/** Reads an exposition line by line. */
export interface ExpositionReader {
  next(): ExpositionEntry;
  /** The labels of the series that was read last, by name; one name may stand twice. */
  labels(): readonly Label[];
  /** Where its value stands in the text. */
  valueSpan(): readonly [start: number, end: number];
}
