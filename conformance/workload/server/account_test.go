package main

import (
	"sync"
	"testing"
	"time"
)

// process is one whose own doings cost what the test says.
type process struct{ used time.Duration }

func (process *process) account() *Account {
	return newAccount(func() time.Duration { return process.used })
}

// request is one whose answering costs so much besides.
func (process *process) request(account *Account, cost, answering time.Duration) {
	process.used += answering
	burnt := account.state(cost)
	process.used += burnt
	account.tell(burnt)
}

func TestAnsweringIsPartOfTheCost(t *testing.T) {
	process := &process{}
	account := process.account()
	for range 100 {
		process.request(account, 10*time.Millisecond, time.Millisecond)
	}
	if process.used != time.Second {
		t.Errorf("100 requests of 10 ms used %v", process.used)
	}
	if stated, burnt := account.totals(); stated != time.Second || burnt != 900*time.Millisecond {
		t.Errorf("stated %v, burnt %v", stated, burnt)
	}
}

func TestADebtIsPaidByWhateverIsBurntNext(t *testing.T) {
	process := &process{used: 35 * time.Millisecond}
	account := process.account()
	for _, wished := range []time.Duration{0, 0, 0, 5, 10} {
		burnt := account.state(10 * time.Millisecond)
		process.used += burnt
		account.tell(burnt)
		if burnt != wished*time.Millisecond {
			t.Errorf("burnt %v instead of %v ms", burnt, int64(wished))
		}
	}
}

func TestALongDebtIsForgivenInPart(t *testing.T) {
	process := &process{used: time.Hour}
	account := process.account()
	left := time.Duration(0)
	for range 1000 {
		burnt := account.state(10 * time.Millisecond)
		process.used += burnt
		account.tell(burnt)
		left += 10*time.Millisecond - burnt
	}
	if wished := debtMax + 10*time.Millisecond; left != wished {
		t.Errorf("%v were made up for instead of %v", left, wished)
	}
}

func TestWhatABurnHasNotToldYetIsCorrectedByTheNext(t *testing.T) {
	process := &process{}
	account := process.account()
	first := account.state(10 * time.Millisecond)
	process.used += first
	if second := account.state(10 * time.Millisecond); second != 0 {
		t.Fatalf("%v seem to be no debt", second)
	}
	account.tell(first)
	third := account.state(10 * time.Millisecond)
	process.used += third
	account.tell(third)
	if process.used != 30*time.Millisecond {
		t.Errorf("three times 10 ms used %v", process.used)
	}
}

// What counts is the CPU clock, so a busy machine makes this slower and no less exact.
func TestRealBurnsUseWhatWasStated(t *testing.T) {
	before := processCPU()
	account := newAccount(func() time.Duration { return processCPU() - before })
	var burns sync.WaitGroup
	for range 4 {
		burns.Go(func() {
			for range 25 {
				account.burn(4 * time.Millisecond)
			}
		})
	}
	burns.Wait()
	used := processCPU() - before
	if used < 390*time.Millisecond || used > 410*time.Millisecond {
		t.Errorf("100 times 4 ms used %v", used)
	}
}

func TestCPUTimeStandsStillWhileTheProcessSleeps(t *testing.T) {
	before := processCPU()
	time.Sleep(50 * time.Millisecond)
	if used := processCPU() - before; used > 20*time.Millisecond {
		t.Errorf("sleeping used %v", used)
	}
}
