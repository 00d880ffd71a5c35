import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateHandler } from "./handler.ts";
import type { PodScope } from "./scope.ts";

/** Hooks of a container. */
export function validateLifecycle(lifecycle: Api["v1.Lifecycle"], scope: PodScope, field: Field): void {
  if (lifecycle.postStart) validateHandler(lifecycle.postStart, scope, field.child("postStart"));
  if (lifecycle.preStop) validateHandler(lifecycle.preStop, scope, field.child("preStop"));
}
