//go:build !minor22

package main

import utilfeature "k8s.io/apiserver/pkg/util/feature"

// gatesError says why gates cannot be set so: nothing lists them, but a copy of them can be asked.
func gatesError(gates map[string]bool) error {
	return utilfeature.DefaultMutableFeatureGate.DeepCopy().SetFromMap(gates)
}
