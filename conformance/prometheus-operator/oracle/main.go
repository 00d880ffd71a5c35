package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"

	"github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring"
	v1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	v1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/informers"
	"github.com/prometheus-operator/prometheus-operator/pkg/namespacelabeler"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	prom "github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	"github.com/prometheus-operator/prometheus-operator/pkg/prometheus/validation"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/promql/parser"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/tools/cache"
)

type Case struct {
	Prometheus                                                                            json.RawMessage    `json:"prometheus"`
	Objects                                                                               []json.RawMessage  `json:"objects"`
	Namespaces                                                                            []corev1.Namespace `json:"namespaces"`
	Secrets                                                                               []corev1.Secret    `json:"secrets"`
	ConfigMaps                                                                            []corev1.ConfigMap `json:"configMaps"`
	AdditionalScrapeConfigs, AdditionalAlertRelabelConfigs, AdditionalAlertManagerConfigs string
}
type Answer struct {
	Config string            `json:"config,omitempty"`
	Error  string            `json:"error,omitempty"`
	Faults map[string]string `json:"faults"`
	Rules  map[string]string `json:"rules"`
}

type lister struct{ inf cache.SharedIndexInformer }

func (l lister) Informer() cache.SharedIndexInformer { return l.inf }
func (l lister) Lister() cache.GenericLister {
	return cache.NewGenericLister(l.inf.GetIndexer(), schema.GroupResource{Group: monitoring.GroupName, Resource: "prometheusrules"})
}

type factories struct{ l lister }

func (f factories) ForResource(ns string, r schema.GroupVersionResource) (informers.InformLister, error) {
	return f.l, nil
}
func (f factories) Namespaces() sets.Set[string] { return sets.New[string]("") }

