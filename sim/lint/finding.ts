import type { HpaBehaviours } from "../hpa/behaviours.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import type { ClusterObject, Deployment, HorizontalPodAutoscalerObject, ReplicaSet } from "../kubernetes/workload.ts";
import type { KubernetesVersion } from "../version.ts";
import type { AdapterRules } from "./monitoring/adapter-rules.ts";
import type { Job } from "./monitoring/jobs.ts";
import type { Monitoring } from "./monitoring/monitoring.ts";
import type { PodTarget } from "./monitoring/scraped-pods.ts";
import type { WantedMetric } from "./monitoring/wanted-metrics.ts";

/** Something that will go wrong, before anything runs. */
export type Finding = {
  /** The rule's name, such as `missing-request`. */
  readonly rule: string;
  /** `error`: the HPA will not do its work. `warning`: it may not do what its author expects. */
  readonly severity: "error" | "warning";
  /** An object of the manifests; a config goes by the name of its file, without a namespace. */
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
  readonly kubernetes: KubernetesVersion;
  readonly monitoring: Monitoring;
  /** What the adapter makes of each of its configs. */
  readonly adapterRules: readonly AdapterRules[];
  /** What the HPAs ask adapters for. */
  readonly wantedMetrics: readonly WantedMetric[];
  readonly jobs: readonly Job[];
  /** What the jobs would scrape of the manifests' pods. */
  readonly podTargets: readonly PodTarget[];
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
