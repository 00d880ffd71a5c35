import type { ApiHandler } from "../api.ts";
import { createMetricsHandler } from "../exporters/metrics-handler.ts";
import type { MetricFamily } from "../exposition-format/family.ts";
import { targetName } from "../load/arrivals.ts";
import type { LoadEngine } from "../load/engine.ts";
import { integralBetween, valueAt } from "../load/profile.ts";
import type { MetricSource, SourceMetric } from "../scenario.ts";
import { between, type Duration, microseconds, type SimTime, zeroDuration } from "../units.ts";

export type SourceSettings = {
  readonly now: () => SimTime;
  readonly zero: SimTime;
  readonly load: Pick<LoadEngine, "backlog">;
};

/** The page of something outside of the pods. Before the scenario's zero it stands as it does at zero. */
export const createSource = ({ metrics }: MetricSource, { now, zero, load }: SourceSettings): ApiHandler =>
  createMetricsHandler(() => {
    const since = microseconds(Math.max(0, between(zero, now())));
    return [...Map.groupBy(metrics, ({ name }) => name)].map(([name, members]): MetricFamily => {
      const { help, kind } = members[0]!;
      const samples = members.map((metric) => ({
        ...{ name, labels: metric.labels, value: amountAt(metric, since, load), timestampMilliseconds: undefined },
      }));
      return { name, help, type: kind, samples };
    });
  });

function amountAt(metric: SourceMetric, since: Duration, load: SourceSettings["load"]): number {
  if (metric.kind === "counter") return Math.floor(integralBetween(metric.rate, zeroDuration, since));
  return "value" in metric
    ? valueAt(metric.value, since)
    : Math.floor(load.backlog(targetName({ target: metric.backlogOf })));
}
