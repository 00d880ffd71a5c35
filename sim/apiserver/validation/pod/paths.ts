import type { Field } from "../../fields/field.ts";

/** A path that stays below where it starts. Source: kubernetes v1.36.3 pkg/apis/core/validation */
export function validateDescendingPath(path: string, field: Field): void {
  if (path.startsWith("/")) field.invalid(path, "must be a relative path");
  validateNoBacksteps(path, field);
}

/** The same, and no name that begins with two dots: the kubelet uses those itself. */
export function validateUnreservedPath(path: string, field: Field): void {
  validateDescendingPath(path, field);
  // `..` on its own is both a step back and such a name, and upstream says both.
  if (path.startsWith("..") && !path.startsWith("../")) field.invalid(path, "must not start with '..'");
}

export function validateNoBacksteps(path: string, field: Field): void {
  if (path.split("/").includes("..")) field.invalid(path, "must not contain '..'");
}
