import { matches, selectorFromLabelSelector } from "../../../kubernetes/label-selector.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { printableLabels, printableSelector } from "../../fields/go-syntax.ts";
import type { Release } from "../../release.ts";
import { validateLabelSelector } from "../labels.ts";
import { validatePodTemplate } from "../pod/pod-template.ts";

type Workload = {
  readonly selector?: Api["v1.LabelSelector"];
  readonly template?: Api["v1.PodTemplateSpec"];
};

/**
 * The selector of a workload and its pod template, which has to match.
 *
 * A template whose selector cannot be read is not looked at.
 * Source: kubernetes v1.36.3 pkg/apis/apps/validation ValidatePodTemplateSpecForReplicaSet
 */
export function validateWorkloadTemplate(workload: Workload, field: Field, release: Release): void {
  const { selector, template = {} } = workload;
  const selectorField = field.child("selector");
  if (selector === undefined) {
    selectorField.required();
  } else {
    validateLabelSelector(selector, selectorField);
    if (isEmpty(selector))
      selectorField.invalid(printableSelector(selector), "empty selector is invalid for deployment");
  }
  const parsed = selectorFromLabelSelector(withStrings(selector));
  if (!parsed.ok) {
    selectorField.invalid(printableSelector(selector ?? {}), "invalid label selector");
    return;
  }
  const templateField = field.child("template");
  const { labels = {} } = template.metadata ?? {};
  const selectsAnything = parsed.selector.kind === "nothing" || parsed.selector.requirements.length > 0;
  if (selectsAnything && !matches(parsed.selector, labels)) {
    const printed = printableLabels(template.metadata?.labels);
    templateField.child("metadata", "labels").invalid(printed, "`selector` does not match template `labels`");
  }
  validatePodTemplate(template, templateField, release);
  const { restartPolicy = "", activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== "Always") templateField.child("spec", "restartPolicy").notSupported(restartPolicy, ["Always"]);
  if (activeDeadlineSeconds !== undefined) {
    templateField
      .child("spec", "activeDeadlineSeconds")
      .forbidden("activeDeadlineSeconds in ReplicaSet is not Supported");
  }
}

const isEmpty = (selector: Api["v1.LabelSelector"]): boolean =>
  Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;

/** The selector with absent texts as empty ones, which is what Go makes of them. */
const withStrings = (selector: Api["v1.LabelSelector"] | undefined): Parameters<typeof selectorFromLabelSelector>[0] =>
  selector && {
    ...(selector.matchLabels && { matchLabels: selector.matchLabels }),
    matchExpressions: (selector.matchExpressions ?? []).map(({ key = "", operator = "", values = [] }) => ({
      key,
      operator,
      values,
    })),
  };
