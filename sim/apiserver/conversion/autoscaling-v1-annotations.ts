import type { ApiTypes } from "../decoding/api-type.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { decodeLoosely, type LooselyDecoded } from "../decoding/decode-loosely.ts";
import type { Cluster } from "../objects/pod-template.ts";
import { behaviorAnnotation, metricsAnnotation } from "./round-trip-annotations.ts";

type Behavior = Api["v2.HorizontalPodAutoscalerBehavior"];
type Annotations = Readonly<Record<string, string>>;

/** Metrics of the annotation, in the flat form of v1. None when there is no annotation that can be read. */
export const readMetrics = (annotations: Annotations, types: ApiTypes): readonly Api["v1.MetricSpec"][] => {
  const decoded = decodeMetrics(annotations, types);
  return decoded?.kind === "decoded" ? decoded.values : [];
};

const decodeMetrics = (annotations: Annotations, types: ApiTypes): LooselyDecoded<Api["v1.MetricSpec"]> | undefined =>
  decodeLoosely(annotations[metricsAnnotation], { name: "v1.MetricSpec", isList: true, types });

/**
 * The behavior of an annotation, whose members are those of upstream's internal type. An empty one counts as absent.
 *
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling/v1 conversion.go, v1.24.17 pkg/apis/autoscaling/v2beta1 conversion.go
 */
export function readBehavior(annotations: Annotations, { types, release }: Cluster): Behavior | undefined {
  if (release.behaviorAnnotation === "unknown") return undefined;
  const decoded = decodeLoosely(annotations[behaviorAnnotation], {
    name: "v2.HorizontalPodAutoscalerBehavior",
    isList: false,
    types,
  });
  const [behavior] = decoded?.kind === "decoded" ? decoded.values : [];
  return behavior?.scaleUp || behavior?.scaleDown ? behavior : undefined;
}

/**
 * Why an HPA of `autoscaling/v1` cannot be converted, in the releases that insist on annotations that can be read.
 *
 * What Go says about JSON that is none is left out.
 * Source: kubernetes v1.14.10 pkg/apis/autoscaling/v1 conversion.go
 */
export function unreadableAnnotation(hpa: Api["v1.HorizontalPodAutoscaler"], cluster: Cluster): string | undefined {
  if (cluster.release.unreadableAnnotation === "ignored") return undefined;
  const decoded = decodeMetrics(hpa.metadata?.annotations ?? {}, cluster.types);
  return decoded?.kind === "refused" ? decoded.text : undefined;
}
