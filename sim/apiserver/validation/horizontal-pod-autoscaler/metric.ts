import { formatQuantity, sign } from "../../../quantity/index.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { asNamed } from "../../fields/go-value.ts";
import { labelErrors, pathSegmentErrors } from "../../fields/names.ts";
import { validateResourceName } from "../resource-names.ts";
import { validateReference } from "./object-reference.ts";

type MetricSpec = Api["v2.MetricSpec"];
type MetricTarget = Api["v2.MetricTarget"];

/** Types of metrics, and the member that each has to have, in the order in which upstream looks at them. */
const members = [
  ["Object", "object"],
  ["External", "external"],
  ["Pods", "pods"],
  ["Resource", "resource"],
  ["ContainerResource", "containerResource"],
] as const;

const types: readonly string[] = ["ContainerResource", "External", "Object", "Pods", "Resource"];

/**
 * One metric: its type, the member of that name, and no other. Only the first member is looked into.
 *
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling/validation validateMetricSpec
 */
export function validateMetric(metric: MetricSpec, field: Field): void {
  const { type = "" } = metric;
  if (type === "") field.child("type").required("must specify a metric source type");
  if (!types.includes(type)) field.child("type").notSupported(type, types);
  const present = members.filter(([, name]) => metric[name] !== undefined);
  const [first] = present;
  if (first) memberRules[first[1]](metric, field.child(first[1]));
  const expected = members.find(([name]) => name === type)?.[1];
  if (expected === undefined) field.child("type").notSupported(type, types);
  else if (metric[expected] === undefined) {
    field.child(expected).required("must populate information for the given metric source");
  }
  if (present.length === 1) return;
  for (const [, name] of present) {
    if (name !== expected) field.child(name).forbidden("must populate the given metric source only");
  }
}

type MemberRule = (metric: MetricSpec, field: Field) => void;

const memberRules: Readonly<Record<(typeof members)[number][1], MemberRule>> = {
  object: ({ object }, field) => validateObject(object ?? {}, field),
  external: ({ external }, field) => validateExternal(external ?? {}, field),
  pods: ({ pods }, field) => validatePods(pods ?? {}, field),
  resource: ({ resource }, field) => validateResource(resource ?? {}, field),
  containerResource: ({ containerResource }, field) => validateContainerResource(containerResource ?? {}, field),
};

function validateObject(source: Api["v2.ObjectMetricSource"], field: Field): void {
  const { describedObject = {}, metric = {}, target = {} } = source;
  validateReference(describedObject, field.child("describedObject"), "optional");
  validateIdentifier(metric, field.child("metric"));
  validateTarget(target, field.child("target"));
  if (!target.value && !target.averageValue) {
    field.child("target", "averageValue").required("must set either a target value or averageValue");
  }
}

function validateExternal({ metric = {}, target = {} }: Api["v2.ExternalMetricSource"], field: Field): void {
  validateIdentifier(metric, field.child("metric"));
  validateTarget(target, field.child("target"));
  if (!target.value && !target.averageValue) {
    const detail = "must set either a target value for metric or a per-pod target";
    field.child("target", "averageValue").required(detail);
  }
  if (target.value && target.averageValue) {
    const detail = "may not set both a target value for metric and a per-pod target";
    field.child("target", "value").forbidden(detail);
  }
}

function validatePods({ metric = {}, target = {} }: Api["v2.PodsMetricSource"], field: Field): void {
  validateIdentifier(metric, field.child("metric"));
  validateTarget(target, field.child("target"));
  if (!target.averageValue) {
    field.child("target", "averageValue").required("must specify a positive target averageValue");
  }
}

function validateResource({ name = "", target = {} }: Api["v2.ResourceMetricSource"], field: Field): void {
  if (name === "") field.child("name").required("must specify a resource name");
  validateUsageTarget(target, field.child("target"));
}

function validateContainerResource(source: Api["v2.ContainerResourceMetricSource"], field: Field): void {
  const { name = "", container = "", target = {} } = source;
  if (name === "") field.child("name").required("must specify a resource name");
  else validateResourceName(name, field.child("name"), "container");
  if (container === "") field.child("container").required("must specify a container");
  else invalidEach(field.child("container"), container, labelErrors(container));
  validateUsageTarget(target, field.child("target"));
}

/** A target for usage: an amount, or a share of the request. */
function validateUsageTarget(target: MetricTarget, field: Field): void {
  validateTarget(target, field);
  const { averageUtilization, averageValue } = target;
  if (averageUtilization === undefined && !averageValue) {
    field.child("averageUtilization").required("must set either a target raw value or a target utilization");
  }
  if (averageUtilization !== undefined && averageValue) {
    field.child("averageValue").forbidden("may not set both a target raw value and a target utilization");
  }
}

/** The members of a target. Which of them its type asks for is not looked at, as upstream does not. */
function validateTarget(target: MetricTarget, field: Field): void {
  const { type = "", averageUtilization } = target;
  if (type === "") field.child("type").required("must specify a metric target type");
  if (type !== "Utilization" && type !== "Value" && type !== "AverageValue") {
    field.child("type").invalid(asNamed(type), "must be either Utilization, Value, or AverageValue");
  }
  for (const name of ["value", "averageValue"] as const) {
    const quantity = target[name];
    if (quantity && sign(quantity) !== 1) field.child(name).invalid(formatQuantity(quantity), "must be positive");
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    field.child("averageUtilization").invalid(averageUtilization, "must be greater than 0");
  }
}

/** A metric by name. Its selector is not looked at, as upstream does not. */
function validateIdentifier({ name = "" }: Api["v2.MetricIdentifier"], field: Field): void {
  if (name === "") field.child("name").required("must specify a metric name");
  else invalidEach(field.child("name"), name, pathSegmentErrors(name));
}
