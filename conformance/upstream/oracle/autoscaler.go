package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// autoscalers is the API server's side of the HPAs: it keeps the objects, takes their status and tells the informer.
type autoscalers struct {
	autoscalingclient.HorizontalPodAutoscalerInterface
	world  *world
	stored map[string]*autoscalingv2.HorizontalPodAutoscaler
	// generations outlive their objects: each new spec of a name counts one up.
	generations map[string]int64
	feed        *feed
	writes      int
}

// newAutoscalers has one HPA from the start.
func newAutoscalers(w *world, written autoscalingv2.HorizontalPodAutoscaler) (*autoscalers, error) {
	first, err := admitted(written)
	if err != nil {
		return nil, err
	}
	a := &autoscalers{
		world:       w,
		stored:      map[string]*autoscalingv2.HorizontalPodAutoscaler{},
		generations: map[string]int64{},
	}
	a.keep(first)
	list := &autoscalingv2.HorizontalPodAutoscalerList{
		ListMeta: metav1.ListMeta{ResourceVersion: "1"}, Items: []autoscalingv2.HorizontalPodAutoscaler{*first},
	}
	a.feed = newFeed(list)
	return a, nil
}

// admitted is an HPA as an API server stores it: defaulted, and every quantity in its canonical text.
func admitted(written autoscalingv2.HorizontalPodAutoscaler) (*autoscalingv2.HorizontalPodAutoscaler, error) {
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
	return stored, nil
}

// keep gives the object the next resource version: since 1.37 the controller waits until its informer has seen the one
// that it wrote.
func (a *autoscalers) keep(hpa *autoscalingv2.HorizontalPodAutoscaler) {
	a.writes++
	hpa.ResourceVersion = strconv.Itoa(a.writes)
	if hpa.UID == "" {
		hpa.UID = types.UID(hpa.ResourceVersion)
	}
	a.generations[hpa.Name] = hpa.Generation
	a.stored[hpa.Name] = hpa
}

// add lets another HPA appear.
func (a *autoscalers) add(written autoscalingv2.HorizontalPodAutoscaler) error {
	hpa, err := admitted(written)
	if err != nil {
		return err
	}
	a.keep(hpa)
	a.feed.tell(watch.Added, hpa.DeepCopy())
	return nil
}

// put writes a new spec under a name, or a new object where there is none.
func (a *autoscalers) put(name string, written autoscalingv2.HorizontalPodAutoscaler) error {
	hpa, err := admitted(written)
	if err != nil {
		return err
	}
	hpa.Name = name
	hpa.Generation = a.generations[name] + 1
	what := watch.Added
	if old := a.stored[name]; old != nil {
		what = watch.Modified
		hpa.UID = old.UID
		old.Status.DeepCopyInto(&hpa.Status)
	}
	a.keep(hpa)
	a.feed.tell(what, hpa.DeepCopy())
	return nil
}

func (a *autoscalers) remove(name string) {
	hpa := a.stored[name]
	if hpa == nil {
		return
	}
	delete(a.stored, name)
	a.writes++
	gone := hpa.DeepCopy()
	gone.ResourceVersion = strconv.Itoa(a.writes)
	a.feed.tell(watch.Deleted, gone)
}

// status is nil where there is no HPA.
func (a *autoscalers) status(name string) *autoscalingv2.HorizontalPodAutoscalerStatus {
	if hpa := a.stored[name]; hpa != nil {
		return hpa.Status.DeepCopy()
	}
	return nil
}

func (a *autoscalers) HorizontalPodAutoscalers(string) autoscalingclient.HorizontalPodAutoscalerInterface {
	return a
}

// UpdateStatus takes nothing but the status.
func (a *autoscalers) UpdateStatus(
	_ context.Context, written *autoscalingv2.HorizontalPodAutoscaler, _ metav1.UpdateOptions,
) (*autoscalingv2.HorizontalPodAutoscaler, error) {
	if text := a.world.tick.StatusError; text != "" {
		return nil, errors.New(text)
	}
	old := a.stored[written.Name]
	if old == nil {
		return nil, apierrors.NewNotFound(autoscalingv2.Resource("horizontalpodautoscalers"), written.Name)
	}
	next := old.DeepCopy()
	written.Status.DeepCopyInto(&next.Status)
	a.keep(next)
	a.feed.tell(watch.Modified, next.DeepCopy())
	return next.DeepCopy(), nil
}
