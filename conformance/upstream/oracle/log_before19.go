//go:build !minor19

package main

import (
	"flag"
	"io"

	"k8s.io/klog"
)

// silenceLog turns the log away from standard error, of whatever severity a line is.
func silenceLog() {
	flags := flag.NewFlagSet("log", flag.PanicOnError)
	klog.InitFlags(flags)
	for name, value := range map[string]string{"logtostderr": "false", "alsologtostderr": "false", "stderrthreshold": "FATAL"} {
		if err := flags.Set(name, value); err != nil {
			panic(err)
		}
	}
	klog.SetOutput(io.Discard)
}
