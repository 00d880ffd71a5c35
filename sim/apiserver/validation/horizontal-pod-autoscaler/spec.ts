import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import type { Release } from "../../release.ts";
import { validateBehavior } from "./behavior.ts";
import { validateFlatMetric } from "./flat-metric.ts";
import { validateMetric } from "./metric.ts";
import { validateReference } from "./object-reference.ts";

type Spec = Api["v2.HorizontalPodAutoscalerSpec"];

/** Source: kubernetes v1.36.3 and v1.37.0 pkg/apis/autoscaling/validation, and all minors down to v1.11.10 for what differs */
export function validateHorizontalPodAutoscalerSpec(spec: Spec, field: Field, release: Release): void {
  const { minReplicas, maxReplicas = 0, scaleTargetRef = {} } = spec;
  if (!release.declarativeValidation) validateBounds(spec, field, release);
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    field.child("maxReplicas").invalid(maxReplicas, "must be greater than or equal to `minReplicas`");
  }
  const group = scaleTargetRef.kind === "ReplicationController" ? "optional" : "required";
  const isGroupLookedAt = release.referenceGroup === "looked-at";
  validateReference(scaleTargetRef, field.child("scaleTargetRef"), isGroupLookedAt ? group : "any");
  validateMetrics(spec, field.child("metrics"), release);
  if (spec.behavior) validateBehavior(spec.behavior, field.child("behavior"));
  if (release.declarativeValidation) validateBounds(spec, field, release);
}

function validateMetrics({ minReplicas, metrics = [] }: Spec, field: Field, release: Release): void {
  const validate = release.metricForm === "flat" ? validateFlatMetric : validateMetric;
  for (const [index, metric] of metrics.entries()) validate(metric, field.index(index), release);
  const isScaledToZero = minReplicas === 0 && release.minor >= scaleToZeroSince;
  if (isScaledToZero && !metrics.some(({ type }) => type === "Object" || type === "External")) {
    field.forbidden("must specify at least one Object or External metric to support scaling to zero replicas");
  }
}

/** The gate came then; before, a minReplicas of zero is only out of bounds. */
const scaleToZeroSince = 16;

/** Each bound on its own. What validates by declaration does not say why a value is required. */
function validateBounds({ minReplicas, maxReplicas = 0 }: Spec, field: Field, release: Release): void {
  const least = release.hpaScaleToZero ? 0 : 1;
  if (minReplicas !== undefined && minReplicas < least) {
    field.child("minReplicas").invalid(minReplicas, release.minReplicasText(least));
  }
  if (release.maxReplicasTexts === "one") {
    if (maxReplicas < 1) field.child("maxReplicas").invalid(maxReplicas, "must be greater than 0");
  } else if (maxReplicas === 0) {
    field.child("maxReplicas").required(release.declarativeValidation ? "" : "must be set and greater than 0");
  } else if (maxReplicas < 0) {
    field.child("maxReplicas").invalid(maxReplicas, "must be greater than or equal to 1");
  }
}
