import type { HpaBehaviours } from "../hpa/behaviours.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import type { ClusterObject, Deployment, HorizontalPodAutoscalerObject, ReplicaSet } from "../kubernetes/workload.ts";

/** Something that will go wrong, before anything runs. */
export type Finding = {
  /** The rule's name, such as `missing-request`. */
  readonly rule: string;
  /** `error`: the HPA will not do its work. `warning`: it may not do what its author expects. */
  readonly severity: "error" | "warning";
  readonly object: ObjectReference;
  /** Where in the object: `spec.template.spec.containers[0]`. The nearest field above counts if it is not there. */
  readonly field: string;
  /** What is wrong, and what comes of it. */
  readonly cause: string;
  readonly fix: string;
};

/** A workload that an HPA can scale here. */
export type Scalable = Deployment | ReplicaSet;

/** An HPA with its target, if that is among the objects. */
export type TargetedHpa = { readonly object: HorizontalPodAutoscalerObject; readonly target: Scalable | undefined };

/** What rules look at. */
export type LintSubject = {
  readonly objects: readonly ClusterObject[];
  readonly hpas: readonly TargetedHpa[];
  readonly behaviours: HpaBehaviours;
};

/** Finds what one rule is about. */
export type LintRule = (subject: LintSubject) => readonly Finding[];

/** The name of an object among the others. */
export const referenceTo = ({ kind, meta: { namespace, name } }: ClusterObject): ObjectReference => ({
  kind,
  namespace,
  name,
});

/** `Deployment web`, `HPA web`. */
export const nameOf = ({ kind, meta }: ClusterObject): string =>
  `${kind === "HorizontalPodAutoscaler" ? "HPA" : kind} ${meta.name}`;
