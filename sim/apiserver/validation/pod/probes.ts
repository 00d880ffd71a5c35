import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateNonNegative } from "../numbers.ts";
import { validateHandler } from "./handler.ts";
import type { PodScope } from "./scope.ts";

type Probe = Api["v1.Probe"];

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validateLivenessProbe and its neighbours */
export function validateProbes(container: Api["v1.Container"], scope: PodScope, field: Field): void {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  if (livenessProbe) validateOneSuccess(livenessProbe, scope, field.child("livenessProbe"));
  if (readinessProbe) validateReadinessProbe(readinessProbe, scope, field.child("readinessProbe"));
  if (startupProbe) validateOneSuccess(startupProbe, scope, field.child("startupProbe"));
}

function validateReadinessProbe(probe: Probe, scope: PodScope, field: Field): void {
  validateProbe(probe, scope, field);
  const { terminationGracePeriodSeconds } = probe;
  if (terminationGracePeriodSeconds !== undefined) {
    field
      .child("terminationGracePeriodSeconds")
      .invalid(terminationGracePeriodSeconds, "must not be set for readinessProbes");
  }
}

/** A probe that is over at its first success. */
function validateOneSuccess(probe: Probe, scope: PodScope, field: Field): void {
  validateProbe(probe, scope, field);
  const { successThreshold = 0 } = probe;
  if (successThreshold !== 1) field.child("successThreshold").invalid(successThreshold, "must be 1");
}

const counts = [
  "initialDelaySeconds",
  "timeoutSeconds",
  "periodSeconds",
  "successThreshold",
  "failureThreshold",
] as const;

function validateProbe(probe: Probe, scope: PodScope, field: Field): void {
  validateHandler(probe, scope, field);
  for (const name of counts) validateNonNegative(probe[name], field.child(name));
  const { terminationGracePeriodSeconds } = probe;
  if (terminationGracePeriodSeconds !== undefined && terminationGracePeriodSeconds <= 0) {
    field.child("terminationGracePeriodSeconds").invalid(terminationGracePeriodSeconds, "must be greater than 0");
  }
}
