// Command history prints in which minors each field of the API existed, as a TypeScript module.
//
// It reads the OpenAPI documents that the releases published, and the schemas (-form json) of the command above. See
// ../README.md for how to run it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
)

// lastKubectl is the last minor in which kubectl itself looked for unknown and missing fields.
const lastKubectl = 24

type definition struct {
	Properties map[string]property `json:"properties"`
	Required   []string            `json:"required"`
}

type property struct {
	Ref                  string    `json:"$ref"`
	Type                 string    `json:"type"`
	Format               string    `json:"format"`
	Items                *property `json:"items"`
	AdditionalProperties *property `json:"additionalProperties"`
}

type schema struct {
	Structs map[string]string `json:"structs"`
}

// packages maps the prefix of a definition to the package name that Go prints.
var packages = map[string]string{
	"io.k8s.api.core.v1.":                   "v1.",
	"io.k8s.api.apps.v1.":                   "v1.",
	"io.k8s.api.autoscaling.v1.":            "v1.",
	"io.k8s.apimachinery.pkg.apis.meta.v1.": "v1.",
	"io.k8s.api.autoscaling.v2.":            "v2.",
	"io.k8s.api.autoscaling.v2beta1.":       "v2beta1.",
	"io.k8s.api.autoscaling.v2beta2.":       "v2beta2.",
	"io.k8s.api.apps.v1beta1.":              "v1beta1.",
	"io.k8s.api.apps.v1beta2.":              "v1beta2.",
	"io.k8s.api.extensions.v1beta1.":        "extensions/v1beta1.",
}

var roots = []string{
	"io.k8s.api.core.v1.Namespace", "io.k8s.api.core.v1.Pod", "io.k8s.api.core.v1.Service",
	"io.k8s.api.apps.v1.Deployment", "io.k8s.api.apps.v1.ReplicaSet",
	"io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler", "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
	"io.k8s.api.autoscaling.v2beta1.HorizontalPodAutoscaler", "io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscaler",
	"io.k8s.api.apps.v1beta1.Deployment", "io.k8s.api.apps.v1beta2.Deployment", "io.k8s.api.apps.v1beta2.ReplicaSet",
	"io.k8s.api.extensions.v1beta1.Deployment", "io.k8s.api.extensions.v1beta1.ReplicaSet",
}

// annotations are fields inside the annotations of autoscaling/v1, which no OpenAPI document has.
var annotations = map[string][]string{
	"v1.MetricSpec":         {"containerResource 20-"},
	"v1.ObjectMetricSource": {"averageValue 12-", "selector 12-"},
	"v1.PodsMetricSource":   {"selector 12-"},
}

type field struct {
	in       map[int]bool
	required map[int]bool
	// order is where the field stands among the required ones.
	order int
	// types are the minors of each type that the field had; last is the newest.
	types map[string]map[int]bool
	last  string
}

type collector struct {
	structs  map[string]map[int]bool
	fields   map[string]map[string]*field
	packages map[string]map[string]bool
}

func main() {
	bases := flag.String("bases", "", "schemas to compare with, separated by commas")
	flag.Parse()
	known := map[string]map[string]bool{}
	for _, file := range strings.Split(*bases, ",") {
		var base schema
		read(file, &base)
		for name, fields := range base.Structs {
			known[name] = map[string]bool{}
			for _, field := range strings.Split(fields, ";") {
				jsonName, _, _ := strings.Cut(field, " ")
				known[name][jsonName] = true
			}
		}
	}
	c := collector{map[string]map[int]bool{}, map[string]map[string]*field{}, map[string]map[string]bool{}}
	for _, argument := range flag.Args() {
		minor, file, _ := strings.Cut(argument, "=")
		number, err := strconv.Atoi(minor)
		must(err)
		var document struct {
			Definitions map[string]definition `json:"definitions"`
		}
		read(file, &document)
		c.collect(number, document.Definitions)
	}
	c.print(known)
}

func (c *collector) collect(minor int, definitions map[string]definition) {
	pending, seen := append([]string(nil), roots...), map[string]bool{}
	for len(pending) > 0 {
		name := pending[0]
		pending = pending[1:]
		found, exists := definitions[name]
		goName := goName(name)
		if !exists || seen[name] || len(found.Properties) == 0 || goName == "" {
			continue
		}
		seen[name] = true
		prefix, short := name[:strings.LastIndex(name, ".")], name[strings.LastIndex(name, ".")+1:]
		if minor <= lastKubectl && goName == "v1."+short && prefix != "io.k8s.api.core.v1" {
			entry(c.packages, prefix)[short] = true
		}
		entry(c.structs, goName)[minor] = true
		for json, property := range found.Properties {
			fields := entry(c.fields, goName)
			if fields[json] == nil {
				fields[json] = &field{in: map[int]bool{}, required: map[int]bool{}, types: map[string]map[int]bool{}}
			}
			fields[json].in[minor] = true
			fields[json].last = property.goType(&pending)
			entry(fields[json].types, fields[json].last)[minor] = true
		}
		for order, json := range found.Required {
			if found, exists := c.fields[goName][json]; exists && minor <= lastKubectl {
				found.required[minor], found.order = true, order
			}
		}
	}
}

