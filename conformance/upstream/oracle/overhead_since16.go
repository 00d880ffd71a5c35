//go:build minor16

package main

import corev1 "k8s.io/api/core/v1"

func setPodOverhead(spec *corev1.PodSpec, overhead corev1.ResourceList) { spec.Overhead = overhead }
