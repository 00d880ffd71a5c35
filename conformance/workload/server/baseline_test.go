package main

import (
	"testing"
	"time"
)

func TestStartingUpComesOnTopOfIdlingUntilItEnds(t *testing.T) {
	baseline := Baseline{IdleCores: 0.1, StartupCores: 0.5, StartupFor: 10 * time.Second}
	for _, example := range []struct{ from, until, wished time.Duration }{
		{0, time.Second, 600 * time.Millisecond},
		{9500 * time.Millisecond, 10500 * time.Millisecond, 350 * time.Millisecond},
		{10 * time.Second, 12 * time.Second, 200 * time.Millisecond},
	} {
		if used := baseline.between(example.from, example.until); used != example.wished {
			t.Errorf("from %v to %v: %v instead of %v", example.from, example.until, used, example.wished)
		}
	}
}

func TestSmallAmountsAreBurntLessOften(t *testing.T) {
	for cores, wished := range map[float64]time.Duration{0.001: time.Second, 0.005: 200 * time.Millisecond, 2: 100 * time.Millisecond, 0: time.Second} {
		if every := (Baseline{IdleCores: cores}).portionEvery(); every != wished {
			t.Errorf("%g cores: every %v instead of %v", cores, every, wished)
		}
	}
}

func TestMoreThanOneCoreIsBurntByMoreThanOneThread(t *testing.T) {
	before := processCPU()
	account := newAccount(func() time.Duration { return processCPU() - before })
	burnOnCores(account, 100*time.Millisecond, 40*time.Millisecond)
	used := processCPU() - before
	if stated, _ := account.totals(); stated < 99*time.Millisecond || used < 95*time.Millisecond || used > 115*time.Millisecond {
		t.Errorf("stated %v, used %v", stated, used)
	}
}
