import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { qualifiedNameErrors } from "../../fields/names.ts";

/** Readiness gates and scheduling gates of a pod. */
export function validateGates(spec: Api["v1.PodSpec"], field: Field): void {
  for (const [index, { conditionType = "" }] of (spec.readinessGates ?? []).entries()) {
    const at = field.child("readinessGates").index(index).child("conditionType");
    invalidEach(at, conditionType, qualifiedNameErrors(conditionType));
  }
  const seen = new Set<string>();
  for (const [index, { name = "" }] of (spec.schedulingGates ?? []).entries()) {
    const at = field.child("schedulingGates").index(index);
    invalidEach(at, name, qualifiedNameErrors(name));
    if (seen.has(name)) at.duplicate(name);
    seen.add(name);
  }
}
