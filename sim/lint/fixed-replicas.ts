import { type LintRule, referenceTo } from "./finding.ts";

/** An HPA that cannot change anything. */
export const fixedReplicas: LintRule = ({ hpas }) =>
  hpas.flatMap(({ object }) => {
    const { minReplicas = 1, maxReplicas } = object.hpa.spec;
    if (minReplicas !== maxReplicas) return [];
    return [
      {
        rule: "fixed-replicas",
        severity: "warning",
        object: referenceTo(object),
        field: "spec.maxReplicas",
        cause: `minReplicas and maxReplicas are both ${maxReplicas}: whatever the metrics say, there are ${maxReplicas} replicas`,
        fix: "Give maxReplicas room, or take the HPA away.",
      },
    ];
  });
