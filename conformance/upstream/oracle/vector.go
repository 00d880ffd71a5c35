package main

import (
	corev1 "k8s.io/api/core/v1"
)

// vectorCase is what the world looked like before each sync of one HPA. Ages are in seconds before their sync.
type vectorCase struct {
	Name  string      `json:"name"`
	Flags vectorFlags `json:"flags"`
	// HPA is as a user writes it: the API's defaulting is still to be applied.
	HPA writtenHPA `json:"hpa"`
	// HPAs are other ones; number N (from 1) appears N milliseconds after HPA.
	HPAs []writtenHPA `json:"hpas"`
	// Replicas is spec.replicas of the scale at the start.
	Replicas int32 `json:"replicas"`
	// Targets are other scales, by name.
	Targets map[string]*vectorTarget `json:"targets"`
	Ticks   []vectorTick             `json:"ticks"`
}

// vectorTarget is a scale beside the usual one. Its status says what its spec says.
type vectorTarget struct {
	Replicas int32 `json:"replicas"`
	// Selector, when absent, is app=web.
	Selector *string `json:"selector"`
}

// hpaChange is what becomes of an HPA half a period before a sync.
type hpaChange struct {
	Deleted bool        `json:"deleted"`
	HPA     *writtenHPA `json:"hpa"`
}

type vectorFlags struct {
	SyncPeriodSeconds              float64         `json:"syncPeriodSeconds"`
	DownscaleStabilizationSeconds  float64         `json:"downscaleStabilizationSeconds"`
	Tolerance                      float64         `json:"tolerance"`
	CPUInitializationPeriodSeconds float64         `json:"cpuInitializationPeriodSeconds"`
	InitialReadinessDelaySeconds   float64         `json:"initialReadinessDelaySeconds"`
	FeatureGates                   map[string]bool `json:"featureGates"`
}

type vectorTick struct {
	hpaChange
	// Others are changes of the other HPAs, by name.
	Others map[string]hpaChange `json:"others"`
	// Replicas: somebody else sets spec.replicas before the sync.
	Replicas *int32 `json:"replicas"`
	// StatusReplicas, when absent, equals spec.replicas.
	StatusReplicas *int32 `json:"statusReplicas"`
	// Selector, when absent, is app=web.
	Selector    *string `json:"selector"`
	ScaleError  string  `json:"scaleError"`
	UpdateError string  `json:"updateError"`
	// UpdateConflicts: so many writes of a scale are refused first (409).
	UpdateConflicts int `json:"updateConflicts"`
	// StatusError: every write of a status fails.
	StatusError   string                         `json:"statusError"`
	Pods          []vectorPod                    `json:"pods"`
	Resource      []vectorSample                 `json:"resource"`
	ResourceError string                         `json:"resourceError"`
	Custom        map[string][]vectorCustomValue `json:"custom"`
	CustomError   map[string]string              `json:"customError"`
	External      map[string][]string            `json:"external"`
	ExternalError map[string]string              `json:"externalError"`
	// Closed, instead of pods and samples: totals shared by as many healthy pods as spec.replicas says.
	Closed *vectorClosed `json:"closed"`
}

type vectorPod struct {
	Name                   string            `json:"name"`
	Labels                 map[string]string `json:"labels"`
	Phase                  corev1.PodPhase   `json:"phase"`
	Ready                  *bool             `json:"ready"`
	ReadyChangedSecondsAgo float64           `json:"readyChangedSecondsAgo"`
	StartedSecondsAgo      *float64          `json:"startedSecondsAgo"`
	Deleting               bool              `json:"deleting"`
	Containers             []vectorContainer `json:"containers"`
	Sidecars               []vectorContainer `json:"sidecars"`
	// Init are init containers that end, before the sidecars.
	Init     []vectorContainer   `json:"init"`
	Requests corev1.ResourceList `json:"requests"`
	Overhead corev1.ResourceList `json:"overhead"`
}

type vectorContainer struct {
	Name     string              `json:"name"`
	Requests corev1.ResourceList `json:"requests"`
}

type vectorSample struct {
	Pod           string                 `json:"pod"`
	AgeSeconds    float64                `json:"ageSeconds"`
	WindowSeconds float64                `json:"windowSeconds"`
	Containers    []vectorContainerUsage `json:"containers"`
}

type vectorContainerUsage struct {
	Name  string              `json:"name"`
	Usage corev1.ResourceList `json:"usage"`
}

type vectorCustomValue struct {
	Kind          string  `json:"kind"`
	Name          string  `json:"name"`
	Value         string  `json:"value"`
	AgeSeconds    float64 `json:"ageSeconds"`
	WindowSeconds *int64  `json:"windowSeconds"`
}

type vectorClosed struct {
	Requests         corev1.ResourceList `json:"requests"`
	TotalCPUMilli    int64               `json:"totalCpuMilli"`
	TotalMemoryBytes int64               `json:"totalMemoryBytes"`
	TotalCustomMilli map[string]int64    `json:"totalCustomMilli"`
}

// vectorResult is what the controller did in each sync of a case, or why the case could not be played.
type vectorResult struct {
	Name  string       `json:"name"`
	Error string       `json:"error,omitempty"`
	Ticks []vectorSync `json:"ticks,omitempty"`
}

type vectorSync struct {
	// Second is the sync's instant, from the start of the case.
	Second float64 `json:"second"`
	// Replicas is spec.replicas after the sync.
	Replicas int32 `json:"replicas"`
	vectorOutcome
	// Others are the outcomes of the other HPAs, by name.
	Others map[string]vectorOutcome `json:"others,omitempty"`
	// Targets are spec.replicas of the other scales, by name.
	Targets map[string]int32 `json:"targets,omitempty"`
}

// vectorOutcome is what a sync left behind; the status is absent when the HPA is not there.
type vectorOutcome struct {
	Status *printedStatus `json:"status,omitempty"`
	Events []vectorEvent  `json:"events,omitempty"`
}

type vectorEvent struct {
	Type    string `json:"type"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}
