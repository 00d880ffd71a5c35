import { labelValueErrors } from "../../../kubernetes/label-selector.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { asNamed } from "../../fields/go-value.ts";
import { labelErrors, qualifiedNameErrors, subdomainErrors } from "../../fields/names.ts";
import { validateLabelSelector, validateOperands } from "../labels.ts";
import { validateLabelKeys } from "./match-label-keys.ts";

type NodeSelectorRequirement = Api["v1.NodeSelectorRequirement"];
type PodAffinityTerm = Api["v1.PodAffinityTerm"];

const required = "requiredDuringSchedulingIgnoredDuringExecution";
const preferred = "preferredDuringSchedulingIgnoredDuringExecution";

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validateAffinity */
export function validateAffinity(affinity: Api["v1.Affinity"], field: Field): void {
  if (affinity.nodeAffinity) validateNodeAffinity(affinity.nodeAffinity, field.child("nodeAffinity"));
  for (const name of ["podAffinity", "podAntiAffinity"] as const) {
    const terms = affinity[name];
    if (!terms) continue;
    const at = field.child(name);
    for (const [index, term] of (terms[required] ?? []).entries()) {
      validatePodTerm(term, at.child(required).index(index));
    }
    for (const [index, { weight = 0, podAffinityTerm = {} }] of (terms[preferred] ?? []).entries()) {
      validateWeight(weight, at.child(preferred).index(index).child("weight"));
      validatePodTerm(podAffinityTerm, at.child(preferred).index(index).child("podAffinityTerm"));
    }
  }
}

function validateWeight(weight: number, field: Field): void {
  if (weight <= 0 || weight > 100) field.invalid(weight, "must be in the range 1-100");
}

function validateNodeAffinity(affinity: Api["v1.NodeAffinity"], field: Field): void {
  const selector = affinity[required];
  if (selector) {
    const terms = selector.nodeSelectorTerms ?? [];
    const at = field.child(required, "nodeSelectorTerms");
    if (terms.length === 0) at.required("must have at least one node selector term");
    for (const [index, term] of terms.entries()) validateNodeTerm(term, at.index(index), "strict");
  }
  for (const [index, { weight = 0, preference = {} }] of (affinity[preferred] ?? []).entries()) {
    const at = field.child(preferred).index(index);
    validateWeight(weight, at.child("weight"));
    // A preference may name values that no label can have: it is then never met.
    validateNodeTerm(preference, at.child("preference"), "any-value");
  }
}

function validateNodeTerm(term: Api["v1.NodeSelectorTerm"], field: Field, values: "strict" | "any-value"): void {
  for (const [index, requirement] of (term.matchExpressions ?? []).entries()) {
    validateNodeExpression(requirement, field.child("matchExpressions").index(index), values);
  }
  for (const [index, requirement] of (term.matchFields ?? []).entries()) {
    validateNodeField(requirement, field.child("matchFields").index(index));
  }
}

function validateNodeExpression(
  requirement: NodeSelectorRequirement,
  field: Field,
  valueRule: "strict" | "any-value",
): void {
  const { key = "", operator = "", values = [] } = requirement;
  if (operator !== "Gt" && operator !== "Lt") validateOperands(requirement, field);
  else if (values.length !== 1) {
    field.child("values").required("must be specified single value when `operator` is 'Lt' or 'Gt'");
  }
  invalidEach(field.child("key"), key, qualifiedNameErrors(key));
  if (valueRule === "any-value") return;
  for (const [index, value] of values.entries()) {
    invalidEach(field.child("values").index(index), value, labelValueErrors(value));
  }
}

function validateNodeField({ key = "", operator = "", values = [] }: NodeSelectorRequirement, field: Field): void {
  if (operator !== "In" && operator !== "NotIn") {
    field.child("operator").invalid(asNamed(operator), "not a valid selector operator");
  } else if (values.length !== 1) {
    field.child("values").required("must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
  }
  if (key !== "metadata.name") {
    field.child("key").invalid(key, "not a valid field selector key");
    return;
  }
  for (const [index, value] of values.entries()) {
    invalidEach(field.child("values").index(index), value, subdomainErrors(value));
  }
}

function validatePodTerm(term: PodAffinityTerm, field: Field): void {
  validateLabelSelector(term.labelSelector, field.child("labelSelector"));
  validateLabelSelector(term.namespaceSelector, field.child("namespaceSelector"));
  for (const namespace of term.namespaces ?? []) {
    invalidEach(field.child("namespace"), namespace, labelErrors(namespace));
  }
  validateLabelKeys(term, field);
  const { topologyKey = "" } = term;
  if (topologyKey === "") field.child("topologyKey").required("can not be empty");
  invalidEach(field.child("topologyKey"), topologyKey, qualifiedNameErrors(topologyKey));
}