func newInf(o runtime.Object) cache.SharedIndexInformer {
	return cache.NewSharedIndexInformer(&cache.ListWatch{}, o, 0, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
}

func try(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return f()
}

func run(c Case) Answer {
	a := Answer{Faults: map[string]string{}, Rules: map[string]string{}}
	err := try(func() error { return generate(c, &a) })
	if err != nil {
		a.Error = err.Error()
	}
	return a
}

func generate(c Case, a *Answer) error {
	ctx := context.Background()
	logger := slog.New(slog.DiscardHandler)
	p := &v1.Prometheus{}
	if err := json.Unmarshal(c.Prometheus, p); err != nil {
		return err
	}
	var objs []runtime.Object
	for i := range c.Secrets {
		objs = append(objs, &c.Secrets[i])
	}
	for i := range c.ConfigMaps {
		objs = append(objs, &c.ConfigMaps[i])
	}
	cs := fake.NewSimpleClientset(objs...)
	store := assets.NewStoreBuilder(cs.CoreV1(), cs.CoreV1())
	nsInf := newInf(&corev1.Namespace{})
	for i := range c.Namespaces {
		nsInf.GetIndexer().Add(&c.Namespaces[i])
	}
	cg, err := prom.NewConfigGenerator(logger, p, prom.WithEndpointSliceSupport())
	if err != nil {
		return err
	}
	if p.Spec.ServiceMonitorSelector == nil && p.Spec.PodMonitorSelector == nil && p.Spec.ProbeSelector == nil && p.Spec.ScrapeConfigSelector == nil {
		return fmt.Errorf("unmanaged")
	}
	rs, err := prom.NewResourceSelector(logger, p, store, nsInf, operator.NewMetrics(prometheus.NewRegistry()), operator.NewFakeRecorder(1000, p))
	if err != nil {
		return err
	}
	byKind := map[string][]json.RawMessage{}
	for _, o := range c.Objects {
		var t metav1.TypeMeta
		json.Unmarshal(o, &t)
		byKind[t.Kind] = append(byKind[t.Kind], o)
	}
	sm, err := rs.SelectServiceMonitors(ctx, list[v1.ServiceMonitor](byKind["ServiceMonitor"]))
	if err != nil {
		return err
	}
	pm, err := rs.SelectPodMonitors(ctx, list[v1.PodMonitor](byKind["PodMonitor"]))
	if err != nil {
		return err
	}
	pr, err := rs.SelectProbes(ctx, list[v1.Probe](byKind["Probe"]))
	if err != nil {
		return err
	}
	sc, err := rs.SelectScrapeConfigs(ctx, list[v1alpha1.ScrapeConfig](byKind["ScrapeConfig"]))
	if err != nil {
		return err
	}
	faults(a, "ServiceMonitor", sm)
	faults(a, "PodMonitor", pm)
	faults(a, "Probe", pr)
	faults(a, "ScrapeConfig", sc)

	namespaces, err := operator.SelectNamespacesFromCache(p, p.Spec.RuleNamespaceSelector, nsInf)
	if err != nil {
		return err
	}
	excluded := p.Spec.ExcludedFromEnforcement
	for _, rule := range p.Spec.PrometheusRulesExcludedFromEnforce {
		excluded = append(excluded, v1.ObjectReference{Namespace: rule.RuleNamespace, Group: monitoring.GroupName, Resource: v1.PrometheusRuleName, Name: rule.RuleName})
	}
	rinf := newInf(&v1.PrometheusRule{})
	for _, o := range byKind["PrometheusRule"] {
		r := &v1.PrometheusRule{}
		if err := json.Unmarshal(o, r); err != nil {
			return err
		}
		rinf.GetIndexer().Add(r)
	}
	fr, err := informers.NewInformersForResource(factories{lister{rinf}}, v1.SchemeGroupVersion.WithResource("prometheusrules"))
	if err != nil {
		return err
	}
	version := operator.StringValOrDefault(p.Spec.Version, operator.DefaultPrometheusVersion)
	sel, err := operator.NewPrometheusRuleSelector(operator.PrometheusFormat, version, p.Spec.RuleSelector, namespacelabeler.New(p.Spec.EnforcedNamespaceLabel, excluded, true), fr, operator.NewFakeRecorder(1000, p), logger, parser.Options{})
	if err != nil {
		return fmt.Errorf("initializing PrometheusRules failed: %w", err)
	}
	rules, err := sel.Select(namespaces)
	if err != nil {
		return err
	}
	a.Rules = rules.RuleFiles()
	prefix := "prometheus-" + p.Name + "-rulefiles-"
	names := []string{prefix + "0", prefix + "1", prefix + "2"}

	bytes := func(t string) []byte {
		if t == "" {
			return nil
		}
		return []byte(t)
	}
	if err := prom.AddAPIServerConfigToStore(ctx, store, p.Namespace, p.Spec.APIServerConfig); err != nil {
		return err
	}
	if p.Spec.Alerting != nil {
		lcv, err := validation.NewLabelConfigValidator(p)
		if err != nil {
			return err
		}
		for i, am := range p.Spec.Alerting.Alertmanagers {
			if err := lcv.Validate(am.RelabelConfigs); err != nil {
				return fmt.Errorf("alertmanager %d: invalid relabelings: %w", i, err)
			}
			if err := lcv.Validate(am.AlertRelabelConfigs); err != nil {
				return fmt.Errorf("alertmanager %d: invalid alertRelabelings: %w", i, err)
			}
		}
		for i, am := range p.Spec.Alerting.Alertmanagers {
			if err := store.AddBasicAuth(ctx, p.Namespace, am.BasicAuth); err != nil {
				return fmt.Errorf("alertmanager %d: %w", i, err)
			}
			if err := store.AddSafeAuthorizationCredentials(ctx, p.Namespace, am.Authorization); err != nil {
				return fmt.Errorf("alertmanager %d: %w", i, err)
			}
			if err := store.AddTLSConfig(ctx, p.Namespace, am.TLSConfig); err != nil {
				return fmt.Errorf("alertmanager %d: %w", i, err)
			}
		}
	}
	if err := prom.AddScrapeClassesToStore(ctx, store, p.Namespace, p.Spec.ScrapeClasses); err != nil {
		return fmt.Errorf("failed to process scrape classes: %w", err)
	}
	conf, err := cg.GenerateServerConfiguration(p, sm.ValidResources(), pm.ValidResources(), pr.ValidResources(), sc.ValidResources(), store,
		bytes(c.AdditionalScrapeConfigs), bytes(c.AdditionalAlertRelabelConfigs), bytes(c.AdditionalAlertManagerConfigs), names)
	if err != nil {
		return fmt.Errorf("generating config failed: %w", err)
	}
	a.Config = string(conf)
	return nil
}

func faults[T operator.ConfigurationResource](a *Answer, kind string, sel operator.TypedResourcesSelection[T]) {
	for k, r := range sel {
		for _, c := range r.Conditions() {
			if c.Status != v1.ConditionTrue {
				a.Faults[kind+" "+k] = c.Message
			}
		}
	}
}

type object interface {
	metav1.Object
	runtime.Object
}

func list[T any](raw []json.RawMessage) prom.ListAllByNamespaceFn {
	return func(namespace string, selector labels.Selector, appendFn cache.AppendFunc) error {
		for _, r := range raw {
			o := new(T)
			if err := json.Unmarshal(r, o); err != nil {
				return err
			}
			m := any(o).(object)
			if m.GetNamespace() == namespace && selector.Matches(labels.Set(m.GetLabels())) {
				appendFn(o)
			}
		}
		return nil
	}
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var c Case
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			panic(err)
		}
		b, _ := json.Marshal(run(c))
		out.Write(b)
		out.WriteByte('\n')
	}
}
