import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { pathSegmentErrors } from "../../fields/names.ts";

/**
 * An object by apiVersion, kind and name. Older releases take any apiVersion.
 *
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling/validation ValidateCrossVersionObjectReference
 */
export function validateReference(
  reference: Api["v2.CrossVersionObjectReference"],
  field: Field,
  group: "required" | "optional" | "any",
): void {
  for (const name of ["kind", "name"] as const) {
    const value = reference[name] ?? "";
    if (value === "") field.child(name).required();
    else invalidEach(field.child(name), value, pathSegmentErrors(value));
  }
  if (group === "any") return;
  const { apiVersion = "" } = reference;
  const slashes = apiVersion.split("/").length - 1;
  if (slashes > 1) {
    field.child("apiVersion").invalid(apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  } else if (group === "required" && (slashes === 0 || apiVersion.startsWith("/"))) {
    field.child("apiVersion").invalid(apiVersion, "apiVersion must specify API group");
  }
}
