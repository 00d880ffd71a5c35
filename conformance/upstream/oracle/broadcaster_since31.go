//go:build minor31

package main

import "k8s.io/client-go/tools/record"

const broadcasterOutlives = false

// stopBroadcaster has nothing to do: the broadcaster ends with the context.
func stopBroadcaster(record.EventRecorder) {}
