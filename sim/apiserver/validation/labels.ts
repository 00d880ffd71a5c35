import { labelValueErrors } from "../../kubernetes/label-selector.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../fields/field.ts";
import { asNamed } from "../fields/go-value.ts";
import { qualifiedNameErrors } from "../fields/names.ts";

type LabelSelector = Api["v1.LabelSelector"];

/** Labels, or a selector that is a map: keys and values. */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, field: Field): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    invalidEach(field, key, qualifiedNameErrors(key));
    invalidEach(field, value, labelValueErrors(value));
  }
}

/** Source: apimachinery v0.36.3 pkg/apis/meta/v1/validation ValidateLabelSelector */
export function validateLabelSelector(selector: LabelSelector | undefined, field: Field): void {
  if (!selector) return;
  validateLabels(selector.matchLabels, field.child("matchLabels"));
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
    validateRequirement(requirement, field.child("matchExpressions").index(index));
  }
}

function validateRequirement(requirement: Api["v1.LabelSelectorRequirement"], field: Field): void {
  validateOperands(requirement, field);
  const { key = "", values = [] } = requirement;
  invalidEach(field.child("key"), key, qualifiedNameErrors(key));
  for (const [index, value] of values.entries()) {
    invalidEach(field.child("values").index(index), value, labelValueErrors(value));
  }
}

type Operation = { readonly operator?: string; readonly values?: readonly string[] };

/** Whether the operator of a selector is known, and has as many values as it needs. */
export function validateOperands({ operator = "", values = [] }: Operation, field: Field): void {
  if (operator === "In" || operator === "NotIn") {
    if (values.length === 0) field.child("values").required("must be specified when `operator` is 'In' or 'NotIn'");
  } else if (operator === "Exists" || operator === "DoesNotExist") {
    if (values.length > 0) {
      field.child("values").forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }
  } else {
    field.child("operator").invalid(asNamed(operator), "not a valid selector operator");
  }
}
