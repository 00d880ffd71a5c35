import type { ApiTypes } from "../decoding/api-type.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { defaultMetric } from "../defaulting/horizontal-pod-autoscaler.ts";
import { withoutAbsent } from "../defaulting/without-absent.ts";
import { readBehavior, readMetrics } from "./autoscaling-v1-annotations.ts";
import { behaviorAnnotation, dropRoundTripAnnotations, metricsAnnotation } from "./round-trip-annotations.ts";

type V1 = Api["v1.HorizontalPodAutoscaler"];
type V2 = Api["v2.HorizontalPodAutoscaler"];

/**
 * An HPA of `autoscaling/v1` in the hub form.
 *
 * What v1 has no fields for is in annotations; one that cannot be read counts as absent. The CPU target comes after the
 * metrics of the annotation, and an HPA without any metric gets one.
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling/v1 Convert_v1_HorizontalPodAutoscaler_To_autoscaling_HorizontalPodAutoscaler
 */
export function convertFromV1(hpa: V1, types: ApiTypes): V2 {
  const { metadata = {}, spec = {} } = hpa;
  const annotations = metadata.annotations ?? {};
  const { targetCPUUtilizationPercentage: percent } = spec;
  const cpu = percent === undefined ? [] : [cpuMetric(percent)];
  const metrics = [...(readMetrics(annotations[metricsAnnotation], types) ?? []), ...cpu];
  return withoutAbsent<V2>({
    apiVersion: "autoscaling/v2",
    kind: hpa.kind,
    metadata: dropRoundTripAnnotations(metadata),
    spec: withoutAbsent<NonNullable<V2["spec"]>>({
      scaleTargetRef: spec.scaleTargetRef,
      minReplicas: spec.minReplicas ?? 1,
      maxReplicas: spec.maxReplicas,
      metrics: metrics.length > 0 ? metrics : [defaultMetric],
      behavior: readBehavior(annotations[behaviorAnnotation], types),
    }),
  });
}

const cpuMetric = (averageUtilization: number): Api["v2.MetricSpec"] => ({
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization } },
});
