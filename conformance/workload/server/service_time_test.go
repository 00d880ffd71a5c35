package main

import (
	"math"
	"testing"
)

func TestWithoutVariationAllRequestsAreAlike(t *testing.T) {
	times := newServiceTimes("none", "web-1")
	for range 3 {
		if factor := times.next(); factor != 1 {
			t.Errorf("a factor of %g", factor)
		}
	}
}

func TestSomeDozensOfExponentialTimesKeepTheMean(t *testing.T) {
	for _, example := range []struct {
		requests, percentMax int
	}{{strata, 5}, {1000, 2}, {10000, 1}} {
		times := newServiceTimes("exponential", "web-1")
		sum := 0.0
		for range example.requests {
			sum += times.next()
		}
		if percent := math.Abs(sum/float64(example.requests)-1) * 100; percent > float64(example.percentMax) {
			t.Errorf("the mean of %d is %.1f %% off", example.requests, percent)
		}
	}
}

func TestTheTimesAreExponential(t *testing.T) {
	const draws = 64000
	times := newServiceTimes("exponential", "web-1")
	above := map[float64]int{0.1: 0, 1: 0, 3: 0, 6: 0}
	for range draws {
		factor := times.next()
		for bound := range above {
			if factor > bound {
				above[bound]++
			}
		}
	}
	for bound, count := range above {
		wished := math.Exp(-bound)
		if share := float64(count) / draws; math.Abs(share-wished) > 0.05*wished {
			t.Errorf("%.4f are above %g instead of %.4f", share, bound, wished)
		}
	}
}

// Requests wait as behind independent times, or nearly so: one server, used for a half, for which the mean time in the system is 2.
func TestALongTimeIsNotFollowedByAShortOne(t *testing.T) {
	const requests = 200000
	services, arrivals := newServiceTimes("exponential", "web-1"), newServiceTimes("exponential", "arrivals").random
	waiting, inSystem := 0.0, 0.0
	for range requests {
		service := services.next()
		inSystem += waiting + service
		waiting = max(0, waiting+service-arrivals.ExpFloat64()*2)
	}
	if mean := inSystem / requests; mean < 1.9 || mean > 2.1 {
		t.Errorf("the mean time in the system is %.2f", mean)
	}
}

func TestEachPodHasAnOrderOfItsOwnAndKeepsIt(t *testing.T) {
	draw := func(pod string) (drawn [5]float64) {
		times := newServiceTimes("exponential", pod)
		for index := range drawn {
			drawn[index] = times.next()
		}
		return drawn
	}
	if draw("web-1") != draw("web-1") || draw("web-1") == draw("web-2") {
		t.Error("the order does not follow from the pod's name alone")
	}
}
