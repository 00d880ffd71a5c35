import type { HpaBehaviours } from "../hpa/behaviours.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { ClusterObject } from "../kubernetes/workload.ts";
import type { Finding, LintRule, LintSubject, Scalable, TargetedHpa } from "./finding.ts";
import { fixedReplicas } from "./fixed-replicas.ts";
import { missingRequest } from "./missing-request.ts";
import { missingTarget } from "./missing-target.ts";
import { replicasInManifest } from "./replicas-in-manifest.ts";
import { foreignPods, sharedPods } from "./shared-pods.ts";
import { unreachableTarget } from "./unreachable-target.ts";

const rules: readonly LintRule[] = [
  missingTarget,
  missingRequest,
  sharedPods,
  foreignPods,
  unreachableTarget,
  fixedReplicas,
  replicasInManifest,
];

/** What will go wrong with the HPAs among some objects, rule by rule. Of an object that is there twice, the later one counts. */
export function lint(given: readonly ClusterObject[], behaviours: HpaBehaviours): readonly Finding[] {
  const objects = [...new Map(given.map((object) => [`${object.kind} ${objectKey(object.meta)}`, object])).values()];
  const hpas = objects.flatMap((object): readonly TargetedHpa[] =>
    object.kind === "HorizontalPodAutoscaler" ? [{ object, target: targetOf(object, objects) }] : [],
  );
  const subject: LintSubject = { objects, hpas, behaviours };
  return rules.flatMap((rule) => rule(subject));
}

function targetOf({ meta, hpa }: TargetedHpa["object"], objects: readonly ClusterObject[]): Scalable | undefined {
  const { kind, name } = hpa.spec.scaleTargetRef;
  for (const object of objects) {
    if (object.kind !== "Deployment" && object.kind !== "ReplicaSet") continue;
    if (object.kind === kind && object.meta.name === name && object.meta.namespace === meta.namespace) return object;
  }
  return undefined;
}
