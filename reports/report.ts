import type { Run } from "../sim/run.ts";

/** A run and what belongs to its report besides. */
export type RunReport = {
  readonly run: Run;
  /** The fingerprint of the trace. */
  readonly traceHash: string;
  /** Objects of the manifests that the wind tunnel does not act on, each with the reason, in words. */
  readonly ignored: readonly string[];
  /** What else a reader should know, in words. */
  readonly notes: readonly string[];
};
