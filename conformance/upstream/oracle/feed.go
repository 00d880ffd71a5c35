package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
)

// feed is a list of objects and the changes to them, as an informer asks an API server for both.
type feed struct {
	list    runtime.Object
	changes chan watch.Event
}

// newFeed keeps room for a few changes: the informer takes each at once.
func newFeed(list runtime.Object) *feed { return &feed{list: list, changes: make(chan watch.Event, 8)} }

func (f *feed) List(metav1.ListOptions) (runtime.Object, error)   { return f.list, nil }
func (f *feed) Watch(metav1.ListOptions) (watch.Interface, error) { return f, nil }
func (f *feed) ResultChan() <-chan watch.Event                    { return f.changes }
func (f *feed) tell(what watch.EventType, object runtime.Object) {
	f.changes <- watch.Event{Type: what, Object: object}
}

// Stop leaves the channel open: a write may still be under way when the informer goes.
func (f *feed) Stop() {}

// IsWatchListSemanticsUnSupported makes newer informers list first, then watch, as older ones do.
func (f *feed) IsWatchListSemanticsUnSupported() bool { return true }
