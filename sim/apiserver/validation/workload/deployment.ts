import { goQuote } from "../../../kubernetes/go-text.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { printableIntOrString } from "../../fields/go-syntax.ts";
import { asGoValue } from "../../fields/go-value.ts";
import { percentErrors } from "../../fields/names.ts";
import type { Release } from "../../release.ts";
import { percentOf, validateNonNegative } from "../numbers.ts";
import { validateWorkloadTemplate } from "./workload-template.ts";

/** Source: kubernetes v1.36.3 pkg/apis/apps/validation ValidateDeploymentSpec */
export function validateDeploymentSpec(spec: Api["v1.DeploymentSpec"], field: Field, release: Release): void {
  validateNonNegative(spec.replicas, field.child("replicas"));
  validateWorkloadTemplate(spec, field, release);
  validateStrategy(spec.strategy ?? {}, field.child("strategy"));
  validateNonNegative(spec.minReadySeconds, field.child("minReadySeconds"));
  validateNonNegative(spec.revisionHistoryLimit, field.child("revisionHistoryLimit"));
  const { progressDeadlineSeconds, minReadySeconds = 0 } = spec;
  if (progressDeadlineSeconds === undefined) return;
  validateNonNegative(progressDeadlineSeconds, field.child("progressDeadlineSeconds"));
  if (progressDeadlineSeconds <= minReadySeconds) {
    field.child("progressDeadlineSeconds").invalid(progressDeadlineSeconds, "must be greater than minReadySeconds");
  }
}

/** Source: kubernetes v1.36.3 pkg/apis/apps/validation ValidateReplicaSetSpec */
export function validateReplicaSetSpec(spec: Api["v1.ReplicaSetSpec"], field: Field, release: Release): void {
  validateNonNegative(spec.replicas, field.child("replicas"));
  validateNonNegative(spec.minReadySeconds, field.child("minReadySeconds"));
  validateWorkloadTemplate(spec, field, release);
}

function validateStrategy(strategy: Api["v1.DeploymentStrategy"], field: Field): void {
  const { type = "", rollingUpdate } = strategy;
  if (type === "Recreate") {
    if (rollingUpdate) {
      field.child("rollingUpdate").forbidden("may not be specified when strategy `type` is 'Recreate'");
    }
  } else if (type === "RollingUpdate") {
    validateRollingUpdate(rollingUpdate ?? {}, field.child("rollingUpdate"));
  } else {
    const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
    const printed = rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null;
    // With a rolling update there is an address in the Go syntax, which no two clusters print alike.
    const pointer = rollingUpdate ? "0xc000000000" : "nil";
    const goSyntax = `apps.DeploymentStrategy{Type:${goQuote(type)}, RollingUpdate:(*apps.RollingUpdateDeployment)(${pointer})}`;
    const strategyValue = asGoValue({ Type: type, RollingUpdate: printed }, () => goSyntax);
    field.notSupported(strategyValue, ["Recreate", "RollingUpdate"]);
  }
}

function validateRollingUpdate(rollingUpdate: Api["v1.RollingUpdateDeployment"], field: Field): void {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate;
  validateIntOrPercent(maxUnavailable, field.child("maxUnavailable"));
  validateIntOrPercent(maxSurge, field.child("maxSurge"));
  if (amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0) {
    field.child("maxUnavailable").invalid(printableIntOrString(maxUnavailable), "may not be 0 when `maxSurge` is 0");
  }
  if ((percentOf(maxUnavailable) ?? 0) > 100) {
    field.child("maxUnavailable").invalid(printableIntOrString(maxUnavailable), "must not be greater than 100%");
  }
}

function validateIntOrPercent(value: number | string, field: Field): void {
  if (typeof value === "number") validateNonNegative(value, field);
  else invalidEach(field, printableIntOrString(value), percentErrors(value));
}

/** A string that is no percentage counts as the number in it, or as 0. */
function amountOf(value: number | string): number {
  if (typeof value === "number") return value;
  return percentOf(value) ?? (/^[+-]?\d+$/.test(value) ? Number(value) : 0);
}
