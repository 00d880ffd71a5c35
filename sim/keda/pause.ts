import { scaleTarget } from "./hpa.ts";
import type { KedaPorts } from "./ports.ts";
import type { ScaleHandler } from "./scale-handler.ts";
import { annotationNames, pausesScaleIn, pausesScaleOut } from "./scaled-object.ts";
import { conditionStatus, type KedaCondition, withCondition } from "./status.ts";

export const pausedMessage = "ScaledObject is paused";

const paused: KedaCondition = {
  type: "Paused",
  status: "True",
  reason: "ScaledObjectPaused",
  message: pausedMessage,
};

/**
 * Holds the target: at the count of `paused-replicas`, or where it is, without a loop and an HPA, which `stopScaling` ends.
 *
 * Source: keda v2.21.0 controllers/keda/scaledobject_controller.go handlePause
 */
export function pause(
  handler: ScaleHandler,
  ports: Pick<KedaPorts, "getScale" | "updateScale">,
  stopScaling: () => void,
): void {
  const { meta } = handler.scaledObject;
  tell(handler);
  stopScaling();
  const given = meta.annotations[annotationNames.pausedReplicas];
  const count = given !== undefined && /^[+-]?\d{1,10}$/.test(given) ? Number(given) : undefined;
  const target = { namespace: meta.namespace, ...scaleTarget(handler.scaledObject) };
  const scale = ports.getScale(target);
  if (count !== undefined && scale.ok && scale.value.specReplicas !== count) ports.updateScale(target, count);
  handler.changeStatus((before) => ({ ...before, pausedReplicaCount: count }));
}

/** Goes on, or pauses in one direction alone: then the loop runs, and the HPA's policy is what holds. */
export function unpause(handler: ScaleHandler): void {
  if (pausesScaleIn(handler.scaledObject) || pausesScaleOut(handler.scaledObject)) {
    tell(handler);
    return;
  }
  if (conditionStatus(handler.status(), "Paused") !== "True") return;
  const message = "pause annotation removed for ScaledObject";
  const goesOn: KedaCondition = { type: "Paused", status: "False", reason: "ScaledObjectUnpaused", message };
  handler.changeStatus((before) => ({
    ...before,
    pausedReplicaCount: undefined,
    conditions: withCondition(before.conditions, goesOn),
  }));
  handler.record({ type: "Normal", reason: "ScaledObjectUnpaused", message });
}

function tell(handler: ScaleHandler): void {
  const isNew = conditionStatus(handler.status(), "Paused") !== "True";
  handler.changeStatus((before) => ({ ...before, conditions: withCondition(before.conditions, paused) }));
  if (isNew) handler.record({ type: "Normal", reason: "ScaledObjectPaused", message: paused.message });
}
