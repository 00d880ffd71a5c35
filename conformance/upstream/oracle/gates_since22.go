//go:build minor22

package main

import (
	"fmt"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
)

// gatesError says why gates cannot be set so.
func gatesError(gates map[string]bool) error {
	known := utilfeature.DefaultMutableFeatureGate.GetAll()
	for name, on := range gates {
		spec, isKnown := known[featuregate.Feature(name)]
		switch {
		case !isKnown:
			return fmt.Errorf("feature gate %s does not exist in this Kubernetes", name)
		case spec.LockToDefault && on != spec.Default:
			return fmt.Errorf("feature gate %s is locked to %t in this Kubernetes", name, spec.Default)
		}
	}
	return nil
}
