// Names the module. The build writes its requirements to another file (-modfile).
module kubewind/bench/prometheus/real

go 1.26.0

require github.com/prometheus/prometheus v0.315.0
