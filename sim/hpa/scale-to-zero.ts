import { unreachable } from "../invariant.ts";
import type { ConditionCause } from "./conditions.ts";
import type { ReadScale } from "./pass.ts";

/** Whether a target at zero replicas is left alone. */
export function isOff({ world, plan, conditions }: ReadScale): boolean {
  switch (world.behaviours.zeroReplicas) {
    case "off":
      return true;
    case "off-unless-min-zero":
      return plan.minReplicas !== 0;
    case "off-unless-own-zero": {
      // Zero by the HPA's own hand may grow again; zero by anybody else's means off.
      const isOwnZero = world.behaviours.scaleToZero && conditions.isTrue("ScaledToZero");
      return !isOwnZero || (plan.minReplicas === 0 && !plan.hasObjectOrExternalMetric);
    }
    default:
      return unreachable(world.behaviours.zeroReplicas);
  }
}

const scaledToZero: ConditionCause = {
  reason: "ScaledToZero",
  message: "the HPA controller scaled the workload to zero",
};
const notScaledToZero: ConditionCause = {
  reason: "NotScaledToZero",
  message: "the HPA controller did not scale the workload to zero",
};

/** Every rescale says whether it was to zero, so that the condition is never stale. */
export function tellScaledToZero({ world, plan, conditions, scale }: ReadScale, replicas: number): void {
  if (world.behaviours.zeroReplicas !== "off-unless-own-zero") return;
  if (!world.behaviours.scaleToZero) {
    conditions.remove("ScaledToZero");
    return;
  }
  const isToZero = scale.specReplicas > 0 && replicas === 0 && plan.minReplicas === 0 && plan.hasObjectOrExternalMetric;
  conditions.set("ScaledToZero", isToZero ? "True" : "False", isToZero ? scaledToZero : notScaledToZero);
}
