import type { ApiHandler } from "../api.ts";
import { createMetricsHandler } from "../exporters/metrics-handler.ts";
import type { MetricFamily } from "../exposition-format/family.ts";
import { integralBetween, valueAt } from "../load/profile.ts";
import type { MetricSource, SourceMetric } from "../scenario.ts";
import { between, type Duration, microseconds, type SimTime, zeroDuration } from "../units.ts";

/** The page of something outside of the pods. Before the scenario's zero it stands as it does at zero. */
export const createSource = (
  { metrics }: MetricSource,
  { now, zero }: { readonly now: () => SimTime; readonly zero: SimTime },
): ApiHandler =>
  createMetricsHandler(() => {
    const since = microseconds(Math.max(0, between(zero, now())));
    return [...Map.groupBy(metrics, ({ name }) => name)].map(([name, members]): MetricFamily => {
      const { help, kind } = members[0]!;
      const samples = members.map((metric) => ({
        ...{ name, labels: metric.labels, value: amountAt(metric, since), timestampMilliseconds: undefined },
      }));
      return { name, help, type: kind, samples };
    });
  });

const amountAt = (metric: SourceMetric, since: Duration): number =>
  metric.kind === "gauge"
    ? valueAt(metric.value, since)
    : Math.floor(integralBetween(metric.rate, zeroDuration, since));
