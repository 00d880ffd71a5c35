import type { Api } from "../decoding/api-types.table.ts";
import type { Release } from "../release.ts";

const prefix = "autoscaling.alpha.kubernetes.io/";

export const metricsAnnotation: string = `${prefix}metrics`;
export const behaviorAnnotation: string = `${prefix}behavior`;

/** The annotations, and the minor since which each stands for a field. */
const firstMinors: ReadonlyMap<string, number> = new Map([
  [metricsAnnotation, 0],
  [`${prefix}current-metrics`, 0],
  [`${prefix}conditions`, 0],
  [behaviorAnnotation, 18],
  [`${prefix}scale-up-tolerance`, 33],
  [`${prefix}scale-down-tolerance`, 33],
]);

type Meta = Api["v1.ObjectMeta"];

/**
 * The metadata without the annotations in which one API version of an HPA keeps what only another has fields for.
 *
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling DropRoundTripHorizontalPodAutoscalerAnnotations
 */
export function withoutRoundTripAnnotations(meta: Meta, { minor }: Release): Meta {
  if (!meta.annotations) return meta;
  const isKept = (name: string): boolean => minor < (firstMinors.get(name) ?? Number.POSITIVE_INFINITY);
  const kept = Object.entries(meta.annotations).filter(([name]) => isKept(name));
  return { ...meta, annotations: Object.fromEntries(kept) };
}

/** The same for the versions that have the fields, where the release does it. */
export const dropRoundTripAnnotations = (meta: Meta, release: Release): Meta =>
  release.roundTripAnnotations === "dropped" ? withoutRoundTripAnnotations(meta, release) : meta;
