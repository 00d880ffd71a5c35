package main

import (
	"container/list"
	"sync"
	"time"
)

// Unbounded stands for no bound on a number.
const Unbounded = -1

// Queue lets requests begin in the order of their coming.
//
// One begins when a slot and a core are free. It keeps the core while it burns and the slot until it leaves. Cores are bounded so that
// requests that the CPU cannot work on yet wait in the queue, where its bounds hold for them, instead of sharing the CPU.
type Queue struct {
	slotsMax, coresMax, waitingMax int

	mu      sync.Mutex
	slots   int
	cores   int
	waiting list.List
}

// Visitor is a request in the queue or past it.
type Visitor struct {
	queue *Queue
	// begins is closed when the request may begin.
	begins chan struct{}
	// element is its place among the waiting; nil once it has begun.
	element *list.Element
}

// Waited says how waiting ended.
type Waited int

const (
	Begun Waited = iota
	TimedOut
	GaveUp
)

func newQueue(slotsMax, coresMax, waitingMax int) *Queue {
	return &Queue{slotsMax: slotsMax, coresMax: coresMax, waitingMax: waitingMax}
}

// join takes a request in, to begin at once or to wait; nil when too many wait.
func (queue *Queue) join() *Visitor {
	queue.mu.Lock()
	defer queue.mu.Unlock()
	visitor := &Visitor{queue: queue, begins: make(chan struct{})}
	if queue.waiting.Len() == 0 && queue.isFree() {
		queue.begin(visitor)
		return visitor
	}
	if queue.waitingMax != Unbounded && queue.waiting.Len() >= queue.waitingMax {
		return nil
	}
	visitor.element = queue.waiting.PushBack(visitor)
	return visitor
}

// wait returns when the request begins, when `timeout` has passed (0 for never), or when the client is gone.
func (visitor *Visitor) wait(timeout time.Duration, gone <-chan struct{}) Waited {
	var timedOut <-chan time.Time
	if timeout > 0 {
		timer := time.NewTimer(timeout)
		defer timer.Stop()
		timedOut = timer.C
	}
	outcome := Begun
	select {
	case <-visitor.begins:
		return Begun
	case <-timedOut:
		outcome = TimedOut
	case <-gone:
		outcome = GaveUp
	}
	queue := visitor.queue
	queue.mu.Lock()
	defer queue.mu.Unlock()
	if visitor.element == nil {
		// It was let in at the same instant.
		return Begun
	}
	queue.waiting.Remove(visitor.element)
	visitor.element = nil
	return outcome
}

// leaveCore is for a request that has burnt its CPU.
func (visitor *Visitor) leaveCore() {
	visitor.queue.free(&visitor.queue.cores)
}

// leave is for a request that is done.
func (visitor *Visitor) leave() {
	visitor.queue.free(&visitor.queue.slots)
}

// counts are the requests that have begun and those that wait.
func (queue *Queue) counts() (begun, waiting int) {
	queue.mu.Lock()
	defer queue.mu.Unlock()
	return queue.slots, queue.waiting.Len()
}

func (queue *Queue) free(taken *int) {
	queue.mu.Lock()
	defer queue.mu.Unlock()
	*taken--
	for first := queue.waiting.Front(); first != nil && queue.isFree(); first = queue.waiting.Front() {
		visitor := queue.waiting.Remove(first).(*Visitor)
		visitor.element = nil
		queue.begin(visitor)
	}
}

func (queue *Queue) isFree() bool {
	return (queue.slotsMax == Unbounded || queue.slots < queue.slotsMax) &&
		(queue.coresMax == Unbounded || queue.cores < queue.coresMax)
}

func (queue *Queue) begin(visitor *Visitor) {
	queue.slots++
	queue.cores++
	close(visitor.begins)
}
