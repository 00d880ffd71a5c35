import { type LintRule, referenceTo } from "./finding.ts";

/** Kinds whose manifests would be among the objects. */
const known: readonly string[] = ["Deployment", "ReplicaSet"];

/** An HPA whose target is not there. A target of another kind is left alone: nobody can tell. */
export const missingTarget: LintRule = ({ hpas }) =>
  hpas.flatMap(({ object, target }) => {
    const { kind, name } = object.hpa.spec.scaleTargetRef;
    if (target !== undefined || !known.includes(kind)) return [];
    return [
      {
        rule: "missing-target",
        severity: "error",
        object: referenceTo(object),
        field: "spec.scaleTargetRef.name",
        cause: `no manifest has ${kind} ${name} in namespace ${object.meta.namespace}; if the cluster does not have it either, the HPA says AbleToScale=False FailedGetScale`,
        fix: "Name a workload of the same namespace, or add its manifest.",
      },
    ];
  });
