package main

import (
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
	_ "k8s.io/kubernetes/pkg/features" // Registers the gates.
)

// setGates sets feature gates for one case and answers what puts them back: gates belong to the process.
//
// Each is looked at first, because a gate refused by the setter stays in its memory and fails every later call.
func setGates(gates map[string]bool) (restore func() error, err error) {
	if err := gatesError(gates); err != nil {
		return nil, err
	}
	before := map[string]bool{}
	for name := range gates {
		before[name] = utilfeature.DefaultFeatureGate.Enabled(featuregate.Feature(name))
	}
	if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(gates); err != nil {
		return nil, err
	}
	return func() error { return utilfeature.DefaultMutableFeatureGate.SetFromMap(before) }, nil
}
