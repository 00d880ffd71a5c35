// Names the module. The build writes its requirements to another file (-modfile).
module kubewind/conformance/adapter/modules/prometheus-adapter

go 1.26.0

require sigs.k8s.io/prometheus-adapter v0.12.0
