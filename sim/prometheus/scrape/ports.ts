import type { Duration } from "../../units.ts";
import type { Label, Labels } from "../promql/labels.ts";

/** What Prometheus asks of a target. */
export interface ScrapeRequest {
  /** The name of the job's config, whatever relabelling made of the label `job`. */
  readonly jobName: string;
  readonly url: string;
  /** All labels of the target, those that begin with two underscores included. */
  readonly labels: Labels;
  readonly accept: string;
  readonly timeout: Duration;
}

/**
 * What a target answers.
 *
 * A failure has the text that a Go client prints of it: `dial tcp 10.0.0.7:8080: connect: connection refused`.
 */
export type ScrapeReply =
  | {
      readonly kind: "text";
      readonly status: number;
      /** `Internal Server Error`. */
      readonly reason: string;
      /** Empty when there is none. */
      readonly contentType: string;
      /** A byte that is no UTF-8 is given as one of U+DC80–U+DCFF. */
      readonly body: string;
    }
  | ExposedSamples
  | { readonly kind: "failure"; readonly text: string };

/** Samples handed over without text. As long as the series are the same, so is the list: that is told by identity. */
export interface ExposedSamples {
  readonly kind: "samples";
  /** The labels of each series by name, that of the metric among them. */
  readonly series: readonly (readonly Label[])[];
  readonly values: Float64Array;
}

/** A target; it may answer later, and after the timeout nobody listens. */
export type Scrape = (request: ScrapeRequest, done: (reply: ScrapeReply) => void) => void;
