package main

import (
	"fmt"
	"reflect"
	"unsafe"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/tools/record"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
)

// recorder keeps events as the controller emits them, before client-go aggregates or drops any.
type recorder struct{ events map[string][]vectorEvent }

func newRecorder() *recorder { return &recorder{events: map[string][]vectorEvent{}} }

func (r *recorder) Event(object runtime.Object, eventType, reason, message string) {
	about, err := meta.Accessor(object)
	if err != nil {
		panic(err)
	}
	name := about.GetName()
	r.events[name] = append(r.events[name], vectorEvent{Type: eventType, Reason: reason, Message: message})
}

func (r *recorder) Eventf(object runtime.Object, eventType, reason, format string, args ...interface{}) {
	r.Event(object, eventType, reason, fmt.Sprintf(format, args...))
}

func (r *recorder) AnnotatedEventf(
	object runtime.Object, _ map[string]string, eventType, reason, format string, args ...interface{},
) {
	r.Eventf(object, eventType, reason, format, args...)
}

// take answers the events about an HPA since the last time.
func (r *recorder) take(name string) []vectorEvent {
	events := r.events[name]
	delete(r.events, name)
	return events
}

// replaceRecorder puts ours where the constructor put its own, and answers that one. There is no exported way: the
// constructor makes a broadcaster, and events leave it only after correlation, in their own time.
func replaceRecorder(controller *podautoscaler.HorizontalController, ours record.EventRecorder) record.EventRecorder {
	field := reflect.ValueOf(controller).Elem().FieldByName("eventRecorder")
	place := (*record.EventRecorder)(unsafe.Pointer(field.UnsafeAddr()))
	theirs := *place
	*place = ours
	return theirs
}
