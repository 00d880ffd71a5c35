//go:build minor23 && !minor26

package main

import (
	"context"

	"k8s.io/kubernetes/pkg/controller/podautoscaler"
)

// There was never more than one worker.
func runOneWorker(ctx context.Context, controller *podautoscaler.HorizontalController) {
	controller.Run(ctx)
}
