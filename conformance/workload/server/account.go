package main

import (
	"sync"
	"time"
)

// debtMax is the CPU time of the process's own doings that later burns make up for, at most. Without a bound, an hour of
// requests that cost less than answering them would eat up the hours of idling after it.
const debtMax = time.Second

// Account holds the CPU time of the process to what was stated.
//
// Whatever the process uses without having been told to (accepting connections, HTTP, memory, garbage) is a debt, and each burn
// is shortened by as much of it as is open. So the process uses what was stated in sum, and not that and its own doings on top.
type Account struct {
	processCPU func() time.Duration

	mu sync.Mutex
	// stated is what the process was to use so far.
	stated time.Duration
	// burnt is what burns have used, each up to its target: what one overshoots is a debt, too.
	burnt time.Duration
	// settled is the part of the process's own doings that burns were shortened by, or that was forgiven.
	settled time.Duration
}

func newAccount(processCPU func() time.Duration) *Account {
	return &Account{processCPU: processCPU}
}

// state says that `cost` is to be used, and returns how much of it is left to be burnt.
func (account *Account) state(cost time.Duration) time.Duration {
	account.mu.Lock()
	defer account.mu.Unlock()
	account.stated += cost
	debt := account.processCPU() - account.burnt - account.settled
	// Negative where a burn under way had used time that it had not told yet, and another was shortened by that.
	share := min(max(debt, -cost), cost)
	account.settled += share + max(0, debt-share-debtMax)
	return cost - share
}

// tell says that burns have used so much more.
func (account *Account) tell(burnt time.Duration) {
	account.mu.Lock()
	account.burnt += burnt
	account.mu.Unlock()
}

// totals are what was stated and what was burnt, so far.
func (account *Account) totals() (stated, burnt time.Duration) {
	account.mu.Lock()
	defer account.mu.Unlock()
	return account.stated, account.burnt
}
