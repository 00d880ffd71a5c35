//go:build !minor23

package main

import (
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2beta2 "k8s.io/api/autoscaling/v2beta2"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v1"
	autoscalinglisters "k8s.io/client-go/listers/autoscaling/v1"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// The controller reads autoscaling/v1, where what v1 does not know stands in annotations. The members of v2beta2 have the
// names of v2.
type (
	writtenHPA    = autoscalingv2beta2.HorizontalPodAutoscaler
	writtenStatus = autoscalingv2beta2.HorizontalPodAutoscalerStatus
	servedHPA     = autoscalingv1.HorizontalPodAutoscaler
	servedHPAList = autoscalingv1.HorizontalPodAutoscalerList
	hpaClient     = autoscalingclient.HorizontalPodAutoscalerInterface
	hpaLister     = autoscalinglisters.HorizontalPodAutoscalerLister
)

// printedStatus is a status as a result has it: as in v2, which leaves out that there are no replicas.
type printedStatus struct {
	*writtenStatus
	CurrentReplicas int32 `json:"currentReplicas,omitempty"`
}

func printed(status *writtenStatus) *printedStatus {
	if status == nil {
		return nil
	}
	return &printedStatus{writtenStatus: status, CurrentReplicas: status.CurrentReplicas}
}

var newHPALister = autoscalinglisters.NewHorizontalPodAutoscalerLister

// serve applies the defaults of v1 as well, as an API server does that stores HPAs so: up to 1.15 v2beta2 has none.
func serve(hpa *writtenHPA) (*servedHPA, error) {
	served := &servedHPA{}
	err := convert(hpa.DeepCopy(), served, autoscalingv1.SchemeGroupVersion)
	legacyscheme.Scheme.Default(served)
	return served, err
}

// readServed leaves out the value that v1 has beside each average, which is 0 and which the controller never wrote.
func readServed(hpa *servedHPA) (*writtenHPA, error) {
	written := &writtenHPA{}
	err := convert(hpa.DeepCopy(), written, autoscalingv2beta2.SchemeGroupVersion)
	for _, metric := range written.Status.CurrentMetrics {
		if metric.Object != nil && metric.Object.Current.AverageValue != nil {
			metric.Object.Current.Value = nil
		}
		if metric.External != nil && metric.External.Current.AverageValue != nil {
			metric.External.Current.Value = nil
		}
	}
	return written, err
}

// convert goes by the internal version, as an API server does.
func convert(from, to runtime.Object, version schema.GroupVersion) error {
	internal := schema.GroupVersion{Group: version.Group, Version: runtime.APIVersionInternal}
	object, err := legacyscheme.Scheme.ConvertToVersion(from, internal)
	if err != nil {
		return err
	}
	return legacyscheme.Scheme.Convert(object, to, nil)
}
