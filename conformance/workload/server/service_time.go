package main

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"sync"
)

// strata is how many requests keep the mean: each so many in a row have one service time out of each of as many equally likely
// ranges, in a random order.
//
// Independent draws would leave the mean of 100 requests 10 % off. A plain low-discrepancy sequence, in which a long time follows
// a short one, would keep the mean better still, but requests would wait a third less than they do behind exponential service times.
const strata = 64

// goldenRatio moves the place within the ranges from one round to the next.
const goldenRatio = 0.6180339887498949

// ServiceTimes are factors on the mean service time, whose own mean is 1.
type ServiceTimes struct {
	isExponential bool

	mu     sync.Mutex
	random *rand.Rand
	order  []int
	place  float64
}

// newServiceTimes makes the same factors for the same name, always.
func newServiceTimes(variation, name string) *ServiceTimes {
	hash := fnv.New64a()
	hash.Write([]byte(name))
	return &ServiceTimes{
		isExponential: variation == "exponential",
		random:        rand.New(rand.NewPCG(hash.Sum64(), 0)),
		place:         0.5,
	}
}

func (times *ServiceTimes) next() float64 {
	if !times.isExponential {
		return 1
	}
	times.mu.Lock()
	defer times.mu.Unlock()
	if len(times.order) == 0 {
		times.order = times.random.Perm(strata)
		times.place = math.Mod(times.place+goldenRatio, 1)
	}
	share := (float64(times.order[0]) + times.place) / strata
	times.order = times.order[1:]
	return -math.Log1p(-share)
}
