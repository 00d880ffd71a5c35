package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// bodyBytesMax is how much of a request is read.
const bodyBytesMax = 1 << 20

// Workload answers requests at the cost that its configuration says.
type Workload struct {
	configuration Configuration
	account       *Account
	queue         *Queue
	times         *ServiceTimes
	// pod names this container to whoever asks.
	pod string

	served, refused, timedOut, gaveUp atomic.Int64
	heldBytes                         atomic.Int64
}

func (workload *Workload) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	response.Header().Set("X-Kubewind-Pod", workload.pod)
	switch {
	case strings.HasPrefix(request.UserAgent(), "kube-probe/"):
		fmt.Fprintln(response, "ok")
	case request.URL.Path == "/metrics" && request.Method == http.MethodGet:
		workload.writeMetrics(response)
	default:
		// The server notices that a client is gone only once it has read what the client sends.
		_, _ = io.Copy(io.Discard, io.LimitReader(request.Body, bodyBytesMax))
		workload.answer(response, request.Context().Done())
	}
}

// answer works on a request, as soon as it may begin.
func (workload *Workload) answer(response http.ResponseWriter, gone <-chan struct{}) {
	visitor := workload.queue.join()
	if visitor == nil {
		workload.refused.Add(1)
		http.Error(response, fmt.Sprintf("%d requests are waiting already", workload.configuration.WaitingMax), http.StatusServiceUnavailable)
		return
	}
	// A request that waits is in flight, too.
	memory, err := hold(workload.configuration.RequestBytes)
	workload.heldBytes.Add(int64(len(memory)))
	defer func() {
		release(memory)
		workload.heldBytes.Add(-int64(len(memory)))
	}()
	switch visitor.wait(workload.configuration.QueueTimeout, gone) {
	case GaveUp:
		workload.gaveUp.Add(1)
		return
	case TimedOut:
		workload.timedOut.Add(1)
		http.Error(response, fmt.Sprintf("waited %v in vain", workload.configuration.QueueTimeout), http.StatusGatewayTimeout)
		return
	}
	defer visitor.leave()
	factor := workload.times.next()
	workload.account.burn(times(workload.configuration.RequestCPU, factor))
	visitor.leaveCore()
	if err != nil {
		http.Error(response, fmt.Sprintf("the kernel does not give %d bytes: %v", workload.configuration.RequestBytes, err), http.StatusInternalServerError)
		return
	}
	if wait := times(workload.configuration.RequestWait, factor); wait > 0 {
		time.Sleep(wait)
	}
	workload.served.Add(1)
	fmt.Fprintln(response, "ok")
}

func times(duration time.Duration, factor float64) time.Duration {
	return time.Duration(float64(duration) * factor)
}
