import { sign } from "../../../quantity/index.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { printableQuantity } from "../../fields/go-syntax.ts";
import { asNamed } from "../../fields/go-value.ts";
import { labelErrors, pathSegmentErrors } from "../../fields/names.ts";
import type { Release } from "../../release.ts";
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

/**
 * One metric: its type, the member of that name, and no other. Only the first member is looked into.
 *
 * Source: kubernetes v1.36.3 pkg/apis/autoscaling/validation validateMetricSpec, v1.29.6 and v1.19.16 for what differs
 */
export function validateMetric(metric: MetricSpec, field: Field, release: Release): void {
  const { type = "" } = metric;
  const types = typesOf(release);
  if (type === "") field.child("type").required("must specify a metric source type");
  if (!types.includes(type)) field.child("type").notSupported(type, types);
  const present = members.filter(([, name]) => metric[name] !== undefined);
  const [first] = present;
  if (first) memberRules[first[1]](metric, field.child(first[1]), release);
  const expected = expectedMember(type, release);
  if (expected === undefined) field.child("type").notSupported(type, types);
  else if (!present.some(([, name]) => name === expected)) {
    const at = expected === "" ? field.key("") : field.child(expected);
    at.required(missingMemberText(expected, release));
  }
  if (present.length === 1) return;
  for (const [, name] of present) {
    if (name !== expected) field.child(name).forbidden("must populate the given metric source only");
  }
}

const missingMember = "must populate information for the given metric source";

/** While the gate is off, a metric of a container has lost its member. */
const missingMemberText = (member: string, { hpaContainerMetrics }: Release): string =>
  member === "containerResource" && !hpaContainerMetrics
    ? `${missingMember} (only allowed when HPAContainerMetrics feature is enabled)`
    : missingMember;

const typesOf = ({ metricMember }: Release): readonly string[] =>
  metricMember === "of-any-type"
    ? ["External", "Object", "Pods", "Resource"]
    : ["ContainerResource", "External", "Object", "Pods", "Resource"];

/** The member for a type; earlier, the type in lower case, whatever it is. */
const expectedMember = (type: string, { metricMember }: Release): string | undefined =>
  metricMember === "of-any-type" ? type.toLowerCase() : members.find(([name]) => name === type)?.[1];

type MemberRule = (metric: MetricSpec, field: Field, release: Release) => void;

const memberRules: Readonly<Record<(typeof members)[number][1], MemberRule>> = {
  object: ({ object }, field, release) => validateObject(object ?? {}, field, release),
  external: ({ external }, field) => validateExternal(external ?? {}, field),
  pods: ({ pods }, field) => validatePods(pods ?? {}, field),
  resource: ({ resource }, field) => validateResource(resource ?? {}, field),
  containerResource: ({ containerResource }, field) => validateContainerResource(containerResource ?? {}, field),
};

function validateObject(source: Api["v2.ObjectMetricSource"], field: Field, release: Release): void {
  const { describedObject = {}, metric = {}, target = {} } = source;
  const group = release.referenceGroup === "looked-at" ? "optional" : "any";
  validateReference(describedObject, field.child("describedObject"), group);
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
    if (quantity && sign(quantity) !== 1) field.child(name).invalid(printableQuantity(quantity), "must be positive");
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
