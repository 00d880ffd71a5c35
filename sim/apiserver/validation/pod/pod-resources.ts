import { compare, formatQuantity } from "../../../quantity/index.ts";
import type { Field } from "../../fields/field.ts";
import { aggregateContainers } from "../../resources/aggregate.ts";
import { isHugePages } from "../resource-names.ts";
import { validateResourceRequirements } from "./resources.ts";
import type { PodScope } from "./scope.ts";

/**
 * Resources of the pod as a whole, which have to cover those of its containers.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/validation validatePodResources
 */
export function validatePodResources({ spec, claimNames }: PodScope, field: Field): void {
  const { resources } = spec;
  if (!resources) return;
  if (spec.os?.name === "windows") {
    field.forbidden("may not be set for a windows pod");
    return;
  }
  if (resources.claims) field.child("claims").forbidden("claims may not be set for Resources at pod-level");
  validateResourceRequirements(resources, field, { level: "pod", claimNames });
  for (const bound of ["requests", "limits"] as const) {
    for (const [name, total] of Object.entries(aggregateContainers(spec, bound))) {
      const own = resources[bound]?.[name];
      if (!own || (bound === "limits" && !isHugePages(name)) || compare(total, own) <= 0) continue;
      const detail = `must be greater than or equal to aggregate container ${bound} of ${formatQuantity(total)}`;
      field.child(bound).key(name).invalid(formatQuantity(own), detail);
    }
  }
  for (const [index, container] of (spec.containers ?? []).entries()) {
    for (const [name, limit] of Object.entries(container.resources?.limits ?? {})) {
      const own = resources.limits?.[name];
      if (!own || compare(limit, own) <= 0) continue;
      const at = field.child("containers").index(index).key(name).child("limits");
      at.invalid(formatQuantity(limit), `must be less than or equal to pod limits of ${formatQuantity(own)}`);
    }
  }
}
