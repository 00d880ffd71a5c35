package main

import (
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
	customv1beta2 "k8s.io/metrics/pkg/apis/custom_metrics/v1beta2"
	externalv1beta1 "k8s.io/metrics/pkg/apis/external_metrics/v1beta1"
	metricsv1beta1 "k8s.io/metrics/pkg/apis/metrics/v1beta1"
	resourceclient "k8s.io/metrics/pkg/client/clientset/versioned/typed/metrics/v1beta1"
	customclient "k8s.io/metrics/pkg/client/custom_metrics"
	externalclient "k8s.io/metrics/pkg/client/external_metrics"
)

// newMetricsClient is the controller's own client over three APIs that answer from the world.
func newMetricsClient(w *world) metricsclient.MetricsClient {
	return metricsclient.NewRESTMetricsClient(&resourceMetrics{world: w}, &customMetrics{w}, &externalMetrics{w})
}

type resourceMetrics struct {
	resourceclient.PodMetricsInterface
	world *world
}

func (m *resourceMetrics) PodMetricses(string) resourceclient.PodMetricsInterface { return m }

func (m *resourceMetrics) list(options metav1.ListOptions) (*metricsv1beta1.PodMetricsList, error) {
	if m.world.tick.ResourceError != "" {
		return nil, errors.New(m.world.tick.ResourceError)
	}
	selector, err := labels.Parse(options.LabelSelector)
	if err != nil {
		return nil, err
	}
	list := &metricsv1beta1.PodMetricsList{}
	for _, sample := range m.world.samples {
		if selector.Matches(labels.Set(sample.Labels)) {
			list.Items = append(list.Items, sample)
		}
	}
	return list, nil
}

type customMetrics struct{ world *world }

func (m *customMetrics) RootScopedMetrics() customclient.MetricsInterface       { return m }
func (m *customMetrics) NamespacedMetrics(string) customclient.MetricsInterface { return m }

func (m *customMetrics) GetForObject(
	kind schema.GroupKind, name string, metric string, _ labels.Selector,
) (*customv1beta2.MetricValue, error) {
	if text := m.world.tick.CustomError[metric]; text != "" {
		return nil, errors.New(text)
	}
	for _, value := range m.world.custom[metric] {
		if value.DescribedObject.Kind == kind.Kind && value.DescribedObject.Name == name {
			return &value, nil
		}
	}
	return nil, apierrors.NewNotFound(schema.GroupResource{Group: "custom.metrics.k8s.io", Resource: metric}, name)
}

func (m *customMetrics) GetForObjects(
	kind schema.GroupKind, _ labels.Selector, metric string, _ labels.Selector,
) (*customv1beta2.MetricValueList, error) {
	if text := m.world.tick.CustomError[metric]; text != "" {
		return nil, errors.New(text)
	}
	list := &customv1beta2.MetricValueList{}
	for _, value := range m.world.custom[metric] {
		if value.DescribedObject.Kind == kind.Kind {
			list.Items = append(list.Items, value)
		}
	}
	return list, nil
}

type externalMetrics struct{ world *world }

func (m *externalMetrics) NamespacedMetrics(string) externalclient.MetricsInterface { return m }

func (m *externalMetrics) List(metric string, _ labels.Selector) (*externalv1beta1.ExternalMetricValueList, error) {
	if text := m.world.tick.ExternalError[metric]; text != "" {
		return nil, errors.New(text)
	}
	return &externalv1beta1.ExternalMetricValueList{Items: m.world.external[metric]}, nil
}
