import type { ApiGroup } from "../../adapter/rest-mapper.ts";

/** What every cluster serves, in the order of discovery: group, version, and its resources with their kinds. */
const rows: readonly (readonly [group: string, version: string, resources: string])[] = [
  [
    "",
    "v1",
    "bindings:Binding configmaps:ConfigMap endpoints:Endpoints events:Event limitranges:LimitRange namespaces:Namespace nodes:Node persistentvolumeclaims:PersistentVolumeClaim persistentvolumes:PersistentVolume pods:Pod podtemplates:PodTemplate replicationcontrollers:ReplicationController resourcequotas:ResourceQuota secrets:Secret serviceaccounts:ServiceAccount services:Service",
  ],
  [
    "apps",
    "v1",
    "controllerrevisions:ControllerRevision daemonsets:DaemonSet deployments:Deployment replicasets:ReplicaSet statefulsets:StatefulSet",
  ],
  ["autoscaling", "v2", "horizontalpodautoscalers:HorizontalPodAutoscaler"],
  ["batch", "v1", "cronjobs:CronJob jobs:Job"],
  ["networking.k8s.io", "v1", "ingressclasses:IngressClass ingresses:Ingress networkpolicies:NetworkPolicy"],
  ["policy", "v1", "poddisruptionbudgets:PodDisruptionBudget"],
  [
    "rbac.authorization.k8s.io",
    "v1",
    "clusterrolebindings:ClusterRoleBinding clusterroles:ClusterRole rolebindings:RoleBinding roles:Role",
  ],
  [
    "storage.k8s.io",
    "v1",
    "csidrivers:CSIDriver csinodes:CSINode storageclasses:StorageClass volumeattachments:VolumeAttachment",
  ],
  ["scheduling.k8s.io", "v1", "priorityclasses:PriorityClass"],
  ["coordination.k8s.io", "v1", "leases:Lease"],
  ["discovery.k8s.io", "v1", "endpointslices:EndpointSlice"],
];

/** The groups that every cluster serves. Source: kubernetes v1.36.3 api/discovery */
export const builtInGroups: readonly ApiGroup[] = rows.map(([name, version, resources]) => ({
  name,
  preferredVersion: version,
  versions: [
    {
      version,
      resources: resources.split(" ").map((pair) => {
        const [plural = "", kind = ""] = pair.split(":");
        return { name: plural, singularName: kind.toLowerCase(), kind };
      }),
    },
  ],
}));
