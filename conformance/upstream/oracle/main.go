// Command oracle answers HPA vectors with the published HorizontalPodAutoscaler controller, unmodified, in virtual time:
// one case a line on stdin, one result a line on stdout, in the same order, each written as soon as it is known.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"testing"

	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
)

var isTimed = flag.Bool("time", false, "print the number of syncs and the seconds they took on stderr")

func main() {
	silenceLog()
	// The default ones hold back errors by the clock, and theirs would be of another bubble or of the real world:
	// a reconcile error would sleep for decades of virtual time.
	utilruntime.ErrorHandlers = nil
	results := os.Stdout
	// Virtual time is to be had from a test only, and the testing package prints its verdict to stdout.
	os.Stdout = os.Stderr
	anyName := func(_, _ string) (bool, error) { return true, nil }
	answer := func(t *testing.T) {
		spent, err := answerAll(t, os.Stdin, results)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if *isTimed {
			fmt.Fprintf(os.Stderr, "{\"syncs\":%d,\"seconds\":%.6f}\n", spent.syncs, spent.spent.Seconds())
		}
		os.Exit(0)
	}
	testing.Main(anyName, []testing.InternalTest{{Name: "oracle", F: answer}}, nil, nil)
}

func answerAll(t *testing.T, cases io.Reader, results io.Writer) (timing, error) {
	var spent timing
	lines := bufio.NewReaderSize(cases, 1<<20)
	encoder := json.NewEncoder(results)
	encoder.SetEscapeHTML(false)
	for number := 1; ; number++ {
		line, readErr := lines.ReadBytes('\n')
		if readErr != nil && readErr != io.EOF {
			return spent, fmt.Errorf("line %d: %w", number, readErr)
		}
		if len(line) > 1 {
			var vector vectorCase
			if err := json.Unmarshal(line, &vector); err != nil {
				return spent, fmt.Errorf("line %d is no case: %w", number, err)
			}
			if err := encoder.Encode(play(t, &vector, &spent)); err != nil {
				return spent, fmt.Errorf("line %d: %w", number, err)
			}
		}
		if readErr == io.EOF {
			return spent, nil
		}
	}
}
