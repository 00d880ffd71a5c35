import type { ScaledObjectStatus } from "../../keda/status.ts";
import { type ObjectReference, objectKey } from "../../kubernetes/object.ts";
import type { FactBody } from "../../trace/fact.ts";

/** Makes facts of the conditions of ScaledObjects: only of those that changed since they were last told. */
export function createConditionFacts(emit: (body: FactBody) => void): {
  readonly written: (scaledObject: ObjectReference, status: ScaledObjectStatus) => void;
  /** The ScaledObject is gone: one of the same name begins anew. */
  readonly forget: (scaledObject: ObjectReference) => void;
} {
  const told = new Map<string, ScaledObjectStatus["conditions"]>();
  return {
    written: (object, { conditions }) => {
      const before = told.get(objectKey(object)) ?? [];
      told.set(objectKey(object), conditions);
      for (const condition of conditions) {
        const { type, status, reason, message } = condition;
        const old = before.find((each) => each.type === type);
        if (old?.status === status && old.reason === reason && old.message === message) continue;
        // What KEDA sets out with says nothing yet.
        if (old === undefined && reason === "") continue;
        emit({ kind: "condition", object, type, status, reason, message });
      }
    },
    forget: (object) => told.delete(objectKey(object)),
  };
}
