// The admission of custom resources by the real API server: pruning, defaults, schemas and rules, for the operator's CRDs.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"context"
	apiext "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

type kind struct {
	s   *schema.Structural
	v   validation.SchemaValidator
	cel *cel.Validator
}

func load(file string) kind {
	b, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	var crd apiextv1.CustomResourceDefinition
	if err := yaml.Unmarshal(b, &crd); err != nil {
		panic(err)
	}
	var in apiext.JSONSchemaProps
	if err := apiextv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(crd.Spec.Versions[0].Schema.OpenAPIV3Schema, &in, nil); err != nil {
		panic(err)
	}
	s, err := schema.NewStructural(&in)
	if err != nil {
		panic(err)
	}
	v, _, err := validation.NewSchemaValidator(&in)
	if err != nil {
		panic(err)
	}
	return kind{s, v, cel.NewValidator(s, true, celconfig.PerCallLimit)}
}

func main() {
	dir := os.Args[1]
	kinds := map[string]kind{}
	for k, p := range map[string]string{"ServiceMonitor": "servicemonitors", "PodMonitor": "podmonitors", "Probe": "probes", "ScrapeConfig": "scrapeconfigs", "PrometheusRule": "prometheusrules", "Prometheus": "prometheuses", "Alertmanager": "alertmanagers"} {
		kinds[k] = load(dir + "/monitoring.coreos.com_" + p + ".yaml")
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		var raw map[string]interface{}
		if err := yaml.Unmarshal(in.Bytes(), &raw); err != nil {
			panic(err)
		}
		raw = fix(raw).(map[string]interface{})
		k := kinds[raw["kind"].(string)]
		out := map[string]interface{}{}
		unknown := pruning.PruneWithOptions(raw, k.s, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
		sort.Strings(unknown)
		out["unknown"] = unknown
		defaulting.PruneNonNullableNullsWithoutDefaults(raw, k.s)
		defaulting.Default(raw, k.s)
		var errs []string
		e1 := validation.ValidateCustomResource(nil, raw, k.v)
		for _, e := range e1 {
			errs = append(errs, e.Error())
		}
		for _, e := range listtype.ValidateListSetsAndMaps(nil, k.s, raw) {
			errs = append(errs, e.Error())
		}
		blocked := false
		for _, e := range append(e1, listtype.ValidateListSetsAndMaps(nil, k.s, raw)...) {
			if e.Type == field.ErrorTypeNotSupported || e.Type == field.ErrorTypeRequired || e.Type == field.ErrorTypeTooLong || e.Type == field.ErrorTypeTooMany || e.Type == field.ErrorTypeTypeInvalid {
				blocked = true
			}
		}
		if k.cel != nil && blocked {
			errs = append(errs, field.Invalid(nil, nil, "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation").Error())
		}
		if k.cel != nil && !blocked {
			es, _ := k.cel.Validate(context.Background(), nil, k.s, raw, nil, celconfig.RuntimeCELCostBudget)
			for _, e := range es {
				errs = append(errs, e.Error())
			}
		}
		sort.Strings(errs)
		out["errs"] = errs
		out["spec"] = raw["spec"]
		b, _ := json.Marshal(out)
		fmt.Println(string(b))
	}
}

// numbers as the API server's decoder gives them
func fix(v interface{}) interface{} {
	switch x := v.(type) {
	case map[string]interface{}:
		for k, e := range x {
			x[k] = fix(e)
		}
	case []interface{}:
		for i, e := range x {
			x[i] = fix(e)
		}
	case float64:
		if x == float64(int64(x)) {
			return int64(x)
		}
	}
	return v
}
