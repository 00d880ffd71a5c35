//go:build minor26

package main

import (
	"context"

	"k8s.io/kubernetes/pkg/controller/podautoscaler"
)

// One worker: it is one HPA, and its syncs come one after the other.
func runOneWorker(ctx context.Context, controller *podautoscaler.HorizontalController) {
	controller.Run(ctx, 1)
}
