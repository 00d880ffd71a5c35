import type { Scale } from "../kubernetes/autoscaling.ts";
import type { SimTime } from "../units.ts";
import type { HpaBehaviours } from "./behaviours.ts";
import type { ConditionsDraft } from "./conditions.ts";
import type { Explanation, MetricExplanation } from "./explanation.ts";
import type { History } from "./history.ts";
import type { HpaPlan } from "./plan.ts";
import type { HpaPorts } from "./ports.ts";
import type { SelectorTracker } from "./selector-tracker.ts";
import type { HpaStatus } from "./status.ts";

/** One HPA as the controller holds it between passes. */
export type Autoscaler = {
  plan: HpaPlan;
  status: HpaStatus;
  readonly history: History;
};

/** What every pass of one controller shares. */
export type ControllerWorld = {
  readonly ports: HpaPorts;
  readonly behaviours: HpaBehaviours;
  readonly now: () => SimTime;
  readonly selectors: SelectorTracker;
};

/** One pass over one HPA, from reading its scale to writing its status. */
export type Pass = {
  readonly world: ControllerWorld;
  readonly autoscaler: Autoscaler;
  /** The plan that the pass began with: a new spec counts from the next pass on. */
  readonly plan: HpaPlan;
  readonly conditions: ConditionsDraft;
  readonly finished: () => void;
  /** Absent unless somebody asks why. */
  readonly trail: Trail | undefined;
};

/** The reasoning of a pass while it comes together. */
export type Trail = { -readonly [Key in keyof Omit<Explanation, "metrics" | "outcome">]: Explanation[Key] } & {
  readonly metrics: MetricExplanation[];
};

export type ReadScale = Pass & { readonly scale: Scale };
