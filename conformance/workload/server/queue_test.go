package main

import (
	"testing"
	"time"
)

var never = make(chan struct{})

func hasBegun(visitor *Visitor) bool {
	select {
	case <-visitor.begins:
		return true
	default:
		return false
	}
}

func TestRequestsBeginInTheOrderOfTheirComing(t *testing.T) {
	queue := newQueue(1, Unbounded, Unbounded)
	first, second, third := queue.join(), queue.join(), queue.join()
	for _, visitor := range []*Visitor{first, second, third} {
		if !hasBegun(visitor) {
			t.Fatal("a slot is free and the next in the queue has not begun")
		}
		if visitor != third && hasBegun(third) {
			t.Fatal("the third began out of its turn")
		}
		visitor.leaveCore()
		visitor.leave()
	}
	if begun, waiting := queue.counts(); begun != 0 || waiting != 0 {
		t.Errorf("%d and %d are left", begun, waiting)
	}
}

func TestARequestThatWaitsWithoutCPUGivesItsCoreToTheNext(t *testing.T) {
	queue := newQueue(2, 1, Unbounded)
	first, second, third := queue.join(), queue.join(), queue.join()
	if hasBegun(second) {
		t.Error("two work on one core")
	}
	first.leaveCore()
	if !hasBegun(second) {
		t.Error("a core and a slot are free")
	}
	second.leaveCore()
	if hasBegun(third) {
		t.Error("three have a slot, of two")
	}
	first.leave()
	if !hasBegun(third) {
		t.Error("a core and a slot are free")
	}
}

func TestMoreThanMayWaitAreRefused(t *testing.T) {
	queue := newQueue(1, Unbounded, 1)
	queue.join()
	if queue.join() == nil {
		t.Error("the first to wait is refused")
	}
	if queue.join() != nil {
		t.Error("the second to wait is not refused")
	}
	if newQueue(1, Unbounded, 0).join() == nil {
		t.Error("a request that need not wait is refused")
	}
}

func TestWaitingEndsAfterTheTimeoutOrWithTheClient(t *testing.T) {
	queue := newQueue(1, Unbounded, Unbounded)
	working := queue.join()
	gone := make(chan struct{})
	close(gone)
	if outcome := queue.join().wait(0, gone); outcome != GaveUp {
		t.Errorf("without the client: %v", outcome)
	}
	if outcome := queue.join().wait(10*time.Millisecond, never); outcome != TimedOut {
		t.Errorf("after the timeout: %v", outcome)
	}
	next := queue.join()
	working.leave()
	if outcome := next.wait(time.Hour, never); outcome != Begun {
		t.Errorf("those that left still stand in the way: %v", outcome)
	}
}

func TestARequestThatMayBeginBeginsThoughItsTimeIsOver(t *testing.T) {
	queue := newQueue(1, Unbounded, Unbounded)
	gone := make(chan struct{})
	close(gone)
	for range 100 {
		visitor := queue.join()
		if outcome := visitor.wait(0, gone); outcome != Begun {
			t.Fatalf("it holds a slot and is told %v", outcome)
		}
		visitor.leaveCore()
		visitor.leave()
	}
}
