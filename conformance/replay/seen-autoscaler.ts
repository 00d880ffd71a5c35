import type { MetricPlan } from "../../sim/hpa/metric-plan.ts";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { ConditionStatus } from "../../sim/kubernetes/pod.ts";
import { milliValue, parseQuantity } from "../../sim/quantity/index.ts";
import type { FactBody, MetricReadingFact } from "../../sim/trace/fact.ts";
import { readingFact } from "../../sim/wiring/hpa-facts.ts";

/** The part of an `autoscaling/v2` HPA that a watch is read for. */
export type HpaObject = {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly status?: {
    readonly currentReplicas?: number;
    readonly desiredReplicas?: number;
    readonly currentMetrics?: readonly MetricStatus[] | null;
    readonly conditions?: readonly SeenCondition[] | null;
  };
};

type MetricStatus = {
  readonly resource?: { readonly current: MetricValueStatus };
  readonly containerResource?: { readonly current: MetricValueStatus };
};

type MetricValueStatus = {
  readonly value?: string;
  readonly averageValue?: string;
  readonly averageUtilization?: number;
};

export type SeenCondition = {
  readonly type: string;
  readonly status: ConditionStatus;
  readonly reason?: string;
  readonly message?: string;
};

/** What changed in an HPA from one look to the next, in the simulator's words. `before` is undefined at the first look. */
export function autoscalerFacts(
  before: HpaObject | undefined,
  after: HpaObject,
  metrics: readonly MetricPlan[],
): readonly FactBody[] {
  const { namespace, name } = after.metadata;
  const hpa: ObjectReference = { kind: "HorizontalPodAutoscaler", namespace, name };
  const facts: FactBody[] = [];
  if (before === undefined) facts.push({ kind: "applied", object: hpa, change: "created" });
  const status = statusFact(hpa, after, metrics);
  const old = before && statusFact(hpa, before, metrics);
  if (after.status?.conditions && JSON.stringify(status) !== JSON.stringify(old)) facts.push(status);
  facts.push(...conditionFacts(hpa, before?.status?.conditions ?? [], after.status?.conditions ?? []));
  return facts;
}

/** The conditions that are other than before. */
export const conditionFacts = (
  object: ObjectReference,
  before: readonly SeenCondition[],
  after: readonly SeenCondition[],
): readonly FactBody[] =>
  after.flatMap(({ type, status, reason = "", message = "" }) => {
    const old = before.find((each) => each.type === type);
    const isSame = old?.status === status && (old.reason ?? "") === reason && (old.message ?? "") === message;
    return isSame ? [] : [{ kind: "condition", object, type, status, reason, message }];
  });

function statusFact(hpa: ObjectReference, { status = {} }: HpaObject, metrics: readonly MetricPlan[]): FactBody {
  const { currentReplicas = 0, desiredReplicas = 0, currentMetrics } = status;
  return {
    kind: "hpa-status",
    hpa,
    currentReplicas,
    desiredReplicas,
    metrics: (currentMetrics ?? []).map((each, index) => seenReading(each, metrics[index])),
  };
}

function seenReading(status: MetricStatus, metric: MetricPlan | undefined): MetricReadingFact {
  const current = (status.resource ?? status.containerResource)?.current;
  if (metric === undefined) return { name: "", target: "", current: "", ratio: undefined };
  if (current === undefined) return readingFact(metric, undefined);
  const { value, averageValue, averageUtilization } = current;
  return readingFact(metric, { value: milli(value), averageValue: milli(averageValue), averageUtilization });
}

function milli(text: string | undefined): ReturnType<typeof milliValue> | undefined {
  if (text === undefined) return undefined;
  const parsed = parseQuantity(text);
  return parsed.ok ? milliValue(parsed.quantity) : undefined;
}
