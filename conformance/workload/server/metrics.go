package main

import (
	"fmt"
	"net/http"
)

// writeMetrics writes the text format of Prometheus.
func (workload *Workload) writeMetrics(response http.ResponseWriter) {
	response.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	begun, waiting := workload.queue.counts()
	stated, burnt := workload.account.totals()
	for _, metric := range []struct {
		name, kind, help string
		value            float64
	}{
		{"kubewind_workload_requests_served_total", "counter", "Requests answered with 200.", float64(workload.served.Load())},
		{"kubewind_workload_requests_refused_total", "counter", "Requests answered with 503 because too many waited.", float64(workload.refused.Load())},
		{"kubewind_workload_requests_timed_out_total", "counter", "Requests answered with 504 because they waited too long.", float64(workload.timedOut.Load())},
		{"kubewind_workload_requests_given_up_total", "counter", "Requests whose client went away while they waited.", float64(workload.gaveUp.Load())},
		{"kubewind_workload_requests_in_flight", "gauge", "Requests in the pod, waiting ones included.", float64(begun + waiting)},
		{"kubewind_workload_requests_queued", "gauge", "Requests that wait to begin.", float64(waiting)},
		{"kubewind_workload_cpu_stated_seconds_total", "counter", "CPU time that idling, starting up and the requests begun are to cost.", stated.Seconds()},
		{"kubewind_workload_cpu_burnt_seconds_total", "counter", "The part of it that was burnt; the rest is what the process needs itself.", burnt.Seconds()},
		{"process_cpu_seconds_total", "counter", "CPU time of the process.", processCPU().Seconds()},
		{"kubewind_workload_memory_bytes", "gauge", "Memory that the container is charged for this process, about.", float64(usedBytes())},
	} {
		fmt.Fprintf(response, "# HELP %s %s\n# TYPE %s %s\n%s %g\n", metric.name, metric.help, metric.name, metric.kind, metric.name, metric.value)
	}
}
