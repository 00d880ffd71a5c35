package main

import (
	"fmt"
	"os"
	"time"
)

const (
	ballastChunkBytes = 256 << 10
	ballastEvery      = 2 * time.Second
	// kernelBytes is about what the kernel keeps for a process like this, on its container's account: page tables, stacks, sockets.
	kernelBytes = 640 << 10
)

// Ballast is memory that is held so that the process has the idle amount, together with what the runtime needs itself.
type Ballast struct {
	idleBytes int64
	// heldBytes tells what requests hold besides.
	heldBytes func() int64
	chunks    [][]byte
}

// settle takes or gives back whole chunks. When the runtime alone needs more than the idle amount, nothing is held.
func (ballast *Ballast) settle(usedBytes int64) error {
	missing := ballast.idleBytes + ballast.heldBytes() - usedBytes
	for ; missing >= ballastChunkBytes; missing -= ballastChunkBytes {
		chunk, err := hold(ballastChunkBytes)
		if err != nil {
			return fmt.Errorf("idleMemoryBytes: the kernel does not give so much: %w", err)
		}
		ballast.chunks = append(ballast.chunks, chunk)
	}
	for ; missing <= -ballastChunkBytes && len(ballast.chunks) > 0; missing += ballastChunkBytes {
		last := len(ballast.chunks) - 1
		release(ballast.chunks[last])
		ballast.chunks = ballast.chunks[:last]
	}
	return nil
}

// run follows the runtime, whose own needs grow with the first requests, for ever.
func (ballast *Ballast) run() error {
	for range time.Tick(ballastEvery) {
		if err := ballast.settle(usedBytes()); err != nil {
			return err
		}
	}
	return nil
}

// usedBytes is what the container is charged for this process. The program's file is not among it: its pages are the page cache's,
// inactive ones, which no working set counts, or charged to whoever read them first.
func usedBytes() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var total, resident, ofFiles int64
	if _, err := fmt.Sscan(string(text), &total, &resident, &ofFiles); err != nil {
		return 0
	}
	return (resident-ofFiles)*int64(os.Getpagesize()) + kernelBytes
}
