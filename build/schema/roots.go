//go:build !retired

package main

import (
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
)

// roots are the kinds that the API server admits, and the types inside the annotations of autoscaling/v1.
var roots = []any{
	corev1.Namespace{}, corev1.Pod{}, corev1.Service{}, corev1.Endpoints{}, appsv1.Deployment{}, appsv1.ReplicaSet{},
	autoscalingv1.HorizontalPodAutoscaler{}, autoscalingv1.MetricSpec{}, autoscalingv2.HorizontalPodAutoscaler{},
}
