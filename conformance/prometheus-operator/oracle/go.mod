// The build writes all requirements to another file (-modfile). The operator's generated clients of its own version are not to be
// had everywhere; nothing here depends on what changed in them.
module kubewind/conformance/prometheus-operator/oracle

go 1.26.0

require (
	github.com/prometheus-operator/prometheus-operator v0.94.1
	github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring v0.94.1
)

replace github.com/prometheus-operator/prometheus-operator/pkg/client => github.com/prometheus-operator/prometheus-operator/pkg/client v0.93.1
