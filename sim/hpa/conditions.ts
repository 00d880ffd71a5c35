import type { Condition } from "../kubernetes/autoscaling.ts";
import type { ConditionStatus } from "../kubernetes/pod.ts";
import { type SimTime, toWholeSecond } from "../units.ts";

/** The condition types of an HPA. Source: kubernetes v1.36.3 staging/src/k8s.io/api/autoscaling/v2/types.go. */
export type HpaConditionType = "AbleToScale" | "ScalingActive" | "ScalingLimited" | "ScaledToZero";

/**
 * The conditions of an HPA while a pass changes them.
 *
 * A pass sets one condition several times, and most passes end where they began; so it works on a copy and `finish`
 * hands back the very list it began with unless something differs.
 */
export type ConditionsDraft = {
  readonly set: (type: HpaConditionType, status: ConditionStatus, cause: ConditionCause) => void;
  readonly remove: (type: HpaConditionType) => void;
  readonly isTrue: (type: HpaConditionType) => boolean;
  readonly finish: () => readonly Condition[];
};

export type ConditionCause = { readonly reason: string; readonly message: string };

type Slot = {
  type: string;
  status: ConditionStatus;
  lastTransitionTime: SimTime;
  reason: string;
  message: string;
};

/**
 * A draft of `before`; `now` is asked at each change.
 *
 * `lastTransitionTime` moves when the status does, not with reason or message; a new condition goes to the end.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go setConditionInList.
 */
export function draftConditions(before: readonly Condition[], now: () => SimTime): ConditionsDraft {
  const slots: Slot[] = [];
  for (const { type, status, lastTransitionTime, reason, message } of before) {
    slots.push({ type, status, lastTransitionTime, reason, message });
  }

  const find = (type: string): Slot | undefined => {
    for (const slot of slots) if (slot.type === type) return slot;
    return undefined;
  };

  return {
    set: (type, status, { reason, message }) => {
      const slot = find(type);
      if (slot === undefined) {
        slots.push({ type, status, lastTransitionTime: toWholeSecond(now()), reason, message });
        return;
      }
      if (slot.status !== status) {
        slot.status = status;
        slot.lastTransitionTime = toWholeSecond(now());
      }
      slot.reason = reason;
      slot.message = message;
    },
    remove: (type) => {
      const index = slots.findIndex((slot) => slot.type === type);
      if (index >= 0) slots.splice(index, 1);
    },
    isTrue: (type) => find(type)?.status === "True",
    finish: () => (isSame(before, slots) ? before : slots),
  };
}

function isSame(before: readonly Condition[], slots: readonly Slot[]): boolean {
  if (before.length !== slots.length) return false;
  for (let index = 0; index < slots.length; index++) {
    const a = before[index]!;
    const b = slots[index]!;
    if (
      a.type !== b.type ||
      a.status !== b.status ||
      a.reason !== b.reason ||
      a.message !== b.message ||
      a.lastTransitionTime !== b.lastTransitionTime
    ) {
      return false;
    }
  }
  return true;
}
