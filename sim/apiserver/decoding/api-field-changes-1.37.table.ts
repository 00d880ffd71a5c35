import type { ApiFields } from "./api-fields.ts";

/**
 * What Kubernetes 1.37 changed in `apiFields`: whole structs, with all their fields.
 *
 * Written by build/schema from the published Go types; not to be edited.
 */
export const apiFieldChanges: ApiFields = {
  structs: {
    "v1.ClusterTrustBundleProjection":
      "name *string;signerName *string;labelSelector *v1.LabelSelector;optional *bool;path string;user *int64",
    "v1.ConfigMapVolumeSource":
      "name string<LocalObjectReference;items []v1.KeyToPath;defaultMode *int32;optional *bool;defaultUser *int64",
    "v1.DownwardAPIVolumeFile":
      "path string;fieldRef *v1.ObjectFieldSelector;resourceFieldRef *v1.ResourceFieldSelector;mode *int32;user *int64",
    "v1.DownwardAPIVolumeSource": "items []v1.DownwardAPIVolumeFile;defaultMode *int32;defaultUser *int64",
    "v1.EmptyDirVolumeSource": "medium v1.StorageMedium;sizeLimit *resource.Quantity;mode *int32",
    "v1.EvictionResponder": "name string;priority *int32",
    "v1.GRPCAction": "port int32;service *string;mode *v1.GRPCProbeMode",
    "v1.HTTPGetAction":
      "path string;port intstr.IntOrString;host string;scheme v1.URIScheme;httpHeaders []v1.HTTPHeader;protocol *v1.HTTPProtocol",
    "v1.KeyToPath": "key string;path string;mode *int32;user *int64",
    "v1.NodeAllocatableMappedResources": "name v1.ResourceName;quantity *resource.Quantity",
    "v1.NodeAllocatableOverheadResources":
      "name v1.ResourceName;perPod *resource.Quantity;perContainer *resource.Quantity",
    "v1.NodeAllocatableResourceClaimStatus":
      "resourceClaimName string;containers []string;mapping []v1.NodeAllocatableMappedResources;overhead []v1.NodeAllocatableOverheadResources",
    "v1.PodCertificateProjection":
      "signerName string;keyType string;maxExpirationSeconds *int32;credentialBundlePath string;keyPath string;certificateChainPath string;userAnnotations map[string]string;user *int64",
    "v1.PodSpec":
      "volumes []v1.Volume;initContainers []v1.Container;containers []v1.Container;ephemeralContainers []v1.EphemeralContainer;restartPolicy v1.RestartPolicy;terminationGracePeriodSeconds *int64;activeDeadlineSeconds *int64;dnsPolicy v1.DNSPolicy;nodeSelector map[string]string;serviceAccountName string;serviceAccount string;automountServiceAccountToken *bool;nodeName string;hostNetwork bool;hostPID bool;hostIPC bool;shareProcessNamespace *bool;securityContext *v1.PodSecurityContext;imagePullSecrets []v1.LocalObjectReference;hostname string;subdomain string;affinity *v1.Affinity;schedulerName string;tolerations []v1.Toleration;hostAliases []v1.HostAlias;priorityClassName string;priority *int32;dnsConfig *v1.PodDNSConfig;readinessGates []v1.PodReadinessGate;runtimeClassName *string;enableServiceLinks *bool;preemptionPolicy *v1.PreemptionPolicy;overhead v1.ResourceList;topologySpreadConstraints []v1.TopologySpreadConstraint;setHostnameAsFQDN *bool;os *v1.PodOS;hostUsers *bool;schedulingGates []v1.PodSchedulingGate;resourceClaims []v1.PodResourceClaim;resources *v1.ResourceRequirements;hostnameOverride *string;schedulingGroup *v1.PodSchedulingGroup;evictionResponders []v1.EvictionResponder",
    "v1.PodStatus":
      "observedGeneration int64;phase v1.PodPhase;conditions []v1.PodCondition;message string;reason string;nominatedNodeName string;hostIP string;hostIPs []v1.HostIP;podIP string;podIPs []v1.PodIP;startTime *v1.Time;initContainerStatuses []v1.ContainerStatus;containerStatuses []v1.ContainerStatus;qosClass v1.PodQOSClass;ephemeralContainerStatuses []v1.ContainerStatus;resize v1.PodResizeStatus;resourceClaimStatuses []v1.PodResourceClaimStatus;extendedResourceClaimStatus *v1.PodExtendedResourceClaimStatus;allocatedResources v1.ResourceList;resources *v1.ResourceRequirements;nodeAllocatableResourceClaimStatuses []v1.NodeAllocatableResourceClaimStatus;volumeHealth []v1.PodVolumeHealth",
    "v1.PodVolumeHealth": "name string;healthConditions []v1.VolumeHealthCondition;lastTransitionTime v1.Time",
    "v1.ProjectedVolumeSource": "sources []v1.VolumeProjection;defaultMode *int32;defaultUser *int64",
    "v1.SecretVolumeSource":
      "secretName string;items []v1.KeyToPath;defaultMode *int32;optional *bool;defaultUser *int64",
    "v1.ServiceAccountTokenProjection": "audience string;expirationSeconds *int64;path string;user *int64",
    "v1.VolumeHealthCondition": "status v1.VolumeHealthStatusType;reason string;message string",
    "v1.VolumeMount":
      "name string;readOnly bool;recursiveReadOnly *v1.RecursiveReadOnlyMode;mountPath string;subPath string;mountPropagation *v1.MountPropagationMode;subPathExpr string;bindMountOptions []string",
    "v2.HorizontalPodAutoscalerCondition":
      "type v2.HorizontalPodAutoscalerConditionType;status v1.ConditionStatus;lastTransitionTime v1.Time;reason string;message string;observedGeneration *int64",
  },
  aliases: {
    "v1.GRPCProbeMode": "string",
    "v1.HTTPProtocol": "string",
    "v1.VolumeHealthStatusType": "string",
  },
};
