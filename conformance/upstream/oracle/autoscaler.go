package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// autoscalers is the API server's side of the one HPA: it keeps the object, takes its status and tells the informer.
type autoscalers struct {
	autoscalingclient.HorizontalPodAutoscalerInterface
	stored *autoscalingv2.HorizontalPodAutoscaler
	feed   *feed
	writes int
}

// newAutoscalers stores the HPA as an API server would: defaulted, and every quantity in its canonical text.
func newAutoscalers(written autoscalingv2.HorizontalPodAutoscaler) (*autoscalers, error) {
	hpa := written.DeepCopy()
	legacyscheme.Scheme.Default(hpa)
	text, err := json.Marshal(hpa)
	if err != nil {
		return nil, fmt.Errorf("hpa: %w", err)
	}
	stored := &autoscalingv2.HorizontalPodAutoscaler{}
	if err := json.Unmarshal(text, stored); err != nil {
		return nil, fmt.Errorf("hpa: %w", err)
	}
	stored.ResourceVersion = "1"
	list := &autoscalingv2.HorizontalPodAutoscalerList{
		ListMeta: metav1.ListMeta{ResourceVersion: "1"}, Items: []autoscalingv2.HorizontalPodAutoscaler{*stored},
	}
	return &autoscalers{stored: stored, feed: newFeed(list), writes: 1}, nil
}

func (a *autoscalers) HorizontalPodAutoscalers(string) autoscalingclient.HorizontalPodAutoscalerInterface {
	return a
}

// UpdateStatus takes nothing but the status, and counts resource versions: since 1.37 the controller waits until its
// informer has seen the one that it wrote.
func (a *autoscalers) UpdateStatus(
	_ context.Context, written *autoscalingv2.HorizontalPodAutoscaler, _ metav1.UpdateOptions,
) (*autoscalingv2.HorizontalPodAutoscaler, error) {
	a.writes++
	next := a.stored.DeepCopy()
	written.Status.DeepCopyInto(&next.Status)
	next.ResourceVersion = strconv.Itoa(a.writes)
	a.stored = next
	a.feed.modified(next.DeepCopy())
	return next.DeepCopy(), nil
}
