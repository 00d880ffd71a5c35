import type { Deployment, DeploymentStrategy, IntOrPercent, ReplicaSet } from "../../kubernetes/workload.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { percentOf } from "../validation/numbers.ts";
import { toSelector } from "./horizontal-pod-autoscaler.ts";
import { type Cluster, toMeta, toPodTemplate } from "./pod-template.ts";

/** A workload with its defaults filled in. */
export type Prepared<Manifest extends { readonly spec?: unknown }> = Manifest & {
  readonly spec: NonNullable<Manifest["spec"]>;
  /** `spec.replicas` is one of the defaults. */
  readonly replicasDefaulted: boolean;
};

type Placed<Manifest extends { readonly spec?: unknown }> = {
  readonly manifest: Prepared<Manifest>;
  readonly namespace: string;
};

/** A Deployment that is defaulted and valid. */
export function toDeployment(placed: Placed<Api["v1.Deployment"]>, cluster: Cluster): Deployment {
  const { metadata, spec, replicasDefaulted } = placed.manifest;
  return {
    kind: "Deployment",
    meta: toMeta(metadata, placed.namespace),
    replicas: spec.replicas ?? 0,
    ...(replicasDefaulted && { replicasDefaulted }),
    selector: toSelector(spec.selector ?? {}),
    template: toPodTemplate(spec.template ?? {}, cluster),
    strategy: toStrategy(spec.strategy ?? {}),
    minReadySeconds: spec.minReadySeconds ?? 0,
    progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 0,
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 0,
    paused: spec.paused ?? false,
  };
}

function toStrategy({ type, rollingUpdate }: Api["v1.DeploymentStrategy"]): DeploymentStrategy {
  if (type === "Recreate") return { type };
  const { maxSurge = 0, maxUnavailable = 0 } = rollingUpdate ?? {};
  return { type: "RollingUpdate", maxSurge: toAmount(maxSurge), maxUnavailable: toAmount(maxUnavailable) };
}

const toAmount = (value: number | string): IntOrPercent =>
  typeof value === "number" ? { count: value } : { percent: percentOf(value) ?? 0 };

/** A ReplicaSet that is defaulted and valid. */
export function toReplicaSet(placed: Placed<Api["v1.ReplicaSet"]>, cluster: Cluster): ReplicaSet {
  const { metadata, spec, replicasDefaulted } = placed.manifest;
  return {
    kind: "ReplicaSet",
    meta: toMeta(metadata, placed.namespace),
    replicas: spec.replicas ?? 0,
    ...(replicasDefaulted && { replicasDefaulted }),
    selector: toSelector(spec.selector ?? {}),
    template: toPodTemplate(spec.template ?? {}, cluster),
    minReadySeconds: spec.minReadySeconds ?? 0,
  };
}
