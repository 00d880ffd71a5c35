import type { Api } from "../decoding/api-types.table.ts";

const prefix = "autoscaling.alpha.kubernetes.io/";

export const metricsAnnotation: string = `${prefix}metrics`;
export const behaviorAnnotation: string = `${prefix}behavior`;

const roundTripAnnotations: ReadonlySet<string> = new Set([
  metricsAnnotation,
  behaviorAnnotation,
  `${prefix}current-metrics`,
  `${prefix}conditions`,
  `${prefix}scale-up-tolerance`,
  `${prefix}scale-down-tolerance`,
]);

/**
 * The metadata without the annotations in which one API version of an HPA keeps what only another has fields for.
 *
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling DropRoundTripHorizontalPodAutoscalerAnnotations
 */
export function dropRoundTripAnnotations(meta: Api["v1.ObjectMeta"]): Api["v1.ObjectMeta"] {
  if (!meta.annotations) return meta;
  const kept = Object.entries(meta.annotations).filter(([name]) => !roundTripAnnotations.has(name));
  return { ...meta, annotations: Object.fromEntries(kept) };
}
