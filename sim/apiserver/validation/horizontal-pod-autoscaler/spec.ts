import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import type { Release } from "../../release.ts";
import { validateBehavior } from "./behavior.ts";
import { validateMetric } from "./metric.ts";
import { validateReference } from "./object-reference.ts";

type Spec = Api["v2.HorizontalPodAutoscalerSpec"];

/** Source: kubernetes v1.36.3 and v1.37.0 pkg/apis/autoscaling/validation */
export function validateHorizontalPodAutoscalerSpec(spec: Spec, field: Field, release: Release): void {
  const { minReplicas, maxReplicas = 0, scaleTargetRef = {}, metrics = [] } = spec;
  if (!release.declarativeValidation) validateBounds(spec, field, release);
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    field.child("maxReplicas").invalid(maxReplicas, "must be greater than or equal to `minReplicas`");
  }
  const group = scaleTargetRef.kind === "ReplicationController" ? "optional" : "required";
  validateReference(scaleTargetRef, field.child("scaleTargetRef"), group);
  for (const [index, metric] of metrics.entries()) validateMetric(metric, field.child("metrics").index(index));
  if (minReplicas === 0 && !metrics.some(({ type }) => type === "Object" || type === "External")) {
    const detail = "must specify at least one Object or External metric to support scaling to zero replicas";
    field.child("metrics").forbidden(detail);
  }
  if (spec.behavior) validateBehavior(spec.behavior, field.child("behavior"));
  if (release.declarativeValidation) validateBounds(spec, field, release);
}

/** Each bound on its own. What validates by declaration does not say why a value is required. */
function validateBounds({ minReplicas, maxReplicas = 0 }: Spec, field: Field, release: Release): void {
  const least = release.hpaScaleToZero ? 0 : 1;
  if (minReplicas !== undefined && minReplicas < least) {
    field.child("minReplicas").invalid(minReplicas, `must be greater than or equal to ${least}`);
  }
  if (maxReplicas === 0) {
    field.child("maxReplicas").required(release.declarativeValidation ? "" : "must be set and greater than 0");
  } else if (maxReplicas < 0) {
    field.child("maxReplicas").invalid(maxReplicas, "must be greater than or equal to 1");
  }
}
