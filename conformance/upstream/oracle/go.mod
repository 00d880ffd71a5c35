// Names the module. Its requirements differ by Kubernetes minor: the build writes them to another file (-modfile).
module kubewind/conformance/upstream/oracle

go 1.26.0
