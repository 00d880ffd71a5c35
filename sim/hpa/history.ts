import type { SimTime } from "../units.ts";

/** What the controller remembers of one HPA between passes; in memory only, so a restart forgets it. */
export type History = {
  /** Recommendations before stabilisation. Old ones are overwritten in place, so the order is not that of time. */
  readonly recommendations: Recommendation[];
  readonly scaleUpEvents: ScaleEvent[];
  readonly scaleDownEvents: ScaleEvent[];
};

export type Recommendation = { readonly replicas: number; readonly at: SimTime };

/** One successful rescale: by how many replicas, in its own direction. */
export type ScaleEvent = { readonly change: number; readonly at: SimTime; isOutdated: boolean };

export const emptyHistory = (): History => ({ recommendations: [], scaleUpEvents: [], scaleDownEvents: [] });
