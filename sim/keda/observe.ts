import type { MetricSpec } from "../kubernetes/autoscaling.ts";
import type { SimTime } from "../units.ts";
import { fallbackValue, withHealth } from "./fallback.ts";
import { scaleTarget } from "./hpa.ts";
import type { Answer, KedaPorts, MetricValue } from "./ports.ts";
import type { ScaledObject } from "./scaled-object.ts";
import type { Observation } from "./scaler.ts";
import type { StatusCopy } from "./status-copy.ts";

/** What is known of a metric, after the fallback has had its say. */
export type MetricRecord = {
  readonly metrics: readonly MetricValue[];
  readonly isActive: boolean;
  readonly isFallback: boolean;
  /** Why there are no metrics. */
  readonly error: string | undefined;
};

export type Observed = {
  readonly scaledObject: ScaledObject;
  readonly spec: NonNullable<MetricSpec["external"]>;
  readonly observation: Observation;
  readonly ports: Pick<KedaPorts, "getScale" | "countReadyPods">;
  readonly now: SimTime;
  readonly copy: StatusCopy;
};

/**
 * Notes whether the metric could be had, and falls back when it could not too often.
 *
 * Source: keda v2.21.0 pkg/fallback/fallback.go GetMetricsWithFallback
 */
export function recordOf(observed: Observed): MetricRecord {
  const { scaledObject, spec, observation, copy } = observed;
  const { fallback } = scaledObject.spec;
  const metricName = spec.metric.name;
  const isActive = observation.ok && observation.isActive;
  const found = observation.ok ? observation.values : [];
  const without = {
    metrics: found,
    isActive,
    isFallback: false,
    error: observation.ok ? undefined : observation.error,
  };
  if (fallback === undefined) return without;
  const isFailing = !observation.ok;
  const { failureThreshold } = fallback;
  const status = copy.change((before) => withHealth(before, { metricName, isFailing, failureThreshold }));
  const failures = status.health.get(metricName)?.numberOfFailures ?? 0;
  if (!isFailing || failures <= failureThreshold) return without;
  const instead = fallbackValue({ fallback, target: spec.target, ...countsOf(observed) });
  switch (instead.kind) {
    case "value":
      return {
        metrics: [{ metricName, value: instead.value, timestamp: observed.now }],
        isActive,
        isFallback: true,
        error: undefined,
      };
    case "no-replicas":
      return without;
    case "failed":
      return { ...without, error: "error performing fallback" };
  }
}

function countsOf({ scaledObject, ports }: Observed): {
  readonly currentReplicas: () => Answer<number>;
  readonly readyReplicas: () => Answer<number>;
} {
  const { namespace } = scaledObject.meta;
  const scale = (): ReturnType<KedaPorts["getScale"]> => ports.getScale({ namespace, ...scaleTarget(scaledObject) });
  return {
    currentReplicas: () => {
      const answer = scale();
      return answer.ok ? { ok: true, value: answer.value.specReplicas } : answer;
    },
    readyReplicas: () => {
      const answer = scale();
      return answer.ok ? ports.countReadyPods(namespace, answer.value.selector) : answer;
    },
  };
}
