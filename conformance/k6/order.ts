import type { LoadShape } from "../../sim/scenario.ts";
import type { Duration } from "../../sim/units.ts";

/** What k6 is to play. */
export type K6Order = {
  /** The scenario that the loads are from; named in the script. */
  readonly scenario: string;
  readonly loads: readonly K6Load[];
  /** After so long a client gives up. */
  readonly requestTimeout: Duration;
};

/** A stream of requests to one URL. */
export type K6Load = {
  /** As scenarios name their loads, which is how k6 names its scenarios: letters, digits, "-" and "_". No two are alike. */
  readonly name: string;
  readonly url: string;
  /** From the beginning of the script; not negative. */
  readonly startTime: Duration;
  readonly duration: Duration;
  /** An open rate counts from `startTime`. */
  readonly shape: LoadShape;
  /** Most requests of an open load that can be unanswered at once, if fewer than `unansweredMax`; k6 drops further ones. */
  readonly unansweredMax?: number;
};

/** Most requests of one load that can be unanswered at once: each needs a JavaScript engine of about 150 KiB in k6. */
export const unansweredMax = 1000;

/** The header of a response that names the pod which answered. */
export const podHeader = "X-Kubewind-Pod";

/** Names that the script and whoever reads its samples have to agree on. */
export const sampleNames = {
  started: "kubewind_started",
  ended: "kubewind_ended",
  dropped: "dropped_iterations",
} as const;
