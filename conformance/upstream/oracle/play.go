package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// caseLimit is far more than any case needs: a sync takes a tenth of a millisecond.
const caseLimit = time.Minute

// timing is what the syncs alone took, in real time.
type timing struct {
	syncs int
	spent time.Duration
}

// play runs one case in a bubble of virtual time, which starts at 2000-01-01T00:00:00Z.
func play(t *testing.T, vector *vectorCase, spent *timing) vectorResult {
	result := vectorResult{Name: vector.Name}
	restore, err := setGates(vector.Flags.FeatureGates)
	if err != nil {
		result.Error = err.Error()
		return result
	}
	// Real time, as this timer is of no bubble: virtual time can stand still for good.
	limit := time.AfterFunc(caseLimit, func() { panic(fmt.Sprintf("case %s did not end in %s", vector.Name, caseLimit)) })
	defer limit.Stop()
	inBubble(t, func() {
		if result.Ticks, err = playTicks(vector, spent); err != nil {
			result.Error = err.Error()
		}
	})
	if err := restore(); err != nil {
		result.Error = err.Error()
	}
	return result
}

// inBubble forgives what a broadcaster leaves behind: goroutines that wait for good. That is told when all else has ended.
func inBubble(t *testing.T, run func()) {
	defer func() {
		left := recover()
		if left == nil || broadcasterOutlives && strings.Contains(fmt.Sprint(left), "blocked goroutines remain") {
			return
		}
		panic(left)
	}()
	synctest.Test(t, func(*testing.T) { run() })
}

func playTicks(vector *vectorCase, spent *timing) ([]vectorSync, error) {
	begin := time.Now()
	if len(vector.Ticks) == 0 {
		return nil, errors.New("the case has no ticks")
	}
	period := seconds(vector.Flags.SyncPeriodSeconds)
	dueAt := func(index int) time.Time { return begin.Add(time.Duration(index+firstSyncPeriods) * period) }
	rig, err := startRig(context.Background(), vector, dueAt(0))
	if err != nil {
		return nil, err
	}
	defer rig.drain()
	syncs := []vectorSync{}
	for index, tick := range vector.Ticks {
		at := dueAt(index)
		if index > 0 {
			// The sync before is over, and nothing looks until the next.
			if err := rig.show(tick, at); err != nil {
				return nil, err
			}
		}
		started := realTime()
		time.Sleep(time.Until(at))
		synctest.Wait()
		spent.spent += realTime() - started
		spent.syncs++
		syncs = append(syncs, vectorSync{
			Second:   at.Sub(begin).Seconds(),
			Replicas: rig.world.replicas,
			Status:   rig.autoscalers.stored.Status,
			Events:   rig.recorder.take(),
		})
	}
	return syncs, nil
}

// drain stops the controller and lets timers that outlive their owner fire: a bubble must end without goroutines.
func (r *rig) drain() {
	r.stop()
	time.Sleep(time.Minute)
}

// realTime is the machine's clock, which a bubble does not replace.
func realTime() time.Duration {
	var now syscall.Timeval
	if err := syscall.Gettimeofday(&now); err != nil {
		panic(err)
	}
	return time.Duration(now.Nano())
}
