package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func served(t *testing.T, configuration Configuration) (*Workload, *httptest.Server) {
	workload := &Workload{
		configuration: configuration,
		account:       newAccount(processCPU),
		queue:         newQueue(configuration.SlotsMax, Unbounded, configuration.WaitingMax),
		times:         newServiceTimes("none", "web-1"),
		pod:           "web-1",
	}
	server := httptest.NewServer(workload)
	t.Cleanup(server.Close)
	return workload, server
}

func ask(t *testing.T, address, userAgent string) (*http.Response, string) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("User-Agent", userAgent)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestProbesAndMetricsCostNothingAndAnyOtherPathDoes(t *testing.T) {
	workload, server := served(t, Configuration{RequestCPU: time.Millisecond, SlotsMax: Unbounded, WaitingMax: Unbounded})
	for _, example := range []struct {
		path, userAgent string
		wished          time.Duration
	}{
		{"/ready", "kube-probe/1.36", 0},
		{"/metrics", "Prometheus/3.15", 0},
		{"/any/path?x=1", "k6/1.0", time.Millisecond},
		{"/", "", time.Millisecond},
	} {
		before, _ := workload.account.totals()
		response, _ := ask(t, server.URL+example.path, example.userAgent)
		after, _ := workload.account.totals()
		if response.StatusCode != 200 || response.Header.Get("X-Kubewind-Pod") != "web-1" || after-before != example.wished {
			t.Errorf("%s: %d, cost %v", example.path, response.StatusCode, after-before)
		}
	}
	if _, body := ask(t, server.URL+"/metrics", ""); !strings.Contains(body, "\nkubewind_workload_requests_served_total 2\n") {
		t.Error(body)
	}
}

func TestRefusesAndGivesUpAsTheQueueSays(t *testing.T) {
	configuration := Configuration{RequestWait: time.Second, SlotsMax: 1, WaitingMax: 1, QueueTimeout: 50 * time.Millisecond, RequestBytes: 1 << 20}
	workload, server := served(t, configuration)
	statuses := make(chan int, 3)
	for waiting := range 3 {
		go func() {
			response, _ := ask(t, server.URL, "")
			statuses <- response.StatusCode
		}()
		for {
			begun, queued := workload.queue.counts()
			if begun+queued >= min(waiting+1, 2) {
				break
			}
			time.Sleep(time.Millisecond)
		}
	}
	counts := map[int]int{}
	for range 3 {
		counts[<-statuses]++
	}
	if counts[200] != 1 || counts[503] != 1 || counts[504] != 1 {
		t.Errorf("answers %v", counts)
	}
	if held := workload.heldBytes.Load(); held != 0 {
		t.Errorf("%d bytes are still held", held)
	}
}
