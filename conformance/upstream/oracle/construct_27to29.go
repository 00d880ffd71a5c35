//go:build minor27 && !minor30

package main

import (
	"context"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	"k8s.io/kubernetes/pkg/features"
)

func newController(_ context.Context, p parts) *podautoscaler.HorizontalController {
	return podautoscaler.NewHorizontalController(
		noEvents{}, &scales{world: p.world}, p.autoscalers, restMapper, newMetricsClient(p.world), p.hpas, p.pods,
		seconds(p.flags.SyncPeriodSeconds),
		seconds(p.flags.DownscaleStabilizationSeconds),
		p.flags.Tolerance,
		seconds(p.flags.CPUInitializationPeriodSeconds),
		seconds(p.flags.InitialReadinessDelaySeconds),
		utilfeature.DefaultFeatureGate.Enabled(features.HPAContainerMetrics),
	)
}
