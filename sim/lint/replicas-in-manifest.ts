import { type LintRule, nameOf, referenceTo } from "./finding.ts";

/** A workload whose manifest says how many replicas it has, though an HPA decides that. Source: kubernetes/kubernetes#25238 */
export const replicasInManifest: LintRule = ({ hpas }) =>
  hpas.flatMap(({ object, target }) => {
    if (target === undefined || target.replicasDefaulted === true) return [];
    const { minReplicas = 1 } = object.hpa.spec;
    const comesBack = `each apply sets ${target.replicas} ${target.replicas === 1 ? "replica" : "replicas"}, whatever the load, until the HPA's next pass`;
    return [
      {
        rule: "replicas-in-manifest",
        severity: "warning",
        object: referenceTo(target),
        field: "spec.replicas",
        cause: `${nameOf(object)} decides about the replicas, and the manifest does too: ${comesBack}`,
        fix: `Leave spec.replicas out. For a live object first take it from kubectl's last-applied configuration (kubectl apply edit-last-applied), or the next apply sets it to 1${minReplicas > 1 ? `, below minReplicas ${minReplicas}` : ""}.`,
      },
    ];
  });
