import type { Api } from "../decoding/api-types.table.ts";
import { defaultMetric } from "../defaulting/horizontal-pod-autoscaler.ts";
import { withoutAbsent } from "../defaulting/without-absent.ts";
import type { Cluster } from "../objects/pod-template.ts";
import { readBehavior } from "./autoscaling-v1-annotations.ts";
import { fromFlatMetric } from "./flat-metrics.ts";
import { dropRoundTripAnnotations } from "./round-trip-annotations.ts";

type V2 = Api["v2.HorizontalPodAutoscaler"];

/**
 * An HPA of `autoscaling/v2beta1` in the hub form, with its defaults. A behavior can only be in an annotation.
 *
 * Source: kubernetes v1.24.17 pkg/apis/autoscaling/v2beta1 defaults.go and conversion.go
 */
export function convertFromV2beta1(hpa: Api["v2beta1.HorizontalPodAutoscaler"], cluster: Cluster): V2 {
  const { metadata = {}, spec = {} } = hpa;
  const { metrics = [] } = spec;
  return withoutAbsent<V2>({
    apiVersion: "autoscaling/v2",
    kind: hpa.kind,
    metadata: dropRoundTripAnnotations(metadata, cluster.release),
    spec: withoutAbsent<NonNullable<V2["spec"]>>({
      scaleTargetRef: spec.scaleTargetRef,
      minReplicas: spec.minReplicas ?? 1,
      maxReplicas: spec.maxReplicas,
      metrics:
        metrics.length > 0
          ? metrics.map((metric) => fromFlatMetric(withoutContainer(metric), cluster.release))
          : [defaultMetric],
      behavior: readBehavior(metadata.annotations ?? {}, cluster),
    }),
  });
}

type Metric = Api["v2beta1.MetricSpec"];

/** Upstream forgets which container a metric is of, so that validation then misses it. */
function withoutContainer({ containerResource, ...metric }: Metric): Metric {
  if (!containerResource) return metric;
  const { container, ...source } = containerResource;
  return { ...metric, containerResource: source };
}
