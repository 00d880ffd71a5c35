package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"sort"
	"strings"
	"time"
)

// variable is the environment variable that holds the configuration.
const variable = "KUBEWIND_WORKLOAD"

// Configuration is what the variable says; every field must be there.
type Configuration struct {
	Ports        []int
	Baseline     Baseline
	IdleBytes    int64
	ReadyAfter   time.Duration
	StopAfter    time.Duration
	RequestCPU   time.Duration
	RequestBytes int64
	RequestWait  time.Duration
	Variation    string
	SlotsMax     int
	WaitingMax   int
	QueueTimeout time.Duration
}

// Limits of what makes sense; beyond, somebody has mistaken a unit.
const (
	millicoresMax   = 1e6
	memoryBytesMax  = 1 << 42
	secondsMax      = 1e7
	microsecondsMax = 3.6e9
	requestsMax     = 1e6
)

// parseConfiguration reads the JSON text. An error is a sentence that names the field and says what is wrong with it.
func parseConfiguration(text string) (Configuration, error) {
	if strings.TrimSpace(text) == "" {
		return Configuration{}, fmt.Errorf("%s is not set: it holds the configuration as a JSON object", variable)
	}
	fields := fields{}
	if err := json.Unmarshal([]byte(text), &fields.raw); err != nil || fields.raw == nil {
		return Configuration{}, fmt.Errorf("%s is not a JSON object: %s", variable, abbreviated(text))
	}
	microseconds := func(name string) time.Duration {
		return time.Duration(math.Round(fields.number(name, 0, microsecondsMax) * 1e3))
	}
	seconds := func(name string) time.Duration {
		return time.Duration(math.Round(fields.number(name, 0, secondsMax) * 1e9))
	}
	configuration := Configuration{
		Ports: fields.ports("ports"),
		Baseline: Baseline{
			IdleCores:    fields.number("idleCpuMillicores", 0, millicoresMax) / 1000,
			StartupCores: fields.number("startupCpuMillicores", 0, millicoresMax) / 1000,
			StartupFor:   seconds("startupSeconds"),
		},
		IdleBytes:    int64(fields.number("idleMemoryBytes", 0, memoryBytesMax)),
		ReadyAfter:   seconds("readyAfterSeconds"),
		StopAfter:    seconds("stopAfterSeconds"),
		RequestCPU:   microseconds("requestCpuMicroseconds"),
		RequestBytes: int64(fields.number("requestMemoryBytes", 0, memoryBytesMax)),
		RequestWait:  microseconds("requestWaitMicroseconds"),
		Variation:    fields.word("variation", "exponential", "none"),
		SlotsMax:     fields.countOrNull("concurrencyMax", 1),
		WaitingMax:   fields.countOrNull("queueMax", 0),
		QueueTimeout: fields.timeout("timeoutSeconds"),
	}
	fields.rejectOthers()
	return configuration, fields.err
}

// fields reads the fields of a JSON object one by one and keeps the first complaint.
type fields struct {
	raw  map[string]json.RawMessage
	read []string
	err  error
}

func (fields *fields) complain(format string, values ...any) {
	if fields.err == nil {
		fields.err = fmt.Errorf(format, values...)
	}
}

// take returns the text of a field; empty, with a complaint, where it is missing.
func (fields *fields) take(name string) json.RawMessage {
	fields.read = append(fields.read, name)
	text, isThere := fields.raw[name]
	if !isThere {
		fields.complain("%s: the field %s is missing", variable, name)
	}
	return text
}

func (fields *fields) number(name string, least, most float64) float64 {
	text := fields.take(name)
	if text == nil {
		return 0
	}
	var value *float64
	if err := json.Unmarshal(text, &value); err != nil || value == nil || *value < least || *value > most {
		fields.complain("%s: %s is %s, but must be a number from %.12g to %.12g", variable, name, abbreviated(string(text)), least, most)
		return 0
	}
	return *value
}

func (fields *fields) countOrNull(name string, least float64) int {
	if isNull(fields.raw[name]) {
		fields.take(name)
		return Unbounded
	}
	value := fields.number(name, least, requestsMax)
	if value != math.Trunc(value) {
		fields.complain("%s: %s is %g, but must be a whole number, or null for no bound", variable, name, value)
	}
	return int(value)
}

// timeout is 0 for never.
func (fields *fields) timeout(name string) time.Duration {
	if isNull(fields.raw[name]) {
		fields.take(name)
		return 0
	}
	return time.Duration(math.Round(fields.number(name, 1e-6, secondsMax) * 1e9))
}

func (fields *fields) word(name string, known ...string) string {
	text := fields.take(name)
	var word string
	if text == nil {
		return ""
	}
	if json.Unmarshal(text, &word) == nil {
		for _, one := range known {
			if word == one {
				return word
			}
		}
	}
	fields.complain("%s: %s is %s, but must be one of %q", variable, name, abbreviated(string(text)), known)
	return ""
}

func (fields *fields) ports(name string) []int {
	text := fields.take(name)
	if text == nil {
		return nil
	}
	var ports []int
	if err := json.Unmarshal(text, &ports); err != nil || ports == nil {
		fields.complain("%s: %s is %s, but must be a list of TCP ports, such as [8080]; [] serves nothing", variable, name, abbreviated(string(text)))
	}
	seen := map[int]bool{}
	for _, port := range ports {
		if port < 1 || port > 65535 || seen[port] {
			fields.complain("%s: %s has %d, but must hold different numbers from 1 to 65535", variable, name, port)
		}
		seen[port] = true
	}
	return ports
}

func (fields *fields) rejectOthers() {
	unknown := []string{}
	for name := range fields.raw {
		if !contains(fields.read, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return
	}
	sort.Strings(unknown)
	fields.complain("%s: there is no field %q; there are %s", variable, unknown[0], strings.Join(fields.read, ", "))
}

func contains(words []string, word string) bool {
	for _, one := range words {
		if one == word {
			return true
		}
	}
	return false
}

func isNull(text json.RawMessage) bool { return bytes.Equal(text, []byte("null")) }

// abbreviated is what a message shows of a value.
func abbreviated(text string) string {
	const shownMax = 60
	if len(text) <= shownMax {
		return text
	}
	return text[:shownMax] + "…"
}
