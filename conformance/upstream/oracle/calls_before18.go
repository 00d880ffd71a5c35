//go:build !minor18

package main

import (
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	metricsv1beta1 "k8s.io/metrics/pkg/apis/metrics/v1beta1"
)

// The calls that the controller makes, in the form of the clients up to 1.17.

func (a *autoscalers) UpdateStatus(hpa *servedHPA) (*servedHPA, error) { return a.updateStatus(hpa) }

func (s *scales) Get(_ schema.GroupResource, name string) (*autoscalingv1.Scale, error) {
	return s.get(name)
}

func (s *scales) Update(_ schema.GroupResource, scale *autoscalingv1.Scale) (*autoscalingv1.Scale, error) {
	return s.update(scale)
}

func (m *resourceMetrics) List(options metav1.ListOptions) (*metricsv1beta1.PodMetricsList, error) {
	return m.list(options)
}

// PastEventf is never called.
func (r *recorder) PastEventf(object runtime.Object, _ metav1.Time, eventType, reason, format string, args ...interface{}) {
	r.Eventf(object, eventType, reason, format, args...)
}
