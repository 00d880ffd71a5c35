//go:build minor37

package main

// An HPA that appears is synced at once.
const firstSyncPeriods = 0
