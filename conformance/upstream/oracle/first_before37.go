//go:build !minor37

package main

// An HPA that appears waits one period for its first sync.
const firstSyncPeriods = 1
