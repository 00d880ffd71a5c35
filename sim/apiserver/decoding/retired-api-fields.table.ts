import type { ApiFields } from "./api-fields.ts";

/**
 * The fields of retired API versions, as their Go types had them last, in 1.35.
 *
 * Written by build/schema from the published Go types; not to be edited.
 */
export const retiredApiFields: ApiFields = {
  structs: {
    "extensions/v1beta1.Deployment":
      "kind string<TypeMeta;apiVersion string<TypeMeta;metadata v1.ObjectMeta;spec extensions/v1beta1.DeploymentSpec;status extensions/v1beta1.DeploymentStatus",
    "extensions/v1beta1.DeploymentCondition":
      "type extensions/v1beta1.DeploymentConditionType;status v1.ConditionStatus;lastUpdateTime v1.Time;lastTransitionTime v1.Time;reason string;message string",
    "extensions/v1beta1.DeploymentSpec":
      "replicas *int32;selector *v1.LabelSelector;template v1.PodTemplateSpec;strategy extensions/v1beta1.DeploymentStrategy;minReadySeconds int32;revisionHistoryLimit *int32;paused bool;rollbackTo *extensions/v1beta1.RollbackConfig;progressDeadlineSeconds *int32",
    "extensions/v1beta1.DeploymentStatus":
      "observedGeneration int64;replicas int32;updatedReplicas int32;readyReplicas int32;availableReplicas int32;unavailableReplicas int32;terminatingReplicas *int32;conditions []extensions/v1beta1.DeploymentCondition;collisionCount *int32",
    "extensions/v1beta1.DeploymentStrategy":
      "type extensions/v1beta1.DeploymentStrategyType;rollingUpdate *extensions/v1beta1.RollingUpdateDeployment",
    "extensions/v1beta1.ReplicaSet":
      "kind string<TypeMeta;apiVersion string<TypeMeta;metadata v1.ObjectMeta;spec extensions/v1beta1.ReplicaSetSpec;status extensions/v1beta1.ReplicaSetStatus",
    "extensions/v1beta1.ReplicaSetCondition":
      "type extensions/v1beta1.ReplicaSetConditionType;status v1.ConditionStatus;lastTransitionTime v1.Time;reason string;message string",
    "extensions/v1beta1.ReplicaSetSpec":
      "replicas *int32;minReadySeconds int32;selector *v1.LabelSelector;template v1.PodTemplateSpec",
    "extensions/v1beta1.ReplicaSetStatus":
      "replicas int32;fullyLabeledReplicas int32;readyReplicas int32;availableReplicas int32;terminatingReplicas *int32;observedGeneration int64;conditions []extensions/v1beta1.ReplicaSetCondition",
    "extensions/v1beta1.RollbackConfig": "revision int64",
    "extensions/v1beta1.RollingUpdateDeployment": "maxUnavailable *intstr.IntOrString;maxSurge *intstr.IntOrString",
    "v1beta1.Deployment":
      "kind string<TypeMeta;apiVersion string<TypeMeta;metadata v1.ObjectMeta;spec v1beta1.DeploymentSpec;status v1beta1.DeploymentStatus",
    "v1beta1.DeploymentCondition":
      "type v1beta1.DeploymentConditionType;status v1.ConditionStatus;lastUpdateTime v1.Time;lastTransitionTime v1.Time;reason string;message string",
    "v1beta1.DeploymentSpec":
      "replicas *int32;selector *v1.LabelSelector;template v1.PodTemplateSpec;strategy v1beta1.DeploymentStrategy;minReadySeconds int32;revisionHistoryLimit *int32;paused bool;rollbackTo *v1beta1.RollbackConfig;progressDeadlineSeconds *int32",
    "v1beta1.DeploymentStatus":
      "observedGeneration int64;replicas int32;updatedReplicas int32;readyReplicas int32;availableReplicas int32;unavailableReplicas int32;terminatingReplicas *int32;conditions []v1beta1.DeploymentCondition;collisionCount *int32",
    "v1beta1.DeploymentStrategy": "type v1beta1.DeploymentStrategyType;rollingUpdate *v1beta1.RollingUpdateDeployment",
    "v1beta1.RollbackConfig": "revision int64",
    "v1beta1.RollingUpdateDeployment": "maxUnavailable *intstr.IntOrString;maxSurge *intstr.IntOrString",
    "v1beta2.Deployment":
      "kind string<TypeMeta;apiVersion string<TypeMeta;metadata v1.ObjectMeta;spec v1beta2.DeploymentSpec;status v1beta2.DeploymentStatus",
    "v1beta2.DeploymentCondition":
      "type v1beta2.DeploymentConditionType;status v1.ConditionStatus;lastUpdateTime v1.Time;lastTransitionTime v1.Time;reason string;message string",
    "v1beta2.DeploymentSpec":
      "replicas *int32;selector *v1.LabelSelector;template v1.PodTemplateSpec;strategy v1beta2.DeploymentStrategy;minReadySeconds int32;revisionHistoryLimit *int32;paused bool;progressDeadlineSeconds *int32",
    "v1beta2.DeploymentStatus":
      "observedGeneration int64;replicas int32;updatedReplicas int32;readyReplicas int32;availableReplicas int32;unavailableReplicas int32;terminatingReplicas *int32;conditions []v1beta2.DeploymentCondition;collisionCount *int32",
    "v1beta2.DeploymentStrategy": "type v1beta2.DeploymentStrategyType;rollingUpdate *v1beta2.RollingUpdateDeployment",
    "v1beta2.ReplicaSet":
      "kind string<TypeMeta;apiVersion string<TypeMeta;metadata v1.ObjectMeta;spec v1beta2.ReplicaSetSpec;status v1beta2.ReplicaSetStatus",
    "v1beta2.ReplicaSetCondition":
      "type v1beta2.ReplicaSetConditionType;status v1.ConditionStatus;lastTransitionTime v1.Time;reason string;message string",
    "v1beta2.ReplicaSetSpec":
      "replicas *int32;minReadySeconds int32;selector *v1.LabelSelector;template v1.PodTemplateSpec",
    "v1beta2.ReplicaSetStatus":
      "replicas int32;fullyLabeledReplicas int32;readyReplicas int32;availableReplicas int32;terminatingReplicas *int32;observedGeneration int64;conditions []v1beta2.ReplicaSetCondition",
    "v1beta2.RollingUpdateDeployment": "maxUnavailable *intstr.IntOrString;maxSurge *intstr.IntOrString",
    "v2beta1.ContainerResourceMetricSource":
      "name v1.ResourceName;targetAverageUtilization *int32;targetAverageValue *resource.Quantity;container string",
    "v2beta1.ContainerResourceMetricStatus":
      "name v1.ResourceName;currentAverageUtilization *int32;currentAverageValue resource.Quantity;container string",
    "v2beta1.CrossVersionObjectReference": "kind string;name string;apiVersion string",
    "v2beta1.ExternalMetricSource":
      "metricName string;metricSelector *v1.LabelSelector;targetValue *resource.Quantity;targetAverageValue *resource.Quantity",
    "v2beta1.ExternalMetricStatus":
      "metricName string;metricSelector *v1.LabelSelector;currentValue resource.Quantity;currentAverageValue *resource.Quantity",
    "v2beta1.HorizontalPodAutoscaler":
      "kind string<TypeMeta;apiVersion string<TypeMeta;metadata v1.ObjectMeta;spec v2beta1.HorizontalPodAutoscalerSpec;status v2beta1.HorizontalPodAutoscalerStatus",
    "v2beta1.HorizontalPodAutoscalerCondition":
      "type v2beta1.HorizontalPodAutoscalerConditionType;status v1.ConditionStatus;lastTransitionTime v1.Time;reason string;message string",
    "v2beta1.HorizontalPodAutoscalerSpec":
      "scaleTargetRef v2beta1.CrossVersionObjectReference;minReplicas *int32;maxReplicas int32;metrics []v2beta1.MetricSpec",
    "v2beta1.HorizontalPodAutoscalerStatus":
      "observedGeneration *int64;lastScaleTime *v1.Time;currentReplicas int32;desiredReplicas int32;currentMetrics []v2beta1.MetricStatus;conditions []v2beta1.HorizontalPodAutoscalerCondition",
    "v2beta1.MetricSpec":
      "type v2beta1.MetricSourceType;object *v2beta1.ObjectMetricSource;pods *v2beta1.PodsMetricSource;resource *v2beta1.ResourceMetricSource;containerResource *v2beta1.ContainerResourceMetricSource;external *v2beta1.ExternalMetricSource",
    "v2beta1.MetricStatus":
      "type v2beta1.MetricSourceType;object *v2beta1.ObjectMetricStatus;pods *v2beta1.PodsMetricStatus;resource *v2beta1.ResourceMetricStatus;containerResource *v2beta1.ContainerResourceMetricStatus;external *v2beta1.ExternalMetricStatus",
    "v2beta1.ObjectMetricSource":
      "target v2beta1.CrossVersionObjectReference;metricName string;targetValue resource.Quantity;selector *v1.LabelSelector;averageValue *resource.Quantity",
    "v2beta1.ObjectMetricStatus":
      "target v2beta1.CrossVersionObjectReference;metricName string;currentValue resource.Quantity;selector *v1.LabelSelector;averageValue *resource.Quantity",
    "v2beta1.PodsMetricSource": "metricName string;targetAverageValue resource.Quantity;selector *v1.LabelSelector",
    "v2beta1.PodsMetricStatus": "metricName string;currentAverageValue resource.Quantity;selector *v1.LabelSelector",
    "v2beta1.ResourceMetricSource":
      "name v1.ResourceName;targetAverageUtilization *int32;targetAverageValue *resource.Quantity",
    "v2beta1.ResourceMetricStatus":
      "name v1.ResourceName;currentAverageUtilization *int32;currentAverageValue resource.Quantity",
    "v2beta2.ContainerResourceMetricSource": "name v1.ResourceName;target v2beta2.MetricTarget;container string",
    "v2beta2.ContainerResourceMetricStatus": "name v1.ResourceName;current v2beta2.MetricValueStatus;container string",
    "v2beta2.CrossVersionObjectReference": "kind string;name string;apiVersion string",
    "v2beta2.ExternalMetricSource": "metric v2beta2.MetricIdentifier;target v2beta2.MetricTarget",
    "v2beta2.ExternalMetricStatus": "metric v2beta2.MetricIdentifier;current v2beta2.MetricValueStatus",
    "v2beta2.HPAScalingPolicy": "type v2beta2.HPAScalingPolicyType;value int32;periodSeconds int32",
    "v2beta2.HPAScalingRules":
      "stabilizationWindowSeconds *int32;selectPolicy *v2beta2.ScalingPolicySelect;policies []v2beta2.HPAScalingPolicy",
    "v2beta2.HorizontalPodAutoscaler":
      "kind string<TypeMeta;apiVersion string<TypeMeta;metadata v1.ObjectMeta;spec v2beta2.HorizontalPodAutoscalerSpec;status v2beta2.HorizontalPodAutoscalerStatus",
    "v2beta2.HorizontalPodAutoscalerBehavior": "scaleUp *v2beta2.HPAScalingRules;scaleDown *v2beta2.HPAScalingRules",
    "v2beta2.HorizontalPodAutoscalerCondition":
      "type v2beta2.HorizontalPodAutoscalerConditionType;status v1.ConditionStatus;lastTransitionTime v1.Time;reason string;message string",
    "v2beta2.HorizontalPodAutoscalerSpec":
      "scaleTargetRef v2beta2.CrossVersionObjectReference;minReplicas *int32;maxReplicas int32;metrics []v2beta2.MetricSpec;behavior *v2beta2.HorizontalPodAutoscalerBehavior",
    "v2beta2.HorizontalPodAutoscalerStatus":
      "observedGeneration *int64;lastScaleTime *v1.Time;currentReplicas int32;desiredReplicas int32;currentMetrics []v2beta2.MetricStatus;conditions []v2beta2.HorizontalPodAutoscalerCondition",
    "v2beta2.MetricIdentifier": "name string;selector *v1.LabelSelector",
    "v2beta2.MetricSpec":
      "type v2beta2.MetricSourceType;object *v2beta2.ObjectMetricSource;pods *v2beta2.PodsMetricSource;resource *v2beta2.ResourceMetricSource;containerResource *v2beta2.ContainerResourceMetricSource;external *v2beta2.ExternalMetricSource",
    "v2beta2.MetricStatus":
      "type v2beta2.MetricSourceType;object *v2beta2.ObjectMetricStatus;pods *v2beta2.PodsMetricStatus;resource *v2beta2.ResourceMetricStatus;containerResource *v2beta2.ContainerResourceMetricStatus;external *v2beta2.ExternalMetricStatus",
    "v2beta2.MetricTarget":
      "type v2beta2.MetricTargetType;value *resource.Quantity;averageValue *resource.Quantity;averageUtilization *int32",
    "v2beta2.MetricValueStatus": "value *resource.Quantity;averageValue *resource.Quantity;averageUtilization *int32",
    "v2beta2.ObjectMetricSource":
      "describedObject v2beta2.CrossVersionObjectReference;target v2beta2.MetricTarget;metric v2beta2.MetricIdentifier",
    "v2beta2.ObjectMetricStatus":
      "metric v2beta2.MetricIdentifier;current v2beta2.MetricValueStatus;describedObject v2beta2.CrossVersionObjectReference",
    "v2beta2.PodsMetricSource": "metric v2beta2.MetricIdentifier;target v2beta2.MetricTarget",
    "v2beta2.PodsMetricStatus": "metric v2beta2.MetricIdentifier;current v2beta2.MetricValueStatus",
    "v2beta2.ResourceMetricSource": "name v1.ResourceName;target v2beta2.MetricTarget",
    "v2beta2.ResourceMetricStatus": "name v1.ResourceName;current v2beta2.MetricValueStatus",
  },
  aliases: {
    "extensions/v1beta1.DeploymentConditionType": "string",
    "extensions/v1beta1.DeploymentStrategyType": "string",
    "extensions/v1beta1.ReplicaSetConditionType": "string",
    "v1beta1.DeploymentConditionType": "string",
    "v1beta1.DeploymentStrategyType": "string",
    "v1beta2.DeploymentConditionType": "string",
    "v1beta2.DeploymentStrategyType": "string",
    "v1beta2.ReplicaSetConditionType": "string",
    "v2beta1.HorizontalPodAutoscalerConditionType": "string",
    "v2beta1.MetricSourceType": "string",
    "v2beta2.HPAScalingPolicyType": "string",
    "v2beta2.HorizontalPodAutoscalerConditionType": "string",
    "v2beta2.MetricSourceType": "string",
    "v2beta2.MetricTargetType": "string",
    "v2beta2.ScalingPolicySelect": "string",
  },
};
