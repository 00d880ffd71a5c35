import { type Quantity, sign } from "../../../quantity/index.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { printableQuantity } from "../../fields/go-syntax.ts";
import { pathSegmentErrors } from "../../fields/names.ts";
import { validateReference } from "./object-reference.ts";

type MetricSpec = Api["v2.MetricSpec"];

const members = [
  ["Object", "object"],
  ["External", "external"],
  ["Pods", "pods"],
  ["Resource", "resource"],
] as const;

const types = ["External", "Object", "Pods", "Resource"];

/**
 * One metric, with the paths and rules of the form that 1.11 worked with, which was that of v2beta1.
 *
 * Source: kubernetes v1.11.10 pkg/apis/autoscaling/validation validateMetricSpec
 */
export function validateFlatMetric(metric: MetricSpec, field: Field): void {
  const { type = "" } = metric;
  if (type === "") field.child("type").required("must specify a metric source type");
  if (!types.includes(type)) field.child("type").notSupported(type, types);
  const present = members.filter(([, name]) => metric[name] !== undefined);
  const [first] = present;
  if (first) memberRules[first[1]](metric, field.child(first[1]));
  const expected = type.toLowerCase();
  if (!present.some(([, name]) => name === expected)) {
    const at = expected === "" ? field.key("") : field.child(expected);
    at.required("must populate information for the given metric source");
  }
  if (present.length === 1) return;
  for (const [, name] of present) {
    if (name !== expected) field.child(name).forbidden("must populate the given metric source only");
  }
}

type MemberRule = (metric: MetricSpec, field: Field) => void;

const memberRules: Readonly<Record<(typeof members)[number][1], MemberRule>> = {
  object: ({ object = {} }, field) => {
    validateReference(object.describedObject ?? {}, field.child("target"), "any");
    requireName(object.metric, field);
    requirePositive(object.target?.value, field.child("targetValue"));
  },
  external: ({ external = {} }, field) => validateExternal(external, field),
  pods: ({ pods = {} }, field) => {
    requireName(pods.metric, field);
    requirePositive(pods.target?.averageValue, field.child("targetAverageValue"));
  },
  resource: ({ resource = {} }, field) => validateResource(resource, field),
};

function requireName({ name = "" }: Api["v2.MetricIdentifier"] = {}, field: Field): void {
  if (name === "") field.child("metricName").required("must specify a metric name");
}

/** An amount that is not positive counts as missing there. */
function requirePositive(amount: Quantity | undefined, field: Field): void {
  if (!amount || sign(amount) !== 1) field.required("must specify a positive target value");
}

function validateExternal({ metric, target = {} }: Api["v2.ExternalMetricSource"], field: Field): void {
  const { name = "" } = metric ?? {};
  requireName(metric, field);
  if (name !== "") invalidEach(field.child("metricName"), name, pathSegmentErrors(name));
  if (!target.value && !target.averageValue) {
    field.child("targetValue").required("must set either a target value for metric or a per-pod target");
  }
  if (target.value && target.averageValue) {
    field.child("targetValue").forbidden("may not set both a target value for metric and a per-pod target");
  }
  validatePositive(target.averageValue, field.child("targetAverageValue"));
  validatePositive(target.value, field.child("targetValue"));
}

function validateResource({ name = "", target = {} }: Api["v2.ResourceMetricSource"], field: Field): void {
  const { averageUtilization, averageValue } = target;
  if (name === "") field.child("name").required("must specify a resource name");
  const utilization = field.child("targetAverageUtilization");
  if (averageUtilization === undefined && !averageValue) {
    utilization.required("must set either a target raw value or a target utilization");
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    utilization.invalid(averageUtilization, "must be greater than 0");
  }
  if (averageUtilization !== undefined && averageValue) {
    field.child("targetAverageValue").forbidden("may not set both a target raw value and a target utilization");
  }
  validatePositive(averageValue, field.child("targetAverageValue"));
}

function validatePositive(amount: Quantity | undefined, field: Field): void {
  if (amount && sign(amount) !== 1) field.invalid(printableQuantity(amount), "must be positive");
}
