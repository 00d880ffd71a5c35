package main

import (
	"fmt"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
	_ "k8s.io/kubernetes/pkg/features" // Registers the gates.
)

// setGates sets feature gates for one case and answers what puts them back: gates belong to the process.
//
// Each is looked at first, because a gate refused by the setter stays in its memory and fails every later call.
func setGates(gates map[string]bool) (restore func() error, err error) {
	known := utilfeature.DefaultMutableFeatureGate.GetAll()
	before := map[string]bool{}
	for name, on := range gates {
		feature := featuregate.Feature(name)
		spec, isKnown := known[feature]
		switch {
		case !isKnown:
			return nil, fmt.Errorf("feature gate %s does not exist in this Kubernetes", name)
		case spec.LockToDefault && on != spec.Default:
			return nil, fmt.Errorf("feature gate %s is locked to %t in this Kubernetes", name, spec.Default)
		}
		before[name] = utilfeature.DefaultFeatureGate.Enabled(feature)
	}
	if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(gates); err != nil {
		return nil, err
	}
	return func() error { return utilfeature.DefaultMutableFeatureGate.SetFromMap(before) }, nil
}
