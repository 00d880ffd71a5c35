// The build writes all requirements to another file (-modfile).
module kubewind/conformance/prometheus-operator/admission

go 1.26.0

require (
	github.com/prometheus-operator/prometheus-operator v0.94.1
	k8s.io/apiextensions-apiserver v0.37.0
	k8s.io/apiserver v0.37.0
)
