package main

import "testing"

func TestReadsALimitAndTheLackOfOne(t *testing.T) {
	for _, example := range []struct {
		quota, period string
		cores         float64
		isLimited     bool
	}{{"50000", "100000", 0.5, true}, {"max", "100000", 0, false}, {"-1", "100000", 0, false}, {"", "", 0, false}} {
		if cores, isLimited := limitOf(example.quota, example.period); cores != example.cores || isLimited != example.isLimited {
			t.Errorf("%q of %q: %g, %v", example.quota, example.period, cores, isLimited)
		}
	}
}
