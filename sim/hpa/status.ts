import type { Int64 } from "../int64.ts";
import type { Condition } from "../kubernetes/autoscaling.ts";
import type { SimTime } from "../units.ts";
import type { MetricPlan } from "./metric-plan.ts";
import type { HpaPlan } from "./plan.ts";

/** Current value of one metric as the status reports it; milli-units, and whole percent of the request. */
export type MetricReading = {
  readonly value: Int64 | undefined;
  readonly averageValue: Int64 | undefined;
  readonly averageUtilization: number | undefined;
};

/** `status` of a HorizontalPodAutoscaler. */
export type HpaStatus = {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly lastScaleTime: SimTime | undefined;
  /** What the readings below are of: the metrics of the spec that the pass went by. */
  readonly metrics: readonly MetricPlan[];
  /** In the order of `metrics`; `undefined` for one that failed; empty when the pass computed none. */
  readonly currentMetrics: readonly (MetricReading | undefined)[];
  readonly conditions: readonly Condition[];
  readonly observedGeneration: number | undefined;
};

/** The status of an HPA that no controller has touched. */
export const emptyStatus: HpaStatus = {
  currentReplicas: 0,
  desiredReplicas: 0,
  lastScaleTime: undefined,
  metrics: [],
  currentMetrics: [],
  conditions: [],
  observedGeneration: undefined,
};

/** Whether a status that is read back says of its metrics what a pass by this plan read: the same amounts, under the same names. */
export function sameReport(
  status: HpaStatus,
  { metrics, alteredReadings }: Pick<HpaPlan, "metrics" | "alteredReadings">,
  readings: HpaStatus["currentMetrics"],
): boolean {
  for (const index of alteredReadings) if (readings[index] !== undefined) return false;
  if (!sameReadings(readings, status.currentMetrics)) return false;
  if (metrics === status.metrics) return true;
  return readings.every(
    (reading, index) => reading === undefined || metrics[index]?.reportedName === status.metrics[index]?.reportedName,
  );
}

/** Whether two lists of readings report the same, as `Semantic.DeepEqual` sees it. */
export function sameReadings(a: HpaStatus["currentMetrics"], b: HpaStatus["currentMetrics"]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const left = a[index];
    const right = b[index];
    if (left === right) continue;
    if (left === undefined || right === undefined) return false;
    if (
      left.averageUtilization !== right.averageUtilization ||
      left.averageValue !== right.averageValue ||
      left.value !== right.value
    ) {
      return false;
    }
  }
  return true;
}
