import type { Scale } from "../kubernetes/autoscaling.ts";
import type { DecisionPath } from "../trace/fact.ts";
import type { Duration, SimTime } from "../units.ts";
import type { HpaBehaviours } from "./behaviours.ts";
import type { ConditionsDraft } from "./conditions.ts";
import type { History } from "./history.ts";
import type { ActionLabel, ErrorLabel, Monitor } from "./monitor.ts";
import type { HpaPlan } from "./plan.ts";
import type { HpaPorts } from "./ports.ts";
import type { MetricOutcome } from "./replica-calculator.ts";
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
  readonly after: (delay: Duration, action: () => void) => void;
  readonly selectors: SelectorTracker;
  readonly monitor: Monitor;
};

/** One pass over one HPA, from reading its scale to writing its status. */
export type Pass = {
  readonly world: ControllerWorld;
  readonly autoscaler: Autoscaler;
  /** The plan that the pass began with: a new spec counts from the next pass on. */
  readonly plan: HpaPlan;
  readonly conditions: ConditionsDraft;
  readonly finished: () => void;
  /** What each metric said, in the order of the plan's metrics, as far as they have been read. */
  readonly outcomes: MetricOutcome[];
  readonly trail: Trail;
};

/** What an explanation and the metrics of the controller need besides, noted on the way. */
export type Trail = { path: DecisionPath | undefined; action: ActionLabel; error: ErrorLabel };

export type ReadScale = Pass & { readonly scale: Scale };

/** The replica count that a pass begins with. */
export const currentReplicasOf = ({ scale, world }: ReadScale): number =>
  world.behaviours.currentReplicas === "spec" ? scale.specReplicas : scale.statusReplicas;
