// Command schema prints the field tree of the API types that kubewind decodes, as a TypeScript module.
//
// The tree comes from the published Go types by reflection, so that the simulated API server knows the same
// fields, and calls their types by the same names, as the real one. See README.md for how to run it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// leaves decode themselves; their inner fields are no part of the API.
var leaves = map[reflect.Type]string{
	reflect.TypeFor[resource.Quantity]():  "Quantity",
	reflect.TypeFor[intstr.IntOrString](): "number | string",
	reflect.TypeFor[metav1.Time]():        "string",
	reflect.TypeFor[metav1.MicroTime]():   "string",
	reflect.TypeFor[metav1.FieldsV1]():    "unknown",
}

type schema struct {
	Structs map[string]string `json:"structs"`
	Aliases map[string]string `json:"aliases"`
}

type collector struct {
	schema
	// withoutStatus leaves the status of objects, and what only it holds, out.
	withoutStatus bool
	types         map[string]reflect.Type
	pending       []reflect.Type
}

func main() {
	since := flag.String("since", "", "a JSON schema of the minor before: print only what differs from it")
	form := flag.String("form", "json", "json, fields (TypeScript data) or types (TypeScript declarations)")
	minor := flag.String("minor", "", "the Kubernetes minor of the modules, such as 1.36, for the text at the top")
	retired := flag.Bool("retired", false, "print the types of retired API versions (built with the tag retired) by themselves")
	flag.Parse()

	c := collector{
		schema:        schema{Structs: map[string]string{}, Aliases: map[string]string{}},
		types:         map[string]reflect.Type{},
		withoutStatus: *form == "types",
	}
	for _, root := range roots {
		c.name(reflect.TypeOf(root))
	}
	for len(c.pending) > 0 {
		t := c.pending[0]
		c.pending = c.pending[1:]
		if *retired && !isRetired(t) {
			delete(c.types, typeName(t))
			continue
		}
		c.Structs[typeName(t)] = strings.Join(c.fields(t, ""), ";")
	}
	if *retired {
		for name := range c.Aliases {
			if !strings.HasPrefix(strings.TrimPrefix(name, "extensions/"), "v1beta") && !strings.HasPrefix(name, "v2beta") {
				delete(c.Aliases, name)
			}
		}
	}
	switch *form {
	case "types":
		c.printTypes(*minor, *retired)
	case "fields":
		printFields(c.schema, table{since: *since, minor: *minor, retired: *retired})
	default:
		must(json.NewEncoder(os.Stdout).Encode(c.schema))
	}
}

// name returns how a type is written in the schema, which is how Go prints it, and queues the structs in it.
func (c *collector) name(t reflect.Type) string {
	if _, isLeaf := leaves[t]; isLeaf {
		return t.String()
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + c.name(t.Elem())
	case reflect.Struct:
		c.remember(t)
		return typeName(t)
	}
	if t.PkgPath() != "" {
		c.Aliases[typeName(t)] = c.underlying(t)
		return typeName(t)
	}
	return c.underlying(t)
}

// typeName is the name that Go prints; where two packages of one name meet, the group stands before it.
func typeName(t reflect.Type) string {
	if t.PkgPath() == "k8s.io/api/extensions/v1beta1" {
		return "extensions/" + t.String()
	}
	return t.String()
}

func (c *collector) underlying(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "[]" + c.name(t.Elem())
	case reflect.Map:
		return "map[" + c.name(t.Key()) + "]" + c.name(t.Elem())
	case reflect.Bool, reflect.String, reflect.Int32, reflect.Int64, reflect.Int, reflect.Uint8:
		return t.Kind().String()
	}
	panic(fmt.Sprintf("no rule for %v", t))
}

func (c *collector) remember(t reflect.Type) {
	if known, found := c.types[typeName(t)]; found {
		if known != t {
			panic("two types are called " + typeName(t))
		}
		return
	}
	c.types[typeName(t)] = t
	c.pending = append(c.pending, t)
}

