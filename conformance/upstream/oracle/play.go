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
	for number, hpa := range vector.HPAs {
		sleepUntil(begin.Add(offset(number + 1)))
		if err := rig.autoscalers.add(hpa); err != nil {
			return nil, err
		}
	}
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
		if index > 0 {
			if err := rig.change(vector, &tick, at.Add(-period/2)); err != nil {
				return nil, err
			}
		}
		// A sync may be late by a few pauses after conflicts.
		sleepUntil(at.Add(period / 4))
		spent.spent += realTime() - started
		spent.syncs++
		syncs = append(syncs, rig.observe(vector, at.Sub(begin).Seconds()))
	}
	return syncs, nil
}

// offset is when an HPA appears after the first one, so that the order of their syncs is plain.
func offset(number int) time.Duration { return time.Duration(number) * time.Millisecond }

// sleepUntil goes on when all that happens up to an instant has happened.
func sleepUntil(at time.Time) {
	time.Sleep(time.Until(at))
	synctest.Wait()
}

// change does to the HPAs what the tick says.
func (r *rig) change(vector *vectorCase, tick *vectorTick, at time.Time) error {
	if err := r.changeOne(vector.HPA.Name, tick.hpaChange, at); err != nil {
		return err
	}
	for number, hpa := range vector.HPAs {
		if err := r.changeOne(hpa.Name, tick.Others[hpa.Name], at.Add(offset(number+1))); err != nil {
			return err
		}
	}
	return nil
}

func (r *rig) changeOne(name string, change hpaChange, at time.Time) error {
	if !change.Deleted && change.HPA == nil {
		return nil
	}
	sleepUntil(at)
	if change.Deleted {
		err := r.autoscalers.remove(name)
		synctest.Wait()
		if err != nil {
			return err
		}
	}
	if change.HPA == nil {
		return nil
	}
	err := r.autoscalers.put(name, *change.HPA)
	synctest.Wait()
	return err
}

func (r *rig) observe(vector *vectorCase, second float64) vectorSync {
	outcome := func(name string) vectorOutcome {
		return vectorOutcome{Status: printed(r.autoscalers.status(name)), Events: r.recorder.take(name)}
	}
	sync := vectorSync{Second: second, Replicas: r.world.replicas, vectorOutcome: outcome(vector.HPA.Name)}
	if len(vector.HPAs) == 0 {
		return sync
	}
	sync.Others = map[string]vectorOutcome{}
	for _, hpa := range vector.HPAs {
		sync.Others[hpa.Name] = outcome(hpa.Name)
	}
	sync.Targets = map[string]int32{}
	for name, target := range r.world.targets {
		sync.Targets[name] = target.Replicas
	}
	return sync
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
