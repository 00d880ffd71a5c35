import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import type { Release } from "../../release.ts";
import { validateImageOfPod } from "./container.ts";
import { validatePodSpec } from "./pod-spec.ts";
import { validatePodAnnotations } from "./pod-template.ts";

/**
 * A pod of its own, but for its metadata.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/validation ValidatePodCreate
 */
export function validatePod({ metadata = {}, spec = {} }: Api["v1.Pod"], field: Field, release: Release): void {
  const specField = field.child("spec");
  validatePodAnnotations(metadata.annotations ?? {}, spec, field.child("metadata", "annotations"));
  validatePodSpec(spec, specField, { release, pod: metadata });
  for (const list of ["containers", "initContainers"] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      validateImageOfPod(container, specField.child(list).index(index));
    }
  }
  if (spec.ephemeralContainers?.length) specField.child("ephemeralContainers").forbidden("cannot be set on create");
  if (spec.nodeName && spec.schedulingGates?.length) {
    specField.child("nodeName").forbidden("cannot be set until all schedulingGates have been cleared");
  }
}
