import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { labelErrors } from "../../fields/names.ts";
import type { PodRules } from "./scope.ts";
import { validateVolumeSource } from "./volume-sources.ts";

type Volume = Api["v1.Volume"];

/**
 * The volumes of a pod. Gives those without a fault, by name: only they count as defined.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateVolumes
 */
export function validateVolumes(
  volumes: readonly Volume[],
  field: Field,
  rules: PodRules,
): ReadonlyMap<string, Volume> {
  const valid = new Map<string, Volume>();
  for (const [index, volume] of volumes.entries()) {
    const at = field.index(index);
    const { name = "" } = volume;
    const faultsBefore = field.faultCount();
    validateVolumeSource(volume, at, rules);
    if (name === "") at.child("name").required();
    else invalidEach(at.child("name"), name, labelErrors(name));
    if (valid.has(name)) at.child("name").duplicate(name);
    if (field.faultCount() === faultsBefore) valid.set(name, volume);
  }
  return valid;
}
