import type { Deployment, IntOrPercent } from "../kubernetes/workload.ts";

/** How far a rolling update may leave the replicas: so many pods more, so many available pods fewer. */
export type Fenceposts = { readonly maxSurge: number; readonly maxUnavailable: number };

/**
 * A share of the surge is rounded up, one of the unavailable pods down; when both come to nothing, one pod may be
 * unavailable.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util.go ResolveFenceposts.
 */
export function resolveFenceposts(limits: Limits, replicas: number): Fenceposts {
  const maxSurge = scaledValue(limits.maxSurge, replicas, Math.ceil);
  const maxUnavailable = scaledValue(limits.maxUnavailable, replicas, Math.floor);
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

type Limits = { readonly maxSurge: IntOrPercent; readonly maxUnavailable: IntOrPercent };

/**
 * What a Deployment allows at its present size; `Recreate` allows nothing.
 *
 * Source: the same file, MaxSurge and MaxUnavailable.
 */
export function fencepostsOf({ strategy, replicas }: Pick<Deployment, "strategy" | "replicas">): Fenceposts {
  if (strategy.type === "Recreate") return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge, maxUnavailable } = resolveFenceposts(strategy, replicas);
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

/**
 * A count of pods as it is; a percentage as so many of `total`, made whole by `round`.
 *
 * Source: apimachinery v0.36.3 pkg/util/intstr GetScaledValueFromIntOrPercent.
 */
export function scaledValue(value: IntOrPercent, total: number, round: (share: number) => number): number {
  return "count" in value ? value.count : round((value.percent * total) / 100);
}
