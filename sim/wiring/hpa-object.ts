import type { StoredHpa } from "../cluster/records.ts";
import type { HpaObject, MetricAmounts } from "../exporters/kube-state-metrics/objects.ts";
import type { MetricPlan } from "../hpa/metric-plan.ts";
import type { HpaStatus, MetricReading } from "../hpa/status.ts";
import { type Int64, toFloat64 } from "../int64.ts";
import { unreachable } from "../invariant.ts";

/** An HPA as the API server has it, with the status that its controller wrote last. */
export function hpaObject({ meta, hpa }: StoredHpa, status: HpaStatus): HpaObject {
  const { namespace, name, creationTimestamp, generation } = meta;
  const { currentReplicas, desiredReplicas, metrics, currentMetrics, conditions } = status;
  return {
    namespace,
    name,
    creationTimestamp,
    generation,
    spec: hpa.spec,
    status: {
      currentReplicas,
      desiredReplicas,
      currentMetrics: currentMetrics.flatMap((reading, index) => amountsOf(metrics[index], reading)),
      conditions,
    },
  };
}

/** What the status says of a metric; nothing of one that failed. The amounts are those that `printStatus` prints. */
function amountsOf(plan: MetricPlan | undefined, reading: MetricReading | undefined): readonly MetricAmounts[] {
  if (plan === undefined || reading === undefined) return [];
  const { source, spec } = plan;
  const { value, averageValue, averageUtilization } = reading;
  switch (source.kind) {
    case "utilization":
    case "usage": {
      const amounts = { name: source.resource, container: source.container, average: units(averageValue) };
      return [averageUtilization === undefined ? amounts : { ...amounts, utilization: averageUtilization }];
    }
    case "pods":
    case "object":
    case "external": {
      const identifier = (spec.pods ?? spec.object ?? spec.external)?.metric;
      const amounts = value === undefined ? { average: units(averageValue) } : { value: units(value) };
      return [{ name: identifier?.name ?? "", container: "", ...amounts }];
    }
    case "broken":
      return [];
    default:
      return unreachable(source);
  }
}

const units = (milli: Int64 | undefined): number => toFloat64(milli ?? 0) / 1000;
