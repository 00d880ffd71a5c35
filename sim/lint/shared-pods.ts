import { matches, type Selector, selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { ClusterObject } from "../kubernetes/workload.ts";
import { type Finding, type LintRule, nameOf, referenceTo, type Scalable, type TargetedHpa } from "./finding.ts";

/** Two HPAs over the same pods. Source: kubernetes/kubernetes#112027 */
export const sharedPods: LintRule = ({ hpas, behaviours }) =>
  hpas.flatMap((one, index) =>
    hpas.slice(index + 1).flatMap((other): readonly Finding[] => {
      if (one.object.meta.namespace !== other.object.meta.namespace || !isShared(one, other)) return [];
      const refuses = behaviours.ambiguousSelectorText !== undefined;
      return [
        {
          rule: "shared-pods",
          severity: "error",
          object: referenceTo(other.object),
          field: "spec.scaleTargetRef.name",
          cause: `${nameOf(one.object)} scales the same pods: ${
            refuses
              ? "both stop with ScalingActive=False AmbiguousSelector"
              : "each undoes what the other did (since 1.26 both would stop with AmbiguousSelector)"
          }`,
          fix: "Put the metrics of both into one HPA: it takes the largest proposal.",
        },
      ];
    }),
  );

function isShared({ target: one }: TargetedHpa, { target: other }: TargetedHpa): boolean {
  if (one === undefined || other === undefined) return false;
  return one === other || selects(one, other.template.labels) || selects(other, one.template.labels);
}

/** A target whose selector takes in the pods of another workload. Source: kubernetes/kubernetes#108920 */
export const foreignPods: LintRule = ({ hpas, objects }) =>
  hpas.flatMap(({ object, target }) =>
    objects.flatMap((other): readonly Finding[] => {
      const labels = podLabels(other);
      if (target === undefined || labels === undefined || other === target) return [];
      if (other.meta.namespace !== target.meta.namespace || !selects(target, labels)) return [];
      return [
        {
          rule: "foreign-pods",
          severity: "error",
          object: referenceTo(target),
          field: "spec.selector",
          cause: `the selector takes in the pods of ${nameOf(other)} as well: ${nameOf(object)} averages over the pods of both`,
          fix: "Give the pods of each workload a label of their own, and select by it.",
        },
      ];
    }),
  );

function podLabels(object: ClusterObject): Labels | undefined {
  if (object.kind === "Deployment" || object.kind === "ReplicaSet") return object.template.labels;
  return object.kind === "Pod" ? object.meta.labels : undefined;
}

function selects({ selector }: Scalable, labels: Labels): boolean {
  const parsed = selectorFromLabelSelector(selector);
  return parsed.ok && matches(parsed.selector satisfies Selector, labels);
}
