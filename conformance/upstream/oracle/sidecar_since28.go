//go:build minor28

package main

import corev1 "k8s.io/api/core/v1"

func sidecarOf(container corev1.Container) corev1.Container {
	always := corev1.ContainerRestartPolicyAlways
	container.RestartPolicy = &always
	return container
}
