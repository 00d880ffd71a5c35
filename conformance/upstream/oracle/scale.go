package main

import (
	"errors"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	scaleclient "k8s.io/client-go/scale"
)

// scales serves the scale subresource of whatever the HPA points at. Calls that the controller never makes are left to
// the embedded nil interface, here and in the other clients: one made after all fails loudly.
type scales struct {
	scaleclient.ScaleInterface
	world *world
}

func (s *scales) Scales(string) scaleclient.ScaleInterface { return s }

// get answers a fresh object each time: the controller changes the one it is given.
func (s *scales) get(name string) (*autoscalingv1.Scale, error) {
	tick := &s.world.tick
	if tick.ScaleError != "" {
		return nil, errors.New(tick.ScaleError)
	}
	if target := s.world.targets[name]; target != nil {
		return s.scale(name, target.Replicas, target.Selector), nil
	}
	scale := s.scale(name, s.world.replicas, tick.Selector)
	if tick.StatusReplicas != nil {
		scale.Status.Replicas = *tick.StatusReplicas
	}
	return scale, nil
}

func (s *scales) scale(name string, replicas int32, selector *string) *autoscalingv1.Scale {
	scale := &autoscalingv1.Scale{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: s.world.namespace},
		Spec:       autoscalingv1.ScaleSpec{Replicas: replicas},
		Status:     autoscalingv1.ScaleStatus{Replicas: replicas, Selector: "app=web"},
	}
	if selector != nil {
		scale.Status.Selector = *selector
	}
	return scale
}

var deployments = schema.GroupResource{Group: "apps", Resource: "deployments"}

var errModified = errors.New("the object has been modified; please apply your changes to the latest version and try again")

func (s *scales) update(scale *autoscalingv1.Scale) (*autoscalingv1.Scale, error) {
	if s.world.tick.UpdateConflicts > 0 {
		s.world.tick.UpdateConflicts--
		return nil, apierrors.NewConflict(deployments, scale.Name, errModified)
	}
	if s.world.tick.UpdateError != "" {
		return nil, errors.New(s.world.tick.UpdateError)
	}
	if target := s.world.targets[scale.Name]; target != nil {
		target.Replicas = scale.Spec.Replicas
	} else {
		s.world.replicas = scale.Spec.Replicas
	}
	return scale, nil
}
