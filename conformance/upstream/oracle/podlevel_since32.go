//go:build minor32

package main

import corev1 "k8s.io/api/core/v1"

func setPodRequests(spec *corev1.PodSpec, requests corev1.ResourceList) {
	spec.Resources = &corev1.ResourceRequirements{Requests: requests}
}
