import type { Quantity } from "../../quantity/index.ts";
import type { Api } from "./api-types.table.ts";

/**
 * What a decoded manifest of a retired API version holds, as of Kubernetes 1.35. An absent field has Go's zero value.
 *
 * Written by build/schema from the published Go types; not to be edited.
 */
export type RetiredApi = {
  readonly "extensions/v1beta1.Deployment": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["extensions/v1beta1.DeploymentSpec"];
  };
  readonly "extensions/v1beta1.DeploymentSpec": {
    readonly replicas?: number;
    readonly selector?: Api["v1.LabelSelector"];
    readonly template?: Api["v1.PodTemplateSpec"];
    readonly strategy?: Api["extensions/v1beta1.DeploymentStrategy"];
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
    readonly paused?: boolean;
    readonly rollbackTo?: Api["extensions/v1beta1.RollbackConfig"];
    readonly progressDeadlineSeconds?: number;
  };
  readonly "extensions/v1beta1.DeploymentStrategy": {
    readonly type?: string;
    readonly rollingUpdate?: Api["extensions/v1beta1.RollingUpdateDeployment"];
  };
  readonly "extensions/v1beta1.ReplicaSet": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["extensions/v1beta1.ReplicaSetSpec"];
  };
  readonly "extensions/v1beta1.ReplicaSetSpec": {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector?: Api["v1.LabelSelector"];
    readonly template?: Api["v1.PodTemplateSpec"];
  };
  readonly "extensions/v1beta1.RollbackConfig": {
    readonly revision?: number;
  };
  readonly "extensions/v1beta1.RollingUpdateDeployment": {
    readonly maxUnavailable?: number | string;
    readonly maxSurge?: number | string;
  };
  readonly "v1beta1.Deployment": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1beta1.DeploymentSpec"];
  };
  readonly "v1beta1.DeploymentSpec": {
    readonly replicas?: number;
    readonly selector?: Api["v1.LabelSelector"];
    readonly template?: Api["v1.PodTemplateSpec"];
    readonly strategy?: Api["v1beta1.DeploymentStrategy"];
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
    readonly paused?: boolean;
    readonly rollbackTo?: Api["v1beta1.RollbackConfig"];
    readonly progressDeadlineSeconds?: number;
  };
  readonly "v1beta1.DeploymentStrategy": {
    readonly type?: string;
    readonly rollingUpdate?: Api["v1beta1.RollingUpdateDeployment"];
  };
  readonly "v1beta1.RollbackConfig": {
    readonly revision?: number;
  };
  readonly "v1beta1.RollingUpdateDeployment": {
    readonly maxUnavailable?: number | string;
    readonly maxSurge?: number | string;
  };
  readonly "v1beta2.Deployment": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1beta2.DeploymentSpec"];
  };
  readonly "v1beta2.DeploymentSpec": {
    readonly replicas?: number;
    readonly selector?: Api["v1.LabelSelector"];
    readonly template?: Api["v1.PodTemplateSpec"];
    readonly strategy?: Api["v1beta2.DeploymentStrategy"];
    readonly minReadySeconds?: number;
    readonly revisionHistoryLimit?: number;
    readonly paused?: boolean;
    readonly progressDeadlineSeconds?: number;
  };
  readonly "v1beta2.DeploymentStrategy": {
    readonly type?: string;
    readonly rollingUpdate?: Api["v1beta2.RollingUpdateDeployment"];
  };
  readonly "v1beta2.ReplicaSet": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v1beta2.ReplicaSetSpec"];
  };
  readonly "v1beta2.ReplicaSetSpec": {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector?: Api["v1.LabelSelector"];
    readonly template?: Api["v1.PodTemplateSpec"];
  };
  readonly "v1beta2.RollingUpdateDeployment": {
    readonly maxUnavailable?: number | string;
    readonly maxSurge?: number | string;
  };
  readonly "v2beta1.ContainerResourceMetricSource": {
    readonly name?: string;
    readonly targetAverageUtilization?: number;
    readonly targetAverageValue?: Quantity;
    readonly container?: string;
  };
  readonly "v2beta1.CrossVersionObjectReference": {
    readonly kind?: string;
    readonly name?: string;
    readonly apiVersion?: string;
  };
  readonly "v2beta1.ExternalMetricSource": {
    readonly metricName?: string;
    readonly metricSelector?: Api["v1.LabelSelector"];
    readonly targetValue?: Quantity;
    readonly targetAverageValue?: Quantity;
  };
  readonly "v2beta1.HorizontalPodAutoscaler": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v2beta1.HorizontalPodAutoscalerSpec"];
  };
  readonly "v2beta1.HorizontalPodAutoscalerSpec": {
    readonly scaleTargetRef?: Api["v2beta1.CrossVersionObjectReference"];
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly metrics?: readonly Api["v2beta1.MetricSpec"][];
  };
  readonly "v2beta1.MetricSpec": {
    readonly type?: string;
    readonly object?: Api["v2beta1.ObjectMetricSource"];
    readonly pods?: Api["v2beta1.PodsMetricSource"];
    readonly resource?: Api["v2beta1.ResourceMetricSource"];
    readonly containerResource?: Api["v2beta1.ContainerResourceMetricSource"];
    readonly external?: Api["v2beta1.ExternalMetricSource"];
  };
  readonly "v2beta1.ObjectMetricSource": {
    readonly target?: Api["v2beta1.CrossVersionObjectReference"];
    readonly metricName?: string;
    readonly targetValue?: Quantity;
    readonly selector?: Api["v1.LabelSelector"];
    readonly averageValue?: Quantity;
  };
  readonly "v2beta1.PodsMetricSource": {
    readonly metricName?: string;
    readonly targetAverageValue?: Quantity;
    readonly selector?: Api["v1.LabelSelector"];
  };
  readonly "v2beta1.ResourceMetricSource": {
    readonly name?: string;
    readonly targetAverageUtilization?: number;
    readonly targetAverageValue?: Quantity;
  };
  readonly "v2beta2.ContainerResourceMetricSource": {
    readonly name?: string;
    readonly target?: Api["v2beta2.MetricTarget"];
    readonly container?: string;
  };
  readonly "v2beta2.CrossVersionObjectReference": {
    readonly kind?: string;
    readonly name?: string;
    readonly apiVersion?: string;
  };
  readonly "v2beta2.ExternalMetricSource": {
    readonly metric?: Api["v2beta2.MetricIdentifier"];
    readonly target?: Api["v2beta2.MetricTarget"];
  };
  readonly "v2beta2.HPAScalingPolicy": {
    readonly type?: string;
    readonly value?: number;
    readonly periodSeconds?: number;
  };
  readonly "v2beta2.HPAScalingRules": {
    readonly stabilizationWindowSeconds?: number;
    readonly selectPolicy?: string;
    readonly policies?: readonly Api["v2beta2.HPAScalingPolicy"][];
  };
  readonly "v2beta2.HorizontalPodAutoscaler": {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly metadata?: Api["v1.ObjectMeta"];
    readonly spec?: Api["v2beta2.HorizontalPodAutoscalerSpec"];
  };
  readonly "v2beta2.HorizontalPodAutoscalerBehavior": {
    readonly scaleUp?: Api["v2beta2.HPAScalingRules"];
    readonly scaleDown?: Api["v2beta2.HPAScalingRules"];
  };
  readonly "v2beta2.HorizontalPodAutoscalerSpec": {
    readonly scaleTargetRef?: Api["v2beta2.CrossVersionObjectReference"];
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly metrics?: readonly Api["v2beta2.MetricSpec"][];
    readonly behavior?: Api["v2beta2.HorizontalPodAutoscalerBehavior"];
  };
  readonly "v2beta2.MetricIdentifier": {
    readonly name?: string;
    readonly selector?: Api["v1.LabelSelector"];
  };
  readonly "v2beta2.MetricSpec": {
    readonly type?: string;
    readonly object?: Api["v2beta2.ObjectMetricSource"];
    readonly pods?: Api["v2beta2.PodsMetricSource"];
    readonly resource?: Api["v2beta2.ResourceMetricSource"];
    readonly containerResource?: Api["v2beta2.ContainerResourceMetricSource"];
    readonly external?: Api["v2beta2.ExternalMetricSource"];
  };
  readonly "v2beta2.MetricTarget": {
    readonly type?: string;
    readonly value?: Quantity;
    readonly averageValue?: Quantity;
    readonly averageUtilization?: number;
  };
  readonly "v2beta2.ObjectMetricSource": {
    readonly describedObject?: Api["v2beta2.CrossVersionObjectReference"];
    readonly target?: Api["v2beta2.MetricTarget"];
    readonly metric?: Api["v2beta2.MetricIdentifier"];
  };
  readonly "v2beta2.PodsMetricSource": {
    readonly metric?: Api["v2beta2.MetricIdentifier"];
    readonly target?: Api["v2beta2.MetricTarget"];
  };
  readonly "v2beta2.ResourceMetricSource": {
    readonly name?: string;
    readonly target?: Api["v2beta2.MetricTarget"];
  };
};
