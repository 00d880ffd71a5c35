//go:build !minor23

package main

import (
	"context"

	"k8s.io/kubernetes/pkg/controller/podautoscaler"
)

func runOneWorker(ctx context.Context, controller *podautoscaler.HorizontalController) {
	controller.Run(ctx.Done())
}
