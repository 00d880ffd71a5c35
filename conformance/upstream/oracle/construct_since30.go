//go:build minor30

package main

import (
	"context"

	"k8s.io/kubernetes/pkg/controller/podautoscaler"
)

func newController(ctx context.Context, p parts) *podautoscaler.HorizontalController {
	return podautoscaler.NewHorizontalController(
		ctx, noEvents{}, &scales{world: p.world}, p.autoscalers, restMapper, newMetricsClient(p.world), p.hpas, p.pods,
		seconds(p.flags.SyncPeriodSeconds),
		seconds(p.flags.DownscaleStabilizationSeconds),
		p.flags.Tolerance,
		seconds(p.flags.CPUInitializationPeriodSeconds),
		seconds(p.flags.InitialReadinessDelaySeconds),
	)
}
