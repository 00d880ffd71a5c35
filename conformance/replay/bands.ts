import type { Scenario } from "../../sim/scenario.ts";
import { between, type Duration, microseconds, seconds } from "../../sim/units.ts";
import { livesOf } from "./as-seen.ts";
import type { RecordedRun } from "./recorded-run.ts";
import { syncPeriodOf } from "./seen-syncs.ts";

/** How far the two may be from each other and still tell the same story. */
export type Bands = {
  /** Between the times of one rescale: a sync, a scrape, and the longest start of a pod that was seen. */
  readonly rescale: Duration;
  /** The simulation as a whole may be earlier or later by this much: a sync. */
  readonly shift: Duration;
  /** Share of the samples in which the replicas are equal, after that shift. */
  readonly equalReplicas: number;
  /** Percentage points between two readings of the same sync, or one of its neighbours. */
  readonly points: number;
};

export function bandsOf(scenario: Scenario, run: RecordedRun): Bands {
  const sync = syncPeriodOf(scenario);
  return {
    rescale: microseconds(sync + scenario.cluster.metricsServer.metricResolution + longestStart(run)),
    shift: sync,
    equalReplicas: 0.9,
    points: 10,
  };
}

const longestStart = ({ trace }: RecordedRun): Duration =>
  livesOf(trace.facts).reduce<Duration>((longest, { created, ready }) => {
    if (created === undefined || ready === undefined) return longest;
    const start = between(created, ready);
    return start > longest ? start : longest;
  }, seconds(0));
