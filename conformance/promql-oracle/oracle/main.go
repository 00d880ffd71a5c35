// Command oracle answers PromQL with the real parser, engine and storage: one JSON object a line in, one a line out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// Request is a world of series with queries over it, or expressions to be parsed.
type Request struct {
	Parse   []string `json:"parse"`
	Options Options  `json:"options"`
	// StepMs is the time between the values of each series; the first are of the epoch.
	StepMs int64 `json:"stepMs"`
	// Series are written as in a test script: metric{label="value"} 1 2+3x4 stale.
	Series  []string `json:"series"`
	Queries []Query  `json:"queries"`
}

// Response has an answer for each expression or query.
type Response struct {
	Parsed  []Parsed `json:"parsed,omitempty"`
	Answers []Answer `json:"answers,omitempty"`
	Error   string   `json:"error,omitempty"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for lines.Scan() {
		var request Request
		response := Response{}
		if err := json.Unmarshal(lines.Bytes(), &request); err != nil {
			response.Error = err.Error()
		} else {
			response = respond(request)
		}
		if err := encoder.Encode(response); err != nil {
			fail(err)
		}
		if err := out.Flush(); err != nil {
			fail(err)
		}
	}
	if err := lines.Err(); err != nil {
		fail(err)
	}
}

func respond(request Request) Response {
	response := Response{}
	for _, expression := range request.Parse {
		response.Parsed = append(response.Parsed, parse(expression))
	}
	if len(request.Queries) == 0 {
		return response
	}
	world, err := newWorld(request)
	if err != nil {
		return Response{Error: err.Error()}
	}
	defer world.Close()
	for _, query := range request.Queries {
		response.Answers = append(response.Answers, world.ask(query))
	}
	return response
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
