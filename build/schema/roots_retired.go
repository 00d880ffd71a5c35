//go:build retired

package main

import (
	appsv1beta1 "k8s.io/api/apps/v1beta1"
	appsv1beta2 "k8s.io/api/apps/v1beta2"
	autoscalingv2beta1 "k8s.io/api/autoscaling/v2beta1"
	autoscalingv2beta2 "k8s.io/api/autoscaling/v2beta2"
	extensionsv1beta1 "k8s.io/api/extensions/v1beta1"
)

// roots are kinds in versions that no API server of today serves. What they hold beside their own types is in roots.go.
var roots = []any{
	autoscalingv2beta1.HorizontalPodAutoscaler{}, autoscalingv2beta2.HorizontalPodAutoscaler{},
	appsv1beta1.Deployment{}, appsv1beta2.Deployment{}, appsv1beta2.ReplicaSet{},
	extensionsv1beta1.Deployment{}, extensionsv1beta1.ReplicaSet{},
}
