import type { Api } from "../decoding/api-types.table.ts";
import { defaultMetric } from "../defaulting/horizontal-pod-autoscaler.ts";
import { withoutAbsent } from "../defaulting/without-absent.ts";
import type { Cluster } from "../objects/pod-template.ts";
import type { Release } from "../release.ts";
import { readBehavior, readMetrics } from "./autoscaling-v1-annotations.ts";
import { fromFlatMetric, toFlatMetric } from "./flat-metrics.ts";
import { withoutRoundTripAnnotations } from "./round-trip-annotations.ts";

type V1 = Api["v1.HorizontalPodAutoscaler"];
type V2 = Api["v2.HorizontalPodAutoscaler"];
type Spec = NonNullable<V2["spec"]>;
type Metric = Api["v2.MetricSpec"];

/**
 * An HPA of `autoscaling/v1` in the hub form.
 *
 * What v1 has no fields for is in annotations; one that cannot be read counts as absent. The CPU target comes after the
 * metrics of the annotation, and an HPA without any metric gets one.
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling/v1 Convert_v1_HorizontalPodAutoscaler_To_autoscaling_HorizontalPodAutoscaler
 */
export function convertFromV1(hpa: V1, cluster: Cluster): V2 {
  const { metadata = {}, spec = {} } = hpa;
  const annotations = metadata.annotations ?? {};
  const others = readMetrics(annotations, cluster.types).map((metric) => fromFlatMetric(metric, cluster.release));
  return withoutAbsent<V2>({
    apiVersion: "autoscaling/v2",
    kind: hpa.kind,
    metadata: withoutRoundTripAnnotations(metadata, cluster.release),
    spec: withoutAbsent<Spec>({
      scaleTargetRef: spec.scaleTargetRef,
      minReplicas: spec.minReplicas ?? 1,
      maxReplicas: spec.maxReplicas,
      metrics: withCpuTarget(others, spec.targetCPUUtilizationPercentage),
      behavior: readBehavior(annotations, cluster),
    }),
  });
}

function withCpuTarget(others: readonly Metric[], percent: number | undefined): readonly Metric[] {
  const metrics = percent === undefined ? others : [...others, cpuMetric(percent)];
  return metrics.length > 0 ? metrics : [defaultMetric];
}

const cpuMetric = (averageUtilization: number): Metric => ({
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization } },
});

/**
 * A spec as it comes back from `autoscaling/v1`, in which older releases store HPAs.
 *
 * One utilization of CPU survives, and stands last; types of targets are made anew. Behavior is kept in an annotation, and
 * comes back as it was.
 * Source: kubernetes v1.26.15 pkg/apis/autoscaling/v1 conversion.go
 */
export function storedAsV1(spec: Spec, release: Release): Spec {
  const { metrics = [] } = spec;
  const others = metrics
    .filter((metric) => cpuUtilization(metric) === undefined)
    .map((metric) => fromFlatMetric(toFlatMetric(metric), release));
  return { ...spec, minReplicas: spec.minReplicas ?? 1, metrics: withCpuTarget(others, cpuTarget(metrics, release)) };
}

function cpuTarget(metrics: readonly Metric[], release: Release): number | undefined {
  const candidates = metrics.filter(
    (metric) => isCpu(metric) && (release.cpuTarget === "first-cpu-metric" || cpuUtilization(metric) !== undefined),
  );
  return candidates[0] && cpuUtilization(candidates[0]);
}

const isCpu = ({ type, resource }: Metric): boolean => type === "Resource" && resource?.name === "cpu";

const cpuUtilization = (metric: Metric): number | undefined =>
  isCpu(metric) ? metric.resource?.target?.averageUtilization : undefined;
