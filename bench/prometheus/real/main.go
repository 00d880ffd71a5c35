// Command real times the real engine and the real head: one JSON object a line in, one a line out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// Request has one of its parts.
type Request struct {
	Load   *World  `json:"load"`
	Query  *Query  `json:"query"`
	Ingest *Ingest `json:"ingest"`
}

// Response says how long it took, what came of it, and what it took of memory.
type Response struct {
	Seconds float64 `json:"seconds"`
	// Sum over all values of a query's answer, or samples taken.
	Total          float64 `json:"total"`
	BytesPerSeries float64 `json:"bytesPerSeries"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<28)
	encoder := json.NewEncoder(os.Stdout)
	var world *loadedWorld
	for lines.Scan() {
		var request Request
		response := Response{}
		err := json.Unmarshal(lines.Bytes(), &request)
		switch {
		case err != nil:
		case request.Load != nil:
			world, err = load(*request.Load)
		case request.Query != nil:
			response, err = world.ask(*request.Query)
		case request.Ingest != nil:
			response, err = ingest(*request.Ingest)
		}
		if err == nil {
			err = encoder.Encode(response)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
