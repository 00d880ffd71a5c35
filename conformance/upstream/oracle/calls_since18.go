//go:build minor18

package main

import (
	"context"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	metricsv1beta1 "k8s.io/metrics/pkg/apis/metrics/v1beta1"
)

// The calls that the controller makes, in the form of the clients since 1.18.

func (a *autoscalers) UpdateStatus(_ context.Context, hpa *servedHPA, _ metav1.UpdateOptions) (*servedHPA, error) {
	return a.updateStatus(hpa)
}

func (s *scales) Get(_ context.Context, _ schema.GroupResource, name string, _ metav1.GetOptions) (*autoscalingv1.Scale, error) {
	return s.get(name)
}

func (s *scales) Update(
	_ context.Context, _ schema.GroupResource, scale *autoscalingv1.Scale, _ metav1.UpdateOptions,
) (*autoscalingv1.Scale, error) {
	return s.update(scale)
}

func (m *resourceMetrics) List(_ context.Context, options metav1.ListOptions) (*metricsv1beta1.PodMetricsList, error) {
	return m.list(options)
}
