//go:build !minor29 || (minor30 && !minor31)

package main

import "k8s.io/client-go/tools/record"

const broadcasterOutlives = false

// stopBroadcaster ends the broadcaster that the constructor made: up to 1.28 it obeys no context, in 1.30 but in part. It is
// embedded in its recorder.
func stopBroadcaster(theirs record.EventRecorder) {
	if broadcaster, ok := theirs.(interface{ Shutdown() }); ok {
		broadcaster.Shutdown()
	}
}
