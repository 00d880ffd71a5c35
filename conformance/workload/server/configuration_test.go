package main

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"
)

func valid() map[string]any {
	return map[string]any{
		"ports": []int{8080, 9090}, "idleCpuMillicores": 1.5, "idleMemoryBytes": 16777216, "startupCpuMillicores": 800,
		"startupSeconds": 20, "readyAfterSeconds": 0.5, "stopAfterSeconds": 0, "requestCpuMicroseconds": 10000.5,
		"requestMemoryBytes": 0, "requestWaitMicroseconds": 30000, "variation": "exponential",
		"concurrencyMax": nil, "queueMax": 0, "timeoutSeconds": nil,
	}
}

func textOf(t *testing.T, fields map[string]any) string {
	text, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReadsAllFields(t *testing.T) {
	configuration, err := parseConfiguration(textOf(t, valid()))
	if err != nil {
		t.Fatal(err)
	}
	if len(configuration.Ports) != 2 || configuration.Ports[1] != 9090 {
		t.Errorf("ports %v", configuration.Ports)
	}
	configuration.Ports = nil
	wished := Configuration{
		Baseline:  Baseline{IdleCores: 0.0015, StartupCores: 0.8, StartupFor: 20 * time.Second},
		IdleBytes: 16 << 20, ReadyAfter: 500 * time.Millisecond,
		RequestCPU: 10000500 * time.Nanosecond, RequestWait: 30 * time.Millisecond, Variation: "exponential",
		SlotsMax: Unbounded, WaitingMax: 0, QueueTimeout: 0,
	}
	if textOf(t, map[string]any{"": configuration}) != textOf(t, map[string]any{"": wished}) {
		t.Errorf("%+v instead of %+v", configuration, wished)
	}
}

func TestAComplaintNamesTheFieldAndSaysWhy(t *testing.T) {
	for _, example := range []struct {
		field  string
		value  any
		wished string
	}{
		{"ports", []int{0}, "ports has 0, but must hold different numbers from 1 to 65535"},
		{"ports", []int{80, 80}, "ports has 80, but must hold different numbers"},
		{"ports", "8080", `ports is "8080", but must be a list of TCP ports`},
		{"ports", nil, "ports is null, but must be a list of TCP ports"},
		{"idleCpuMillicores", -1, "idleCpuMillicores is -1, but must be a number from 0 to 1000000"},
		{"idleMemoryBytes", "16Mi", `idleMemoryBytes is "16Mi", but must be a number from 0 to`},
		{"startupSeconds", nil, "startupSeconds is null, but must be a number"},
		{"variation", "uniform", `variation is "uniform", but must be one of ["exponential" "none"]`},
		{"concurrencyMax", 0, "concurrencyMax is 0, but must be a number from 1 to"},
		{"queueMax", 1.5, "queueMax is 1.5, but must be a whole number, or null for no bound"},
		{"timeoutSeconds", 0, "timeoutSeconds is 0, but must be a number from 1e-06 to"},
		{"timeout", 1, `there is no field "timeout"; there are ports, idleCpuMillicores,`},
	} {
		fields := valid()
		fields[example.field] = example.value
		_, err := parseConfiguration(textOf(t, fields))
		if err == nil || !strings.Contains(err.Error(), example.wished) {
			t.Errorf("%s: %v: said %v", example.field, example.value, err)
		}
	}
}

func TestEachFieldMustBeThere(t *testing.T) {
	for field := range valid() {
		fields := valid()
		maps.DeleteFunc(fields, func(name string, _ any) bool { return name == field })
		_, err := parseConfiguration(textOf(t, fields))
		if err == nil || err.Error() != "KUBEWIND_WORKLOAD: the field "+field+" is missing" {
			t.Errorf("without %s: said %v", field, err)
		}
	}
}

func TestATextThatIsNoObjectIsToldSo(t *testing.T) {
	for text, wished := range map[string]string{"": "is not set", "[]": "is not a JSON object: []", "null": "is not a JSON object", "{": "is not a JSON object: {"} {
		if _, err := parseConfiguration(text); err == nil || !strings.Contains(err.Error(), wished) {
			t.Errorf("%q: said %v", text, err)
		}
	}
}
