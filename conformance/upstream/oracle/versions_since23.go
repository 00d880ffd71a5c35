//go:build minor23

package main

import (
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	autoscalinglisters "k8s.io/client-go/listers/autoscaling/v2"
)

// A case is written in the version in which the controller reads.
type (
	writtenHPA    = autoscalingv2.HorizontalPodAutoscaler
	writtenStatus = autoscalingv2.HorizontalPodAutoscalerStatus
	servedHPA     = autoscalingv2.HorizontalPodAutoscaler
	servedHPAList = autoscalingv2.HorizontalPodAutoscalerList
	hpaClient     = autoscalingclient.HorizontalPodAutoscalerInterface
	hpaLister     = autoscalinglisters.HorizontalPodAutoscalerLister
)

// printedStatus is a status as a result has it.
type printedStatus = writtenStatus

func printed(status *writtenStatus) *printedStatus { return status }

var newHPALister = autoscalinglisters.NewHorizontalPodAutoscalerLister

func serve(hpa *writtenHPA) (*servedHPA, error)      { return hpa.DeepCopy(), nil }
func readServed(hpa *servedHPA) (*writtenHPA, error) { return hpa.DeepCopy(), nil }
