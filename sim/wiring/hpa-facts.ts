import type { Explanation, MetricExplanation } from "../hpa/explanation.ts";
import type { MetricPlan } from "../hpa/metric-plan.ts";
import type { HpaName, HpaPorts } from "../hpa/ports.ts";
import { currentText, metricLabel, targetText } from "../hpa/reading-text.ts";
import { emptyStatus, type HpaStatus, sameReadings } from "../hpa/status.ts";
import { minInt64 } from "../int64.ts";
import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type { Decision, DecisionMetric, FactBody, MetricReadingFact } from "../trace/fact.ts";

export type HpaFactSettings = {
  readonly emit: (body: FactBody) => void;
  /** Hears of every pass; absent when nobody asks why. */
  readonly onPass?: (hpa: HpaName, explain: () => Explanation) => void;
};

/** What the HPA controller tells. */
export type HpaFacts = Required<Pick<HpaPorts, "recordEvent" | "updateStatus" | "passed">> & {
  /** What was written last; empty before that. */
  readonly statusOf: (hpa: HpaName) => HpaStatus;
  /** The HPA is gone: one of the same name has nothing to do with it. */
  readonly forget: (hpa: HpaName) => void;
};

/** Makes facts of the trace of it: only what changed since it was last told. */
export function createHpaFacts(settings: HpaFactSettings): HpaFacts {
  const { emit, onPass } = settings;
  const told = new Map<string, HpaStatus>();
  /** HPAs whose pass changed a condition, and so came out otherwise than the one before. */
  const isTurned = new Set<string>();

  return {
    recordEvent: (hpa, { type, reason, message }) =>
      emit({
        kind: "event",
        involved: referenceTo(hpa),
        component: "horizontal-pod-autoscaler",
        type,
        reason,
        message,
      }),
    updateStatus: (hpa, status) => {
      const key = objectKey(hpa);
      const before = told.get(key) ?? emptyStatus;
      told.set(key, status);
      if (isNews(before, status)) emit(statusFact(hpa, status));
      const conditions = changedConditions(before, status);
      for (const { type, status: state, reason, message } of conditions) {
        emit({ kind: "condition", object: referenceTo(hpa), type, status: state, reason, message });
      }
      if (conditions.length > 0 || status.lastScaleTime !== before.lastScaleTime) isTurned.add(key);
    },
    passed: (hpa, explain) => {
      if (isTurned.delete(objectKey(hpa))) {
        emit({ kind: "decision", hpa: referenceTo(hpa), decision: decisionOf(explain()) });
      }
      onPass?.(hpa, explain);
    },
    statusOf: (hpa) => told.get(objectKey(hpa)) ?? emptyStatus,
    forget: (hpa) => {
      told.delete(objectKey(hpa));
      isTurned.delete(objectKey(hpa));
    },
  };
}

const referenceTo = ({ namespace, name }: HpaName): ObjectReference => ({
  kind: "HorizontalPodAutoscaler",
  namespace,
  name,
});

const isNews = (before: HpaStatus, after: HpaStatus): boolean =>
  before.currentReplicas !== after.currentReplicas ||
  before.desiredReplicas !== after.desiredReplicas ||
  !sameReadings(before.currentMetrics, after.currentMetrics);

function changedConditions(before: HpaStatus, after: HpaStatus): HpaStatus["conditions"] {
  if (before.conditions === after.conditions) return [];
  return after.conditions.filter((condition) => {
    const old = before.conditions.find(({ type }) => type === condition.type);
    return old?.status !== condition.status || old.reason !== condition.reason || old.message !== condition.message;
  });
}

function statusFact(hpa: HpaName, status: HpaStatus): FactBody {
  const readings = status.currentMetrics.map((reading, index) => readingFact(status.metrics[index]!, reading));
  const { currentReplicas, desiredReplicas } = status;
  return { kind: "hpa-status", hpa: referenceTo(hpa), currentReplicas, desiredReplicas, metrics: readings };
}

type Reading = NonNullable<HpaStatus["currentMetrics"][number]>;

/** What a status says of one metric; `reading` is undefined where it could not be read. */
export function readingFact(metric: MetricPlan, reading: Reading | undefined): MetricReadingFact {
  const about = { name: metricLabel(metric), target: targetText(metric) };
  return reading === undefined
    ? { ...about, current: "", ratio: undefined }
    : { ...about, current: currentText(metric, reading), ratio: ratioOf(metric, reading) };
}

function ratioOf({ source }: MetricPlan, { averageUtilization, averageValue, value }: Reading): number | undefined {
  if (source.kind === "broken") return undefined;
  if (source.kind === "utilization") return (averageUtilization ?? 0) / source.targetPercent;
  const current = averageValue ?? value ?? 0;
  // Upstream divides by no replicas, and what comes of it is no amount.
  return current === minInt64 ? undefined : Number(current) / Number(source.target);
}

/** The reasoning with pods counted, not named: names change with every seed and make no difference to a decision. */
const decisionOf = ({ currentReplicas, metrics, path, outcome }: Explanation): Decision => ({
  currentReplicas,
  metrics: metrics.map(decisionMetric),
  path,
  outcome,
});

function decisionMetric(metric: MetricExplanation): DecisionMetric {
  const { name, target } = metric;
  if (metric.kind === "failure") return { name, target, kind: "failure", cause: metric.cause };
  const { current, usageRatio, filledUsageRatio, rule, replicas, pods } = metric;
  const counts = pods && {
    ready: pods.ready.length,
    unready: pods.unready.length,
    missing: pods.missing.length,
    ignored: pods.ignored.length,
  };
  return { name, target, kind: "proposal", current, usageRatio, filledUsageRatio, rule, replicas, pods: counts };
}
