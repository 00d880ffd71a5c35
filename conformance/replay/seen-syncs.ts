import type { Scenario } from "../../sim/scenario.ts";
import type { Fact } from "../../sim/trace/fact.ts";
import { type Duration, microseconds, type SimTime, seconds, zeroDuration } from "../../sim/units.ts";

/**
 * By how much the period from one sync of an HPA to the next is longer than stated: a controller waits anew after each.
 *
 * The median over the changes of the status, each of which followed on a sync at once; 0 where there was none. The first syncs are
 * left out: what one takes weighs much in them.
 */
export function syncDelay(
  facts: readonly Fact[],
  { start, period }: { readonly start: SimTime; readonly period: Duration },
): Duration {
  const delays = facts
    .filter((fact) => fact.kind === "hpa-status")
    .map(({ at }) => ({ count: Math.round((at - start) / period), at }))
    .filter(({ count }) => count >= 4)
    .map(({ count, at }) => (at - start) / count - period)
    .sort((a, b) => a - b);
  const median = delays[Math.floor(delays.length / 2)];
  return median === undefined ? zeroDuration : microseconds(Math.max(0, Math.round(median)));
}

/** `--horizontal-pod-autoscaler-sync-period` of a scenario's cluster. Source: kubernetes pkg/controller/podautoscaler/config since 1.12 */
export const syncPeriodOf = ({ cluster }: Scenario): Duration => cluster.controllerManager.syncPeriod ?? seconds(15);