// fields lists "jsonName type" for each field; a field of an embedded struct ends in "<" and the names that Go's
// decoder prints for the embedding.
func (c *collector) fields(t reflect.Type, embedding string) []string {
	var fields []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported() || c.withoutStatus && name == "status":
		case name == "" && (f.Anonymous || strings.Contains(options, "inline")):
			fields = append(fields, c.fields(f.Type, path.Join(embedding, f.Name))...)
		default:
			field := name + " " + c.name(f.Type)
			if embedding != "" {
				field += "<" + strings.ReplaceAll(embedding, "/", ".")
			}
			fields = append(fields, field)
		}
	}
	return fields
}

// isRetired tells whether the type belongs to an API version that is served no more.
func isRetired(t reflect.Type) bool {
	return strings.Contains(path.Base(t.PkgPath()), "beta")
}

// table says what a table of fields holds, for the text at its top.
type table struct {
	since, minor string
	retired      bool
}

func printFields(full schema, of table) {
	minor := of.minor
	data, name, what := full, "apiFields", "The fields of the API types of Kubernetes "+minor+"."
	if of.retired {
		name, what = "retiredApiFields", "The fields of retired API versions, as their Go types had them last, in "+minor+"."
	}
	if of.since != "" {
		var base schema
		text, err := os.ReadFile(of.since)
		must(err)
		must(json.Unmarshal(text, &base))
		data = schema{Structs: difference(full.Structs, base.Structs), Aliases: difference(full.Aliases, base.Aliases)}
		name, what = "apiFieldChanges", "What Kubernetes "+minor+" changed in `apiFields`: whole structs, with all their fields."
	}
	fmt.Printf("import type { ApiFields } from \"./api-fields.ts\";\n\n")
	fmt.Printf("/**\n * %s\n *\n * Written by build/schema from the published Go types; not to be edited.\n */\n", what)
	fmt.Printf("export const %s: ApiFields = {\n  structs: {\n", name)
	printEntries(data.Structs)
	fmt.Println("  },\n  aliases: {")
	printEntries(data.Aliases)
	fmt.Println("  },\n};")
}

func difference(full, base map[string]string) map[string]string {
	changed := map[string]string{}
	for name, value := range full {
		if base[name] != value {
			changed[name] = value
		}
	}
	return changed
}

func printEntries(entries map[string]string) {
	for _, name := range sortedKeys(entries) {
		fmt.Printf("    %q:\n      %q,\n", name, entries[name])
	}
}

// printTypes declares what a decoded manifest holds. Status is dropped at once, so it is left out.
func (c *collector) printTypes(minor string, retired bool) {
	fmt.Printf("import type { Quantity } from \"../../quantity/index.ts\";\n")
	what, declaration := "What a decoded manifest holds, by Go type,", "Api = RetiredApi & {"
	if retired {
		what, declaration = "What a decoded manifest of a retired API version holds,", "RetiredApi = {"
		fmt.Printf("import type { Api } from \"./api-types.table.ts\";\n\n")
	} else {
		fmt.Printf("import type { RetiredApi } from \"./retired-api-types.table.ts\";\n\n")
	}
	fmt.Printf("/**\n * %s as of Kubernetes %s. An absent field has Go's zero value.\n", what, minor)
	fmt.Printf(" *\n * Written by build/schema from the published Go types; not to be edited.\n */\nexport type %s\n", declaration)
	for _, name := range sortedKeys(c.types) {
		fmt.Printf("  readonly %q: {\n", name)
		c.printMembers(c.types[name])
		fmt.Println("  };")
	}
	fmt.Println("};")
}

func (c *collector) printMembers(t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported() || c.withoutStatus && name == "status":
		case name == "" && (f.Anonymous || strings.Contains(options, "inline")):
			c.printMembers(f.Type)
		default:
			fmt.Printf("    readonly %s?: %s;\n", name, typeScript(f.Type))
		}
	}
}

func typeScript(t reflect.Type) string {
	if leaf, isLeaf := leaves[t]; isLeaf {
		return leaf
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeScript(t.Elem())
	case reflect.Struct:
		return fmt.Sprintf("Api[%q]", typeName(t))
	case reflect.Slice:
		element := typeScript(t.Elem())
		if strings.Contains(element, " ") {
			element = "(" + element + ")"
		}
		return "readonly " + element + "[]"
	case reflect.Map:
		return "Readonly<Record<string, " + typeScript(t.Elem()) + ">>"
	case reflect.Bool:
		return "boolean"
	case reflect.String:
		return "string"
	}
	return "number"
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
