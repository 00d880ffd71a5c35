module kubewind/workload

go 1.26
