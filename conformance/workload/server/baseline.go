package main

import (
	"math"
	"sync"
	"time"
)

const (
	// portionCPU is what idling uses at a time where it uses little: waking up costs some 100 µs itself.
	portionCPU = time.Millisecond
	// Portions follow each other at these distances.
	portionEveryMin = 100 * time.Millisecond
	portionEveryMax = time.Second
	// arrearsMax bounds what a portion makes up for. Idling waits for a busy core, but what a CPU limit has kept from it is lost.
	arrearsMax = 500 * time.Millisecond
)

// Baseline is the CPU that is used without any request.
type Baseline struct {
	IdleCores    float64
	StartupCores float64
	// StartupFor counts from the start of the process.
	StartupFor time.Duration
}

// between is the CPU time that it uses from one instant after the start to another.
func (baseline Baseline) between(from, until time.Duration) time.Duration {
	startup := max(0, min(until, baseline.StartupFor)-from)
	return cpuOf(baseline.IdleCores, until-from) + cpuOf(baseline.StartupCores, startup)
}

func cpuOf(cores float64, wall time.Duration) time.Duration {
	return time.Duration(math.Round(cores * float64(wall)))
}

// threads is how many must burn at once.
func (baseline Baseline) threads() int {
	return int(math.Ceil(baseline.IdleCores + baseline.StartupCores))
}

// portionEvery is the time between two portions: a fraction of a second, so that whoever looks sees an even use.
func (baseline Baseline) portionEvery() time.Duration {
	every := float64(portionCPU) / max(baseline.IdleCores, baseline.StartupCores)
	return time.Duration(max(float64(portionEveryMin), min(every, float64(portionEveryMax))))
}

// run burns it in small portions, for ever; it returns when there is nothing left to burn.
func (baseline Baseline) run(account *Account, start time.Time) {
	every := baseline.portionEvery()
	from := time.Duration(0)
	for range time.Tick(every) {
		until := time.Since(start)
		burnOnCores(account, baseline.between(max(from, until-every-arrearsMax), until), every)
		from = until
		if baseline.IdleCores == 0 && until >= baseline.StartupFor {
			return
		}
	}
}

// burnOnCores spreads what one thread could not burn within the given time.
func burnOnCores(account *Account, cost, within time.Duration) {
	threads := max(1, int(math.Ceil(float64(cost)/float64(within))))
	var others sync.WaitGroup
	for range threads - 1 {
		others.Go(func() { account.burn(cost / time.Duration(threads)) })
	}
	account.burn(cost / time.Duration(threads))
	others.Wait()
}