func entry[K comparable, V any](m map[string]map[K]V, key string) map[K]V {
	if m[key] == nil {
		m[key] = map[K]V{}
	}
	return m[key]
}

func goName(definition string) string {
	for prefix, name := range packages {
		if short, found := strings.CutPrefix(definition, prefix); found && !strings.Contains(short, ".") {
			return name + short
		}
	}
	return ""
}

func (p property) goType(pending *[]string) string {
	switch {
	case p.Ref != "":
		name := strings.TrimPrefix(p.Ref, "#/definitions/")
		*pending = append(*pending, name)
		switch {
		case strings.HasSuffix(name, ".Quantity"):
			return "resource.Quantity"
		case strings.HasSuffix(name, ".IntOrString"):
			return "intstr.IntOrString"
		case strings.HasSuffix(name, ".Fields"):
			return "v1.FieldsV1"
		}
		return goName(name)
	case p.Items != nil:
		return "[]" + p.Items.goType(pending)
	case p.AdditionalProperties != nil:
		return "map[string]" + p.AdditionalProperties.goType(pending)
	case p.Type == "boolean":
		return "bool"
	case p.Type == "integer":
		return p.Format
	}
	return "string"
}

func (c *collector) print(known map[string]map[string]bool) {
	history, required := map[string]string{}, map[string]string{}
	for name, fields := range c.fields {
		var changed, demanded []string
		for _, json := range sortedKeys(fields) {
			field := fields[json]
			for _, goType := range sortedKeys(field.types) {
				minors := field.types[goType]
				if text := spanText(minors, c.structs[name]); !known[name][json] || goType != field.last {
					changed = append(changed, strings.TrimSuffix(json+" "+text, " ")+" "+goType)
				} else if text != "" {
					changed = append(changed, json+" "+text)
				}
			}
			if len(field.required) > 0 {
				demanded = append(demanded, strings.TrimSuffix(json+" "+spanText(field.required, upTo(c.structs[name], lastKubectl)), " "))
			}
		}
		sort.SliceStable(demanded, func(i, j int) bool { return orderOf(fields, demanded[i]) < orderOf(fields, demanded[j]) })
		history[name], required[name] = strings.Join(changed, ";"), strings.Join(demanded, ";")
	}
	for name, fields := range annotations {
		history[name] = strings.Join(fields, ";")
	}
	owners := map[string]string{}
	for prefix, names := range c.packages {
		owners[prefix] = strings.Join(sortedKeys(names), " ")
	}
	fmt.Print("/**\n * Fields that not every modelled Kubernetes has, by Go type: `name first-last`, in minors, and the type of a field that\n" +
		" * went, or had another type then. A type is as it was in the minors that have it.\n *\n" + origin)
	printRecord("fieldHistory", history)
	fmt.Printf("\n/**\n * Fields that kubectl missed when they were absent, up to 1.%d, where that does not hold in all of them with their minors.\n *\n%s", lastKubectl, origin)
	printRecord("requiredFields", required)
	fmt.Print("\n/**\n * Where types of packages called v1 are declared, by the name of the package in OpenAPI; all others are in core.\n *\n" + origin)
	printRecord("openApiPackages", owners)
}

func orderOf(fields map[string]*field, entry string) int {
	json, _, _ := strings.Cut(entry, " ")
	return fields[json].order
}

const origin = " * Written by build/schema from the published OpenAPI documents; not to be edited.\n */\n"

// spanText is empty when the minors are all there are.
func spanText(in, all map[int]bool) string {
	minors, bounds := sortedKeys(in), sortedKeys(all)
	first, last := minors[0], minors[len(minors)-1]
	present := 0
	for _, minor := range bounds {
		if minor >= first && minor <= last {
			present++
		}
	}
	if present != len(minors) {
		panic(fmt.Sprintf("a field went and came back: %v of %v", minors, bounds))
	}
	if len(minors) == len(bounds) {
		return ""
	}
	text := "-"
	if first != bounds[0] {
		text = strconv.Itoa(first) + text
	}
	if last != bounds[len(bounds)-1] {
		text += strconv.Itoa(last)
	}
	return text
}

func upTo(minors map[int]bool, last int) map[int]bool {
	kept := map[int]bool{}
	for minor := range minors {
		if minor <= last {
			kept[minor] = true
		}
	}
	return kept
}

func printRecord(name string, entries map[string]string) {
	fmt.Printf("export const %s: Readonly<Record<string, string>> = {\n", name)
	for _, key := range sortedKeys(entries) {
		if entries[key] != "" {
			fmt.Printf("  %q:\n    %q,\n", key, entries[key])
		}
	}
	fmt.Println("};")
}

func sortedKeys[K int | string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}

func read(file string, into any) {
	text, err := os.ReadFile(file)
	must(err)
	must(json.Unmarshal(text, into))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
