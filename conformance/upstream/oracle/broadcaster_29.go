//go:build minor29 && !minor30

package main

import "k8s.io/client-go/tools/record"

const broadcasterOutlives = true

// stopBroadcaster leaves the broadcaster behind. Its watchers end with a context that the constructor keeps to itself, and
// spin when they are shut down without it.
func stopBroadcaster(record.EventRecorder) {}
