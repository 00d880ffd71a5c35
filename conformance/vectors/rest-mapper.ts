import type { CrossVersionObjectReference } from "../../sim/kubernetes/autoscaling.ts";
import { goQuote } from "../../sim/kubernetes/go-text.ts";

/**
 * Kinds that the recorded controller's RESTMapper knew, by group; list and option types left out.
 *
 * Source: client-go testrestmapper over kubernetes v1.36.3 with core, apps and autoscaling installed, printed by a program.
 */
const kindsByGroup: Readonly<Record<string, readonly string[]>> = {
  "": [
    ...["Binding", "ComponentStatus", "ConfigMap", "Endpoints", "Event", "LimitRange", "Namespace", "Node"],
    ...["PersistentVolume", "PersistentVolumeClaim", "Pod", "PodStatusResult", "PodTemplate", "RangeAllocation"],
    ...["ReplicationController", "ResourceQuota", "Secret", "SerializedReference", "Service", "ServiceAccount"],
  ],
  apps: ["ControllerRevision", "DaemonSet", "Deployment", "DeploymentRollback", "ReplicaSet", "Scale", "StatefulSet"],
  autoscaling: ["HorizontalPodAutoscaler", "Scale"],
};

/** Why a scale target's kind has no mapping; undefined when it has one. */
export function mappingError({ apiVersion = "", kind }: CrossVersionObjectReference): string | undefined {
  const slash = apiVersion.indexOf("/");
  const group = slash < 0 ? "" : apiVersion.slice(0, slash);
  return kindsByGroup[group]?.includes(kind)
    ? undefined
    : `no matches for kind ${goQuote(kind)} in group ${goQuote(group)}`;
}
