package main

import (
	"runtime"
	"time"
)

const (
	// spinSteps take some 10 µs: what a burn may overshoot.
	spinSteps = 8192
	// tellEvery is how much a burn uses until it tells the account: what another may take for a debt meanwhile.
	tellEvery = 100 * time.Microsecond
)

// burn uses `cost` of CPU time, less what the process owes. Time in which the thread does not run does not count.
func (account *Account) burn(cost time.Duration) {
	target := account.state(cost)
	if target <= 0 {
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := threadCPU()
	for told := time.Duration(0); told < target; {
		spin(spinSteps)
		used := min(threadCPU()-start, target)
		if used == target || used-told >= tellEvery {
			account.tell(used - told)
			told = used
		}
	}
}

// spin is work that neither waits nor touches memory. The result keeps the compiler from leaving it out.
//
//go:noinline
func spin(steps int) uint64 {
	state := uint64(1)
	for range steps {
		state = state*6364136223846793005 + 1442695040888963407
	}
	return state
}
