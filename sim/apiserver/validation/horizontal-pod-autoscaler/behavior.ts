import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateNonNegativeQuantity } from "../numbers.ts";

const stabilizationSecondsMax = 3600;
const periodSecondsMax = 1800;

/** Source: kubernetes v1.36.3 pkg/apis/autoscaling/validation validateBehavior */
export function validateBehavior(behavior: Api["v2.HorizontalPodAutoscalerBehavior"], field: Field): void {
  if (behavior.scaleUp) validateRules(behavior.scaleUp, field.child("scaleUp"));
  if (behavior.scaleDown) validateRules(behavior.scaleDown, field.child("scaleDown"));
}

function validateRules(rules: Api["v2.HPAScalingRules"], field: Field): void {
  const { stabilizationWindowSeconds: seconds, selectPolicy, policies = [], tolerance } = rules;
  const window = field.child("stabilizationWindowSeconds");
  if (seconds !== undefined && seconds < 0) window.invalid(seconds, "must be greater than or equal to zero");
  if (seconds !== undefined && seconds > stabilizationSecondsMax) {
    window.invalid(seconds, `must be less than or equal to ${stabilizationSecondsMax}`);
  }
  const choices = ["Disabled", "Max", "Min"];
  if (selectPolicy !== undefined && !choices.includes(selectPolicy)) {
    field.child("selectPolicy").notSupported(selectPolicy, choices);
  }
  if (policies.length === 0) field.child("policies").required("must specify at least one Policy");
  for (const [index, policy] of policies.entries()) validatePolicy(policy, field.child("policies").index(index));
  if (tolerance) validateNonNegativeQuantity(tolerance, field.child("tolerance"));
}

function validatePolicy({ type = "", value = 0, periodSeconds = 0 }: Api["v2.HPAScalingPolicy"], field: Field): void {
  if (type !== "Pods" && type !== "Percent") field.child("type").notSupported(type, ["Percent", "Pods"]);
  if (value <= 0) field.child("value").invalid(value, "must be greater than zero");
  const period = field.child("periodSeconds");
  if (periodSeconds <= 0) period.invalid(periodSeconds, "must be greater than zero");
  if (periodSeconds > periodSecondsMax) {
    period.invalid(periodSeconds, `must be less than or equal to ${periodSecondsMax}`);
  }
}
