import { labelValueErrors } from "../../../kubernetes/label-selector.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { asNamed } from "../../fields/go-value.ts";
import { qualifiedNameErrors } from "../../fields/names.ts";

type Toleration = Api["v1.Toleration"];

/** Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateTolerations */
export function validateTolerations(tolerations: readonly Toleration[], field: Field): void {
  for (const [index, toleration] of tolerations.entries()) {
    const at = field.index(index);
    const { key = "", operator = "", effect = "" } = toleration;
    if (key !== "") {
      invalidEach(at.child("key"), key, qualifiedNameErrors(key));
    } else if (operator !== "Exists") {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      at.child("operator").invalid(asNamed(operator), detail);
    }
    if (toleration.tolerationSeconds !== undefined && effect !== "NoExecute") {
      at.child("effect").invalid(asNamed(effect), "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    validateOperator(toleration, at.child("operator"));
    const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
    if (effect !== "" && !effects.includes(effect)) at.child("effect").notSupported(effect, effects);
  }
}

function validateOperator({ operator = "", value = "" }: Toleration, field: Field): void {
  switch (operator) {
    case "":
    case "Equal": {
      const errors = labelValueErrors(value);
      if (errors.length > 0) field.invalid(value, errors.join(";"));
      return;
    }
    case "Exists":
      if (value !== "") field.invalid(value, "value must be empty when `operator` is 'Exists'");
      return;
    case "Lt":
    case "Gt":
      field.notSupported(operator, ["Equal", "Exists", "Lt", "Gt"]);
      return;
    default:
      field.notSupported(operator, ["Equal", "Exists"]);
  }
}
