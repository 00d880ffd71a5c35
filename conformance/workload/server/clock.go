package main

import (
	"syscall"
	"time"
	"unsafe"
)

// Numbers of clocks in linux/time.h.
const (
	clockProcessCPU = 2
	clockThreadCPU  = 3
)

// processCPU is the CPU time of all threads of this process so far, up to this instant also of those that run now.
func processCPU() time.Duration { return readClock(clockProcessCPU) }

// threadCPU is that of the thread which asks. It stands still while the thread waits for a core or is throttled.
func threadCPU() time.Duration { return readClock(clockThreadCPU) }

// readClock asks the kernel itself: the call never blocks, so the Go scheduler need not hear of it.
func readClock(clock uintptr) time.Duration {
	var now syscall.Timespec
	if _, _, failure := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&now)), 0); failure != 0 {
		panic("the kernel has no clock of CPU time: " + failure.Error())
	}
	return time.Duration(now.Nano())
}
