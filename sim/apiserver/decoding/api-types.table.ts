import type { Quantity } from "../../quantity/index.ts";
import type { RetiredApi } from "./retired-api-types.table.ts";

/**
 * What a decoded manifest holds, by Go type, as of Kubernetes 1.37. An absent field has Go's zero value.
 *
 * Written by build/schema from the published Go types; not to be edited.
 */
export type Api = RetiredApi & {
  readonly "v1.AWSElasticBlockStoreVolumeSource": {
    readonly volumeID?: string;
    readonly fsType?: string;
    readonly partition?: number;
    readonly readOnly?: boolean;
  };
  readonly "v1.Affinity": {
    readonly nodeAffinity?: Api["v1.NodeAffinity"];
    readonly podAffinity?: Api["v1.PodAffinity"];
    readonly podAntiAffinity?: Api["v1.PodAntiAffinity"];
  };
  readonly "v1.AppArmorProfile": {
    readonly type?: string;
    readonly localhostProfile?: string;
  };
  readonly "v1.AzureDiskVolumeSource": {
    readonly diskName?: string;
    readonly diskURI?: string;
    readonly cachingMode?: string;
    readonly fsType?: string;
    readonly readOnly?: boolean;
    readonly kind?: string;
  };
  readonly "v1.AzureFileVolumeSource": {
    readonly secretName?: string;
    readonly shareName?: string;
    readonly readOnly?: boolean;
  };
  readonly "v1.CSIVolumeSource": {
    readonly driver?: string;
    readonly readOnly?: boolean;
    readonly fsType?: string;
    readonly volumeAttributes?: Readonly<Record<string, string>>;
    readonly nodePublishSecretRef?: Api["v1.LocalObjectReference"];
  };
  readonly "v1.Capabilities": {
    readonly add?: readonly string[];
    readonly drop?: readonly string[];
  };
  readonly "v1.CephFSVolumeSource": {
    readonly monitors?: readonly string[];
    readonly path?: string;
    readonly user?: string;
    readonly secretFile?: string;
    readonly secretRef?: Api["v1.LocalObjectReference"];
    readonly readOnly?: boolean;
  };
  readonly "v1.CinderVolumeSource": {
    readonly volumeID?: string;
    readonly fsType?: string;
    readonly readOnly?: boolean;
    readonly secretRef?: Api["v1.LocalObjectReference"];
  };
  readonly "v1.ClientIPConfig": {
    readonly timeoutSeconds?: number;
  };
  readonly "v1.ClusterTrustBundleProjection": {
    readonly name?: string;
    readonly signerName?: string;
    readonly labelSelector?: Api["v1.LabelSelector"];
    readonly optional?: boolean;
    readonly path?: string;
    readonly user?: number;
  };
  readonly "v1.ConfigMapEnvSource": {
    readonly name?: string;
    readonly optional?: boolean;
  };
  readonly "v1.ConfigMapKeySelector": {
    readonly name?: string;
    readonly key?: string;
    readonly optional?: boolean;
  };
  readonly "v1.ConfigMapProjection": {
    readonly name?: string;
    readonly items?: readonly Api["v1.KeyToPath"][];
    readonly optional?: boolean;
  };
  readonly "v1.ConfigMapVolumeSource": {
    readonly name?: string;
    readonly items?: readonly Api["v1.KeyToPath"][];
    readonly defaultMode?: number;
    readonly optional?: boolean;
    readonly defaultUser?: number;
  };
  readonly "v1.Container": {
    readonly name?: string;
    readonly image?: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly workingDir?: string;
    readonly ports?: readonly Api["v1.ContainerPort"][];
    readonly envFrom?: readonly Api["v1.EnvFromSource"][];
    readonly env?: readonly Api["v1.EnvVar"][];
    readonly resources?: Api["v1.ResourceRequirements"];
    readonly resizePolicy?: readonly Api["v1.ContainerResizePolicy"][];
    readonly restartPolicy?: string;
    readonly restartPolicyRules?: readonly Api["v1.ContainerRestartRule"][];
    readonly volumeMounts?: readonly Api["v1.VolumeMount"][];
    readonly volumeDevices?: readonly Api["v1.VolumeDevice"][];
    readonly livenessProbe?: Api["v1.Probe"];
    readonly readinessProbe?: Api["v1.Probe"];
    readonly startupProbe?: Api["v1.Probe"];
    readonly lifecycle?: Api["v1.Lifecycle"];
    readonly terminationMessagePath?: string;
    readonly terminationMessagePolicy?: string;
    readonly imagePullPolicy?: string;
    readonly securityContext?: Api["v1.SecurityContext"];
    readonly stdin?: boolean;
    readonly stdinOnce?: boolean;
    readonly tty?: boolean;
  };
  readonly "v1.ContainerPort": {
    readonly name?: string;
    readonly hostPort?: number;
    readonly containerPort?: number;
    readonly protocol?: string;
    readonly hostIP?: string;
  };
  readonly "v1.ContainerResizePolicy": {
    readonly resourceName?: string;
    readonly restartPolicy?: string;
  };
  readonly "v1.ContainerResourceMetricSource": {
    readonly name?: string;
    readonly targetAverageUtilization?: number;
    readonly targetAverageValue?: Quantity;
    readonly container?: string;
  };
  readonly "v1.ContainerRestartRule": {
    readonly action?: string;
    readonly exitCodes?: Api["v1.ContainerRestartRuleOnExitCodes"];
  };
  readonly "v1.ContainerRestartRuleOnExitCodes": {
    readonly operator?: string;
    readonly values?: readonly number[];
  };
  readonly "v1.CrossVersionObjectReference": {
    readonly kind?: string;
    readonly name?: string;
    readonly apiVersion?: string;
  };
  readonly "v1.Deployment": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.DeploymentSpec"];
  };
  readonly "v1.DeploymentSpec": {
    readonly replicas?: number;
    readonly selector?: Api["v1.LabelSelector"];
    readonly template?: Api["v1.PodTemplateSpec"];
    readonly strategy?: Api["v1.DeploymentStrategy"];
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
    readonly paused?: boolean;
    readonly progressDeadlineSeconds?: number;
  };
  readonly "v1.DeploymentStrategy": {
    readonly type?: string;
    readonly rollingUpdate?: Api["v1.RollingUpdateDeployment"];
  };
  readonly "v1.DownwardAPIProjection": {
    readonly items?: readonly Api["v1.DownwardAPIVolumeFile"][];
  };
  readonly "v1.DownwardAPIVolumeFile": {
    readonly path?: string;
    readonly fieldRef?: Api["v1.ObjectFieldSelector"];
    readonly resourceFieldRef?: Api["v1.ResourceFieldSelector"];
    readonly mode?: number;
    readonly user?: number;
  };
  readonly "v1.DownwardAPIVolumeSource": {
    readonly items?: readonly Api["v1.DownwardAPIVolumeFile"][];
    readonly defaultMode?: number;
    readonly defaultUser?: number;
  };
  readonly "v1.EmptyDirVolumeSource": {
    readonly medium?: string;
    readonly sizeLimit?: Quantity;
    readonly mode?: number;
  };
  readonly "v1.EndpointAddress": {
    readonly ip?: string;
    readonly hostname?: string;
    readonly nodeName?: string;
    readonly targetRef?: Api["v1.ObjectReference"];
  };
  readonly "v1.EndpointPort": {
    readonly name?: string;
    readonly port?: number;
    readonly protocol?: string;
    readonly appProtocol?: string;
  };
  readonly "v1.EndpointSubset": {
    readonly addresses?: readonly Api["v1.EndpointAddress"][];
    readonly notReadyAddresses?: readonly Api["v1.EndpointAddress"][];
    readonly ports?: readonly Api["v1.EndpointPort"][];
  };
  readonly "v1.Endpoints": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly subsets?: readonly Api["v1.EndpointSubset"][];
  };
  readonly "v1.EnvFromSource": {
    readonly prefix?: string;
    readonly configMapRef?: Api["v1.ConfigMapEnvSource"];
    readonly secretRef?: Api["v1.SecretEnvSource"];
  };
  readonly "v1.EnvVar": {
    readonly name?: string;
    readonly value?: string;
    readonly valueFrom?: Api["v1.EnvVarSource"];
  };
  readonly "v1.EnvVarSource": {
    readonly fieldRef?: Api["v1.ObjectFieldSelector"];
    readonly resourceFieldRef?: Api["v1.ResourceFieldSelector"];
    readonly configMapKeyRef?: Api["v1.ConfigMapKeySelector"];
    readonly secretKeyRef?: Api["v1.SecretKeySelector"];
    readonly fileKeyRef?: Api["v1.FileKeySelector"];
  };
  readonly "v1.EphemeralContainer": {
    readonly name?: string;
    readonly image?: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly workingDir?: string;
    readonly ports?: readonly Api["v1.ContainerPort"][];
    readonly envFrom?: readonly Api["v1.EnvFromSource"][];
    readonly env?: readonly Api["v1.EnvVar"][];
    readonly resources?: Api["v1.ResourceRequirements"];
    readonly resizePolicy?: readonly Api["v1.ContainerResizePolicy"][];
    readonly restartPolicy?: string;
    readonly restartPolicyRules?: readonly Api["v1.ContainerRestartRule"][];
    readonly volumeMounts?: readonly Api["v1.VolumeMount"][];
    readonly volumeDevices?: readonly Api["v1.VolumeDevice"][];
    readonly livenessProbe?: Api["v1.Probe"];
    readonly readinessProbe?: Api["v1.Probe"];
    readonly startupProbe?: Api["v1.Probe"];
    readonly lifecycle?: Api["v1.Lifecycle"];
    readonly terminationMessagePath?: string;
    readonly terminationMessagePolicy?: string;
    readonly imagePullPolicy?: string;
    readonly securityContext?: Api["v1.SecurityContext"];
    readonly stdin?: boolean;
    readonly stdinOnce?: boolean;
    readonly tty?: boolean;
    readonly targetContainerName?: string;
  };
  readonly "v1.EphemeralVolumeSource": {
    readonly volumeClaimTemplate?: Api["v1.PersistentVolumeClaimTemplate"];
  };
  readonly "v1.EvictionResponder": {
    readonly name?: string;
    readonly priority?: number;
  };
  readonly "v1.ExecAction": {
    readonly command?: readonly string[];
  };
  readonly "v1.ExternalMetricSource": {
    readonly metricName?: string;
    readonly metricSelector?: Api["v1.LabelSelector"];
    readonly targetValue?: Quantity;
    readonly targetAverageValue?: Quantity;
  };
  readonly "v1.FCVolumeSource": {
    readonly targetWWNs?: readonly string[];
    readonly lun?: number;
    readonly fsType?: string;
    readonly readOnly?: boolean;
    readonly wwids?: readonly string[];
  };
  readonly "v1.FileKeySelector": {
    readonly volumeName?: string;
    readonly path?: string;
    readonly key?: string;
    readonly optional?: boolean;
  };
  readonly "v1.FlexVolumeSource": {
    readonly driver?: string;
    readonly fsType?: string;
    readonly secretRef?: Api["v1.LocalObjectReference"];
    readonly readOnly?: boolean;
    readonly options?: Readonly<Record<string, string>>;
  };
  readonly "v1.FlockerVolumeSource": {
    readonly datasetName?: string;
    readonly datasetUUID?: string;
  };
  readonly "v1.GCEPersistentDiskVolumeSource": {
    readonly pdName?: string;
    readonly fsType?: string;
    readonly partition?: number;
    readonly readOnly?: boolean;
  };
  readonly "v1.GRPCAction": {
    readonly port?: number;
    readonly service?: string;
    readonly mode?: string;
  };
  readonly "v1.GitRepoVolumeSource": {
    readonly repository?: string;
    readonly revision?: string;
    readonly directory?: string;
  };
  readonly "v1.GlusterfsVolumeSource": {
    readonly endpoints?: string;
    readonly path?: string;
    readonly readOnly?: boolean;
  };
  readonly "v1.HTTPGetAction": {
    readonly path?: string;
    readonly port?: number | string;
    readonly host?: string;
    readonly scheme?: string;
    readonly httpHeaders?: readonly Api["v1.HTTPHeader"][];
    readonly protocol?: string;
  };
  readonly "v1.HTTPHeader": {
    readonly name?: string;
    readonly value?: string;
  };
  readonly "v1.HorizontalPodAutoscaler": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.HorizontalPodAutoscalerSpec"];
  };
  readonly "v1.HorizontalPodAutoscalerSpec": {
    readonly scaleTargetRef?: Api["v1.CrossVersionObjectReference"];
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly targetCPUUtilizationPercentage?: number;
  };
  readonly "v1.HostAlias": {
    readonly ip?: string;
    readonly hostnames?: readonly string[];
  };
  readonly "v1.HostPathVolumeSource": {
    readonly path?: string;
    readonly type?: string;
  };
  readonly "v1.ISCSIVolumeSource": {
    readonly targetPortal?: string;
    readonly iqn?: string;
    readonly lun?: number;
    readonly iscsiInterface?: string;
    readonly fsType?: string;
    readonly readOnly?: boolean;
    readonly portals?: readonly string[];
    readonly chapAuthDiscovery?: boolean;
    readonly chapAuthSession?: boolean;
    readonly secretRef?: Api["v1.LocalObjectReference"];
    readonly initiatorName?: string;
  };
  readonly "v1.ImageVolumeSource": {
    readonly reference?: string;
    readonly pullPolicy?: string;
  };
  readonly "v1.KeyToPath": {
    readonly key?: string;
    readonly path?: string;
    readonly mode?: number;
    readonly user?: number;
  };
  readonly "v1.LabelSelector": {
    readonly matchLabels?: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly Api["v1.LabelSelectorRequirement"][];
  };
  readonly "v1.LabelSelectorRequirement": {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  };
  readonly "v1.Lifecycle": {
    readonly postStart?: Api["v1.LifecycleHandler"];
    readonly preStop?: Api["v1.LifecycleHandler"];
    readonly stopSignal?: string;
  };
  readonly "v1.LifecycleHandler": {
    readonly exec?: Api["v1.ExecAction"];
    readonly httpGet?: Api["v1.HTTPGetAction"];
    readonly tcpSocket?: Api["v1.TCPSocketAction"];
    readonly sleep?: Api["v1.SleepAction"];
  };
  readonly "v1.LocalObjectReference": {
    readonly name?: string;
  };
  readonly "v1.ManagedFieldsEntry": {
    readonly manager?: string;
    readonly operation?: string;
    readonly apiVersion?: string;
    readonly time?: string;
    readonly fieldsType?: string;
    readonly fieldsV1?: unknown;
    readonly subresource?: string;
  };
  readonly "v1.MetricSpec": {
    readonly type?: string;
    readonly object?: Api["v1.ObjectMetricSource"];
    readonly pods?: Api["v1.PodsMetricSource"];
    readonly resource?: Api["v1.ResourceMetricSource"];
    readonly containerResource?: Api["v1.ContainerResourceMetricSource"];
    readonly external?: Api["v1.ExternalMetricSource"];
  };
  readonly "v1.NFSVolumeSource": {
    readonly server?: string;
    readonly path?: string;
    readonly readOnly?: boolean;
  };
  readonly "v1.Namespace": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.NamespaceSpec"];
  };
  readonly "v1.NamespaceSpec": {
    readonly finalizers?: readonly string[];
  };
  readonly "v1.NodeAffinity": {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: Api["v1.NodeSelector"];
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly Api["v1.PreferredSchedulingTerm"][];
  };
  readonly "v1.NodeSelector": {
    readonly nodeSelectorTerms?: readonly Api["v1.NodeSelectorTerm"][];
  };
  readonly "v1.NodeSelectorRequirement": {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  };
  readonly "v1.NodeSelectorTerm": {
    readonly matchExpressions?: readonly Api["v1.NodeSelectorRequirement"][];
    readonly matchFields?: readonly Api["v1.NodeSelectorRequirement"][];
  };
  readonly "v1.ObjectFieldSelector": {
    readonly apiVersion?: string;
    readonly fieldPath?: string;
  };
  readonly "v1.ObjectMeta": {
    readonly name?: string;
    readonly generateName?: string;
    readonly namespace?: string;
    readonly selfLink?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly deletionGracePeriodSeconds?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly Api["v1.OwnerReference"][];
    readonly finalizers?: readonly string[];
    readonly managedFields?: readonly Api["v1.ManagedFieldsEntry"][];
  };
  readonly "v1.ObjectMetricSource": {
    readonly target?: Api["v1.CrossVersionObjectReference"];
    readonly metricName?: string;
    readonly targetValue?: Quantity;
    readonly selector?: Api["v1.LabelSelector"];
    readonly averageValue?: Quantity;
  };
  readonly "v1.ObjectReference": {
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly uid?: string;
    readonly apiVersion?: string;
    readonly resourceVersion?: string;
    readonly fieldPath?: string;
  };
  readonly "v1.OwnerReference": {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly uid?: string;
    readonly controller?: boolean;
    readonly blockOwnerDeletion?: boolean;
  };
  readonly "v1.PersistentVolumeClaimSpec": {
    readonly accessModes?: readonly string[];
    readonly selector?: Api["v1.LabelSelector"];
    readonly resources?: Api["v1.VolumeResourceRequirements"];
    readonly volumeName?: string;
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly dataSource?: Api["v1.TypedLocalObjectReference"];
    readonly dataSourceRef?: Api["v1.TypedObjectReference"];
    readonly volumeAttributesClassName?: string;
  };
  readonly "v1.PersistentVolumeClaimTemplate": {
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.PersistentVolumeClaimSpec"];
  };
  readonly "v1.PersistentVolumeClaimVolumeSource": {
    readonly claimName?: string;
    readonly readOnly?: boolean;
  };
  readonly "v1.PhotonPersistentDiskVolumeSource": {
    readonly pdID?: string;
    readonly fsType?: string;
  };
  readonly "v1.Pod": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.PodSpec"];
  };
  readonly "v1.PodAffinity": {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Api["v1.PodAffinityTerm"][];
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly Api["v1.WeightedPodAffinityTerm"][];
  };
  readonly "v1.PodAffinityTerm": {
    readonly labelSelector?: Api["v1.LabelSelector"];
    readonly namespaces?: readonly string[];
    readonly topologyKey?: string;
    readonly namespaceSelector?: Api["v1.LabelSelector"];
    readonly matchLabelKeys?: readonly string[];
    readonly mismatchLabelKeys?: readonly string[];
  };
  readonly "v1.PodAntiAffinity": {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Api["v1.PodAffinityTerm"][];
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly Api["v1.WeightedPodAffinityTerm"][];
  };
  readonly "v1.PodCertificateProjection": {
    readonly signerName?: string;
    readonly keyType?: string;
    readonly maxExpirationSeconds?: number;
    readonly credentialBundlePath?: string;
    readonly keyPath?: string;
    readonly certificateChainPath?: string;
    readonly userAnnotations?: Readonly<Record<string, string>>;
    readonly user?: number;
  };
  readonly "v1.PodDNSConfig": {
    readonly nameservers?: readonly string[];
    readonly searches?: readonly string[];
    readonly options?: readonly Api["v1.PodDNSConfigOption"][];
  };
  readonly "v1.PodDNSConfigOption": {
    readonly name?: string;
    readonly value?: string;
  };
  readonly "v1.PodOS": {
    readonly name?: string;
  };
  readonly "v1.PodReadinessGate": {
    readonly conditionType?: string;
  };
  readonly "v1.PodResourceClaim": {
    readonly name?: string;
    readonly resourceClaimName?: string;
    readonly resourceClaimTemplateName?: string;
  };
  readonly "v1.PodSchedulingGate": {
    readonly name?: string;
  };
  readonly "v1.PodSchedulingGroup": {
    readonly podGroupName?: string;
  };
  readonly "v1.PodSecurityContext": {
    readonly seLinuxOptions?: Api["v1.SELinuxOptions"];
    readonly windowsOptions?: Api["v1.WindowsSecurityContextOptions"];
    readonly runAsUser?: number;
    readonly runAsGroup?: number;
    readonly runAsNonRoot?: boolean;
    readonly supplementalGroups?: readonly number[];
    readonly supplementalGroupsPolicy?: string;
    readonly fsGroup?: number;
    readonly sysctls?: readonly Api["v1.Sysctl"][];
    readonly fsGroupChangePolicy?: string;
    readonly seccompProfile?: Api["v1.SeccompProfile"];
    readonly appArmorProfile?: Api["v1.AppArmorProfile"];
    readonly seLinuxChangePolicy?: string;
  };
  readonly "v1.PodSpec": {
    readonly volumes?: readonly Api["v1.Volume"][];
    readonly initContainers?: readonly Api["v1.Container"][];
    readonly containers?: readonly Api["v1.Container"][];
    readonly ephemeralContainers?: readonly Api["v1.EphemeralContainer"][];
    readonly restartPolicy?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly activeDeadlineSeconds?: number;
    readonly dnsPolicy?: string;
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly serviceAccountName?: string;
    readonly serviceAccount?: string;
    readonly automountServiceAccountToken?: boolean;
    readonly nodeName?: string;
    readonly hostNetwork?: boolean;
    readonly hostPID?: boolean;
    readonly hostIPC?: boolean;
    readonly shareProcessNamespace?: boolean;
    readonly securityContext?: Api["v1.PodSecurityContext"];
    readonly imagePullSecrets?: readonly Api["v1.LocalObjectReference"][];
    readonly hostname?: string;
    readonly subdomain?: string;
    readonly affinity?: Api["v1.Affinity"];
    readonly schedulerName?: string;
    readonly tolerations?: readonly Api["v1.Toleration"][];
    readonly hostAliases?: readonly Api["v1.HostAlias"][];
    readonly priorityClassName?: string;
    readonly priority?: number;
    readonly dnsConfig?: Api["v1.PodDNSConfig"];
    readonly readinessGates?: readonly Api["v1.PodReadinessGate"][];
    readonly runtimeClassName?: string;
    readonly enableServiceLinks?: boolean;
    readonly preemptionPolicy?: string;
    readonly overhead?: Readonly<Record<string, Quantity>>;
    readonly topologySpreadConstraints?: readonly Api["v1.TopologySpreadConstraint"][];
    readonly setHostnameAsFQDN?: boolean;
    readonly os?: Api["v1.PodOS"];
    readonly hostUsers?: boolean;
    readonly schedulingGates?: readonly Api["v1.PodSchedulingGate"][];
    readonly resourceClaims?: readonly Api["v1.PodResourceClaim"][];
    readonly resources?: Api["v1.ResourceRequirements"];
    readonly hostnameOverride?: string;
    readonly schedulingGroup?: Api["v1.PodSchedulingGroup"];
    readonly evictionResponders?: readonly Api["v1.EvictionResponder"][];
  };
  readonly "v1.PodTemplateSpec": {
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.PodSpec"];
  };
  readonly "v1.PodsMetricSource": {
    readonly metricName?: string;
    readonly targetAverageValue?: Quantity;
    readonly selector?: Api["v1.LabelSelector"];
  };
  readonly "v1.PortworxVolumeSource": {
    readonly volumeID?: string;
    readonly fsType?: string;
    readonly readOnly?: boolean;
  };
  readonly "v1.PreferredSchedulingTerm": {
    readonly weight?: number;
    readonly preference?: Api["v1.NodeSelectorTerm"];
  };
  readonly "v1.Probe": {
    readonly exec?: Api["v1.ExecAction"];
    readonly httpGet?: Api["v1.HTTPGetAction"];
    readonly tcpSocket?: Api["v1.TCPSocketAction"];
    readonly grpc?: Api["v1.GRPCAction"];
    readonly initialDelaySeconds?: number;
    readonly timeoutSeconds?: number;
    readonly periodSeconds?: number;
    readonly successThreshold?: number;
    readonly failureThreshold?: number;
    readonly terminationGracePeriodSeconds?: number;
  };
  readonly "v1.ProjectedVolumeSource": {
    readonly sources?: readonly Api["v1.VolumeProjection"][];
    readonly defaultMode?: number;
    readonly defaultUser?: number;
  };
  readonly "v1.QuobyteVolumeSource": {
    readonly registry?: string;
    readonly volume?: string;
    readonly readOnly?: boolean;
    readonly user?: string;
    readonly group?: string;
    readonly tenant?: string;
  };
  readonly "v1.RBDVolumeSource": {
    readonly monitors?: readonly string[];
    readonly image?: string;
    readonly fsType?: string;
    readonly pool?: string;
    readonly user?: string;
    readonly keyring?: string;
    readonly secretRef?: Api["v1.LocalObjectReference"];
    readonly readOnly?: boolean;
  };
  readonly "v1.ReplicaSet": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.ReplicaSetSpec"];
  };
  readonly "v1.ReplicaSetSpec": {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector?: Api["v1.LabelSelector"];
    readonly template?: Api["v1.PodTemplateSpec"];
  };
  readonly "v1.ResourceClaim": {
    readonly name?: string;
    readonly request?: string;
  };
  readonly "v1.ResourceFieldSelector": {
    readonly containerName?: string;
    readonly resource?: string;
    readonly divisor?: Quantity;
  };
  readonly "v1.ResourceMetricSource": {
    readonly name?: string;
    readonly targetAverageUtilization?: number;
    readonly targetAverageValue?: Quantity;
  };
  readonly "v1.ResourceRequirements": {
    readonly limits?: Readonly<Record<string, Quantity>>;
    readonly requests?: Readonly<Record<string, Quantity>>;
    readonly claims?: readonly Api["v1.ResourceClaim"][];
  };
  readonly "v1.RollingUpdateDeployment": {
    readonly maxUnavailable?: number | string;
    readonly maxSurge?: number | string;
  };
  readonly "v1.SELinuxOptions": {
    readonly user?: string;
    readonly role?: string;
    readonly type?: string;
    readonly level?: string;
  };
  readonly "v1.ScaleIOVolumeSource": {
    readonly gateway?: string;
    readonly system?: string;
    readonly secretRef?: Api["v1.LocalObjectReference"];
    readonly sslEnabled?: boolean;
    readonly protectionDomain?: string;
    readonly storagePool?: string;
    readonly storageMode?: string;
    readonly volumeName?: string;
    readonly fsType?: string;
    readonly readOnly?: boolean;
  };
  readonly "v1.SeccompProfile": {
    readonly type?: string;
    readonly localhostProfile?: string;
  };
  readonly "v1.SecretEnvSource": {
    readonly name?: string;
    readonly optional?: boolean;
  };
  readonly "v1.SecretKeySelector": {
    readonly name?: string;
    readonly key?: string;
    readonly optional?: boolean;
  };
  readonly "v1.SecretProjection": {
    readonly name?: string;
    readonly items?: readonly Api["v1.KeyToPath"][];
    readonly optional?: boolean;
  };
  readonly "v1.SecretVolumeSource": {
    readonly secretName?: string;
    readonly items?: readonly Api["v1.KeyToPath"][];
    readonly defaultMode?: number;
    readonly optional?: boolean;
    readonly defaultUser?: number;
  };
  readonly "v1.SecurityContext": {
    readonly capabilities?: Api["v1.Capabilities"];
    readonly privileged?: boolean;
    readonly seLinuxOptions?: Api["v1.SELinuxOptions"];
    readonly windowsOptions?: Api["v1.WindowsSecurityContextOptions"];
    readonly runAsUser?: number;
    readonly runAsGroup?: number;
    readonly runAsNonRoot?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly procMount?: string;
    readonly seccompProfile?: Api["v1.SeccompProfile"];
    readonly appArmorProfile?: Api["v1.AppArmorProfile"];
  };
  readonly "v1.Service": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1.ServiceSpec"];
  };
  readonly "v1.ServiceAccountTokenProjection": {
    readonly audience?: string;
    readonly expirationSeconds?: number;
    readonly path?: string;
    readonly user?: number;
  };
  readonly "v1.ServicePort": {
    readonly name?: string;
    readonly protocol?: string;
    readonly appProtocol?: string;
    readonly port?: number;
    readonly targetPort?: number | string;
    readonly nodePort?: number;
  };
  readonly "v1.ServiceSpec": {
    readonly ports?: readonly Api["v1.ServicePort"][];
    readonly selector?: Readonly<Record<string, string>>;
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly type?: string;
    readonly externalIPs?: readonly string[];
    readonly sessionAffinity?: string;
    readonly loadBalancerIP?: string;
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly externalName?: string;
    readonly externalTrafficPolicy?: string;
    readonly healthCheckNodePort?: number;
    readonly publishNotReadyAddresses?: boolean;
    readonly sessionAffinityConfig?: Api["v1.SessionAffinityConfig"];
    readonly ipFamilies?: readonly string[];
    readonly ipFamilyPolicy?: string;
    readonly allocateLoadBalancerNodePorts?: boolean;
    readonly loadBalancerClass?: string;
    readonly internalTrafficPolicy?: string;
    readonly trafficDistribution?: string;
  };
  readonly "v1.SessionAffinityConfig": {
    readonly clientIP?: Api["v1.ClientIPConfig"];
  };
  readonly "v1.SleepAction": {
    readonly seconds?: number;
  };
  readonly "v1.StorageOSVolumeSource": {
    readonly volumeName?: string;
    readonly volumeNamespace?: string;
    readonly fsType?: string;
    readonly readOnly?: boolean;
    readonly secretRef?: Api["v1.LocalObjectReference"];
  };
  readonly "v1.Sysctl": {
    readonly name?: string;
    readonly value?: string;
  };
  readonly "v1.TCPSocketAction": {
    readonly port?: number | string;
    readonly host?: string;
  };
  readonly "v1.Toleration": {
    readonly key?: string;
    readonly operator?: string;
    readonly value?: string;
    readonly effect?: string;
    readonly tolerationSeconds?: number;
  };
  readonly "v1.TopologySpreadConstraint": {
    readonly maxSkew?: number;
    readonly topologyKey?: string;
    readonly whenUnsatisfiable?: string;
    readonly labelSelector?: Api["v1.LabelSelector"];
    readonly minDomains?: number;
    readonly nodeAffinityPolicy?: string;
    readonly nodeTaintsPolicy?: string;
    readonly matchLabelKeys?: readonly string[];
  };
  readonly "v1.TypedLocalObjectReference": {
    readonly apiGroup?: string;
    readonly kind?: string;
    readonly name?: string;
  };
  readonly "v1.TypedObjectReference": {
    readonly apiGroup?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
  };
  readonly "v1.Volume": {
    readonly name?: string;
    readonly hostPath?: Api["v1.HostPathVolumeSource"];
    readonly emptyDir?: Api["v1.EmptyDirVolumeSource"];
    readonly gcePersistentDisk?: Api["v1.GCEPersistentDiskVolumeSource"];
    readonly awsElasticBlockStore?: Api["v1.AWSElasticBlockStoreVolumeSource"];
    readonly gitRepo?: Api["v1.GitRepoVolumeSource"];
    readonly secret?: Api["v1.SecretVolumeSource"];
    readonly nfs?: Api["v1.NFSVolumeSource"];
    readonly iscsi?: Api["v1.ISCSIVolumeSource"];
    readonly glusterfs?: Api["v1.GlusterfsVolumeSource"];
    readonly persistentVolumeClaim?: Api["v1.PersistentVolumeClaimVolumeSource"];
    readonly rbd?: Api["v1.RBDVolumeSource"];
    readonly flexVolume?: Api["v1.FlexVolumeSource"];
    readonly cinder?: Api["v1.CinderVolumeSource"];
    readonly cephfs?: Api["v1.CephFSVolumeSource"];
    readonly flocker?: Api["v1.FlockerVolumeSource"];
    readonly downwardAPI?: Api["v1.DownwardAPIVolumeSource"];
    readonly fc?: Api["v1.FCVolumeSource"];
    readonly azureFile?: Api["v1.AzureFileVolumeSource"];
    readonly configMap?: Api["v1.ConfigMapVolumeSource"];
    readonly vsphereVolume?: Api["v1.VsphereVirtualDiskVolumeSource"];
    readonly quobyte?: Api["v1.QuobyteVolumeSource"];
    readonly azureDisk?: Api["v1.AzureDiskVolumeSource"];
    readonly photonPersistentDisk?: Api["v1.PhotonPersistentDiskVolumeSource"];
    readonly projected?: Api["v1.ProjectedVolumeSource"];
    readonly portworxVolume?: Api["v1.PortworxVolumeSource"];
    readonly scaleIO?: Api["v1.ScaleIOVolumeSource"];
    readonly storageos?: Api["v1.StorageOSVolumeSource"];
    readonly csi?: Api["v1.CSIVolumeSource"];
    readonly ephemeral?: Api["v1.EphemeralVolumeSource"];
    readonly image?: Api["v1.ImageVolumeSource"];
  };
  readonly "v1.VolumeDevice": {
    readonly name?: string;
    readonly devicePath?: string;
  };
  readonly "v1.VolumeMount": {
    readonly name?: string;
    readonly readOnly?: boolean;
    readonly recursiveReadOnly?: string;
    readonly mountPath?: string;
    readonly subPath?: string;
    readonly mountPropagation?: string;
    readonly subPathExpr?: string;
    readonly bindMountOptions?: readonly string[];
  };
  readonly "v1.VolumeProjection": {
    readonly secret?: Api["v1.SecretProjection"];
    readonly downwardAPI?: Api["v1.DownwardAPIProjection"];
    readonly configMap?: Api["v1.ConfigMapProjection"];
    readonly serviceAccountToken?: Api["v1.ServiceAccountTokenProjection"];
    readonly clusterTrustBundle?: Api["v1.ClusterTrustBundleProjection"];
    readonly podCertificate?: Api["v1.PodCertificateProjection"];
  };
  readonly "v1.VolumeResourceRequirements": {
    readonly limits?: Readonly<Record<string, Quantity>>;
    readonly requests?: Readonly<Record<string, Quantity>>;
  };
  readonly "v1.VsphereVirtualDiskVolumeSource": {
    readonly volumePath?: string;
    readonly fsType?: string;
    readonly storagePolicyName?: string;
    readonly storagePolicyID?: string;
  };
  readonly "v1.WeightedPodAffinityTerm": {
    readonly weight?: number;
    readonly podAffinityTerm?: Api["v1.PodAffinityTerm"];
  };
  readonly "v1.WindowsSecurityContextOptions": {
    readonly gmsaCredentialSpecName?: string;
    readonly gmsaCredentialSpec?: string;
    readonly runAsUserName?: string;
    readonly hostProcess?: boolean;
  };
  readonly "v2.ContainerResourceMetricSource": {
    readonly name?: string;
    readonly target?: Api["v2.MetricTarget"];
    readonly container?: string;
  };
  readonly "v2.CrossVersionObjectReference": {
    readonly kind?: string;
    readonly name?: string;
    readonly apiVersion?: string;
  };
  readonly "v2.ExternalMetricSource": {
    readonly metric?: Api["v2.MetricIdentifier"];
    readonly target?: Api["v2.MetricTarget"];
  };
  readonly "v2.HPAScalingPolicy": {
    readonly type?: string;
    readonly value?: number;
    readonly periodSeconds?: number;
  };
  readonly "v2.HPAScalingRules": {
    readonly stabilizationWindowSeconds?: number;
    readonly selectPolicy?: string;
    readonly policies?: readonly Api["v2.HPAScalingPolicy"][];
    readonly tolerance?: Quantity;
  };
  readonly "v2.HorizontalPodAutoscaler": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v2.HorizontalPodAutoscalerSpec"];
  };
  readonly "v2.HorizontalPodAutoscalerBehavior": {
    readonly scaleUp?: Api["v2.HPAScalingRules"];
    readonly scaleDown?: Api["v2.HPAScalingRules"];
  };
  readonly "v2.HorizontalPodAutoscalerSpec": {
    readonly scaleTargetRef?: Api["v2.CrossVersionObjectReference"];
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly metrics?: readonly Api["v2.MetricSpec"][];
    readonly behavior?: Api["v2.HorizontalPodAutoscalerBehavior"];
  };
  readonly "v2.MetricIdentifier": {
    readonly name?: string;
    readonly selector?: Api["v1.LabelSelector"];
  };
  readonly "v2.MetricSpec": {
    readonly type?: string;
    readonly object?: Api["v2.ObjectMetricSource"];
    readonly pods?: Api["v2.PodsMetricSource"];
    readonly resource?: Api["v2.ResourceMetricSource"];
    readonly containerResource?: Api["v2.ContainerResourceMetricSource"];
    readonly external?: Api["v2.ExternalMetricSource"];
  };
  readonly "v2.MetricTarget": {
    readonly type?: string;
    readonly value?: Quantity;
    readonly averageValue?: Quantity;
    readonly averageUtilization?: number;
  };
  readonly "v2.ObjectMetricSource": {
    readonly describedObject?: Api["v2.CrossVersionObjectReference"];
    readonly target?: Api["v2.MetricTarget"];
    readonly metric?: Api["v2.MetricIdentifier"];
  };
  readonly "v2.PodsMetricSource": {
    readonly metric?: Api["v2.MetricIdentifier"];
    readonly target?: Api["v2.MetricTarget"];
  };
  readonly "v2.ResourceMetricSource": {
    readonly name?: string;
    readonly target?: Api["v2.MetricTarget"];
  };
};
