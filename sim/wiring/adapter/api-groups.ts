import type { ApiGroup, ApiResource } from "../../adapter/rest-mapper.ts";
import type { KubernetesVersion } from "../../version.ts";

const resource = (name: string, singularName: string, kind: string): ApiResource => ({ name, singularName, kind });

const core: readonly ApiResource[] = [
  resource("configmaps", "configmap", "ConfigMap"),
  resource("endpoints", "endpoints", "Endpoints"),
  resource("events", "event", "Event"),
  resource("limitranges", "limitrange", "LimitRange"),
  resource("namespaces", "namespace", "Namespace"),
  resource("nodes", "node", "Node"),
  resource("persistentvolumeclaims", "persistentvolumeclaim", "PersistentVolumeClaim"),
  resource("persistentvolumes", "persistentvolume", "PersistentVolume"),
  resource("pods", "pod", "Pod"),
  resource("podtemplates", "podtemplate", "PodTemplate"),
  resource("replicationcontrollers", "replicationcontroller", "ReplicationController"),
  resource("resourcequotas", "resourcequota", "ResourceQuota"),
  resource("secrets", "secret", "Secret"),
  resource("serviceaccounts", "serviceaccount", "ServiceAccount"),
  resource("services", "service", "Service"),
];

const apps: readonly ApiResource[] = [
  resource("controllerrevisions", "controllerrevision", "ControllerRevision"),
  resource("daemonsets", "daemonset", "DaemonSet"),
  resource("deployments", "deployment", "Deployment"),
  resource("replicasets", "replicaset", "ReplicaSet"),
  resource("statefulsets", "statefulset", "StatefulSet"),
];

const batch: readonly ApiResource[] = [resource("cronjobs", "cronjob", "CronJob"), resource("jobs", "job", "Job")];

const ingress = resource("ingresses", "ingress", "Ingress");
const hpa = resource("horizontalpodautoscalers", "horizontalpodautoscaler", "HorizontalPodAutoscaler");

const group = (name: string, version: string, resources: readonly ApiResource[]): ApiGroup => ({
  name,
  preferredVersion: version,
  versions: [{ version, resources }],
});

/**
 * What discovery tells of the groups that metrics are about, each in its preferred version. Of the others nothing is told.
 *
 * Source: kubernetes v1.36.3 pkg/controlplane/instance.go, with the releases in which versions came
 */
export const apiGroupsOf = ({ minor }: KubernetesVersion): readonly ApiGroup[] => [
  group("", "v1", core),
  group("apps", "v1", apps),
  group("autoscaling", minor >= 23 ? "v2" : "v1", [hpa]),
  group("batch", "v1", batch),
  ...(minor < 22 ? [group("extensions", "v1beta1", [ingress])] : []),
  group("networking.k8s.io", minor >= 19 ? "v1" : "v1beta1", [ingress]),
];

/** The group and name of the resource that has a kind; undefined for one that discovery does not tell of. */
export function resourceOfKind(
  groups: readonly ApiGroup[],
  wanted: { readonly group: string; readonly kind: string },
): { readonly group: string; readonly resource: string } | undefined {
  const resources = groups.find(({ name }) => name === wanted.group)?.versions.flatMap((version) => version.resources);
  const found = resources?.find(({ kind }) => kind === wanted.kind);
  return found && { group: wanted.group, resource: found.name };
}
