import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { qualifiedNameErrors } from "../../fields/names.ts";

type LabelKeys = {
  readonly labelSelector?: Api["v1.LabelSelector"];
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
};

/**
 * Keys whose values are taken from the pod itself.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateMatchLabelKeysAndMismatchLabelKeys
 */
export function validateLabelKeys(term: LabelKeys, field: Field): void {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  validateKeys(matchLabelKeys, labelSelector, field.child("matchLabelKeys"));
  validateKeys(mismatchLabelKeys, labelSelector, field.child("mismatchLabelKeys"));
  const selected = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key = "" } of labelSelector?.matchExpressions ?? []) {
    const position = matchLabelKeys.lastIndexOf(key);
    if (position !== -1 && selected.has(key)) {
      field.index(position).invalid(key, "exists in both matchLabelKeys and labelSelector");
    }
    selected.add(key);
  }
  for (const [index, key] of matchLabelKeys.entries()) {
    if (mismatchLabelKeys.includes(key)) {
      field.child("matchLabelKeys").index(index).invalid(key, "exists in both matchLabelKeys and mismatchLabelKeys");
    }
  }
}

function validateKeys(keys: readonly string[], selector: Api["v1.LabelSelector"] | undefined, field: Field): void {
  if (keys.length === 0) return;
  if (!selector) {
    field.forbidden("must not be specified when labelSelector is not set");
    return;
  }
  for (const [index, key] of keys.entries()) invalidEach(field.index(index), key, qualifiedNameErrors(key));
}
