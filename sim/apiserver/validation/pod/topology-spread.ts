import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateLabelSelector } from "../labels.ts";
import { validatePositive } from "../numbers.ts";
import { validateLabelKeys } from "./match-label-keys.ts";

type Constraint = Api["v1.TopologySpreadConstraint"];

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validateTopologySpreadConstraints */
export function validateTopologySpread(constraints: readonly Constraint[], field: Field): void {
  for (const [index, constraint] of constraints.entries()) {
    const at = field.index(index);
    const { maxSkew = 0, topologyKey = "", whenUnsatisfiable = "" } = constraint;
    validatePositive(maxSkew, at.child("maxSkew"));
    if (topologyKey === "") at.child("topologyKey").required("can not be empty");
    if (whenUnsatisfiable !== "DoNotSchedule" && whenUnsatisfiable !== "ScheduleAnyway") {
      at.child("whenUnsatisfiable").notSupported(whenUnsatisfiable, ["DoNotSchedule", "ScheduleAnyway"]);
    }
    const isRepeated = constraints.slice(index + 1).some((other) => kindOf(other) === kindOf(constraint));
    if (isRepeated) at.child("{topologyKey, whenUnsatisfiable}").duplicate(kindOf(constraint));
    validateMinDomains(constraint, at.child("minDomains"));
    validateInclusion(constraint.nodeAffinityPolicy, at.child("nodeAffinityPolicy"));
    validateInclusion(constraint.nodeTaintsPolicy, at.child("nodeTaintsPolicy"));
    validateLabelKeys(constraint, at);
    validateLabelSelector(constraint.labelSelector, at.child("labelSelector"));
  }
}

const kindOf = ({ topologyKey = "", whenUnsatisfiable = "" }: Constraint): string =>
  `{${topologyKey}, ${whenUnsatisfiable}}`;

function validateMinDomains({ minDomains, whenUnsatisfiable = "" }: Constraint, field: Field): void {
  if (minDomains === undefined) return;
  validatePositive(minDomains, field);
  if (whenUnsatisfiable !== "DoNotSchedule") {
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
    field.invalid(minDomains, detail);
  }
}

function validateInclusion(policy: string | undefined, field: Field): void {
  if (policy !== undefined && policy !== "Honor" && policy !== "Ignore")
    field.notSupported(policy, ["Honor", "Ignore"]);
}
