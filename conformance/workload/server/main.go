// Command workload uses the CPU and the memory that its configuration says, in rest and for each HTTP request.
package main

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"
)

const (
	// The heap is to stay far below what pods usually idle with; beyond the limit the collector works harder.
	heapGrowthPercent = 50
	heapBytesMax      = 64 << 20
	// headerTimeout bounds connections on which nobody says anything.
	headerTimeout = time.Minute
)

func main() {
	start := time.Now()
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM)
	configuration, err := parseConfiguration(os.Getenv(variable))
	if err != nil {
		fail(err)
	}
	debug.SetGCPercent(heapGrowthPercent)
	debug.SetMemoryLimit(heapBytesMax)
	workload := newWorkload(configuration)
	go func() { fail(workload.serve(start)) }()
	go configuration.Baseline.run(workload.account, start)
	go func() { fail(workload.keepIdleMemory()) }()
	<-terminated
	time.Sleep(configuration.StopAfter)
}

func newWorkload(configuration Configuration) *Workload {
	pod, err := os.Hostname()
	if err != nil {
		fail(err)
	}
	left := cpuLimitCores() - configuration.Baseline.IdleCores
	coresMax := max(1, int(math.Ceil(left)))
	// One more, so that whatever burns, somebody still answers probes.
	runtime.GOMAXPROCS(coresMax + configuration.Baseline.threads() + 1)
	return &Workload{
		configuration: configuration,
		account:       newAccount(processCPU),
		queue:         newQueue(configuration.SlotsMax, coresMax, configuration.WaitingMax),
		times:         newServiceTimes(configuration.Variation, pod),
		pod:           pod,
	}
}

// serve listens as soon as the workload is ready, and answers for ever. Without ports it does nothing.
func (workload *Workload) serve(start time.Time) error {
	time.Sleep(time.Until(start.Add(workload.configuration.ReadyAfter)))
	failures := make(chan error)
	for _, port := range workload.configuration.Ports {
		listener, err := net.Listen("tcp", ":"+strconv.Itoa(port))
		if err != nil {
			return fmt.Errorf("ports: %d cannot be listened to: %w", port, err)
		}
		server := http.Server{Handler: workload, ReadHeaderTimeout: headerTimeout}
		go func() { failures <- server.Serve(listener) }()
	}
	return <-failures
}

func (workload *Workload) keepIdleMemory() error {
	ballast := Ballast{idleBytes: workload.configuration.IdleBytes, heldBytes: workload.heldBytes.Load}
	if err := ballast.settle(usedBytes()); err != nil {
		return err
	}
	return ballast.run()
}

// fail ends the process with a sentence that says why.
func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
