package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// autoscalers is the API server's side of the HPAs: it keeps the objects, takes their status and tells the informer.
//
// They are kept in the version that the case is written in, and read and written in the one that the controller reads.
type autoscalers struct {
	hpaClient
	world  *world
	stored map[string]*writtenHPA
	// generations outlive their objects: each new spec of a name counts one up.
	generations map[string]int64
	feed        *feed
	writes      int
}

// newAutoscalers has one HPA from the start.
func newAutoscalers(w *world, written writtenHPA) (*autoscalers, error) {
	first, err := admitted(written)
	if err != nil {
		return nil, err
	}
	a := &autoscalers{
		world:       w,
		stored:      map[string]*writtenHPA{},
		generations: map[string]int64{},
	}
	a.keep(first)
	served, err := serve(first)
	if err != nil {
		return nil, err
	}
	list := &servedHPAList{ListMeta: metav1.ListMeta{ResourceVersion: "1"}, Items: []servedHPA{*served}}
	a.feed = newFeed(list)
	return a, nil
}

// admitted is an HPA as an API server stores it: defaulted, and every quantity in its canonical text.
func admitted(written writtenHPA) (*writtenHPA, error) {
	hpa := written.DeepCopy()
	legacyscheme.Scheme.Default(hpa)
	text, err := json.Marshal(hpa)
	if err != nil {
		return nil, fmt.Errorf("hpa: %w", err)
	}
	stored := &writtenHPA{}
	if err := json.Unmarshal(text, stored); err != nil {
		return nil, fmt.Errorf("hpa: %w", err)
	}
	return stored, nil
}

// keep gives the object the next resource version: since 1.37 the controller waits until its informer has seen the one
// that it wrote.
func (a *autoscalers) keep(hpa *writtenHPA) {
	a.writes++
	hpa.ResourceVersion = strconv.Itoa(a.writes)
	if hpa.UID == "" {
		hpa.UID = types.UID(hpa.ResourceVersion)
	}
	a.generations[hpa.Name] = hpa.Generation
	a.stored[hpa.Name] = hpa
}

// tell lets the informer see what became of an HPA.
func (a *autoscalers) tell(what watch.EventType, hpa *writtenHPA) error {
	served, err := serve(hpa)
	if err == nil {
		a.feed.tell(what, served)
	}
	return err
}

// add lets another HPA appear.
func (a *autoscalers) add(written writtenHPA) error {
	hpa, err := admitted(written)
	if err != nil {
		return err
	}
	a.keep(hpa)
	return a.tell(watch.Added, hpa)
}

// put writes a new spec under a name, or a new object where there is none.
func (a *autoscalers) put(name string, written writtenHPA) error {
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
	return a.tell(what, hpa)
}

func (a *autoscalers) remove(name string) error {
	hpa := a.stored[name]
	if hpa == nil {
		return nil
	}
	delete(a.stored, name)
	a.writes++
	gone := hpa.DeepCopy()
	gone.ResourceVersion = strconv.Itoa(a.writes)
	return a.tell(watch.Deleted, gone)
}

// status is nil where there is no HPA.
func (a *autoscalers) status(name string) *writtenStatus {
	if hpa := a.stored[name]; hpa != nil {
		return hpa.Status.DeepCopy()
	}
	return nil
}

func (a *autoscalers) HorizontalPodAutoscalers(string) hpaClient { return a }

var horizontalPodAutoscalers = schema.GroupResource{Group: "autoscaling", Resource: "horizontalpodautoscalers"}

// updateStatus takes nothing but the status.
func (a *autoscalers) updateStatus(served *servedHPA) (*servedHPA, error) {
	if text := a.world.tick.StatusError; text != "" {
		return nil, errors.New(text)
	}
	old := a.stored[served.Name]
	if old == nil {
		return nil, apierrors.NewNotFound(horizontalPodAutoscalers, served.Name)
	}
	written, err := readServed(served)
	if err != nil {
		return nil, err
	}
	next := old.DeepCopy()
	written.Status.DeepCopyInto(&next.Status)
	a.keep(next)
	if err := a.tell(watch.Modified, next); err != nil {
		return nil, err
	}
	return serve(next)
}
