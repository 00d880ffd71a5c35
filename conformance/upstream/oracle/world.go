package main

import (
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	customv1beta2 "k8s.io/metrics/pkg/apis/custom_metrics/v1beta2"
	externalv1beta1 "k8s.io/metrics/pkg/apis/external_metrics/v1beta1"
	metricsv1beta1 "k8s.io/metrics/pkg/apis/metrics/v1beta1"
)

// world is what the controller can see: one tick at a time, every quantity read and every age an instant.
//
// It is written between two syncs and read during one, so that virtual time keeps the two apart.
type world struct {
	namespace string
	replicas  int32
	targets   map[string]*vectorTarget
	tick      vectorTick
	pods      []*corev1.Pod
	samples   []metricsv1beta1.PodMetrics
	custom    map[string][]customv1beta2.MetricValue
	external  map[string][]externalv1beta1.ExternalMetricValue
}

var podLabels = map[string]string{"app": "web"}

// show puts a tick before the controller whose sync is at the given instant.
func (w *world) show(tick vectorTick, at time.Time) error {
	if tick.Replicas != nil {
		w.replicas = *tick.Replicas
	}
	w.tick = tick
	var err error
	if w.custom, err = customValues(tick.Custom, at); err != nil {
		return err
	}
	if w.external, err = externalValues(tick.External, at); err != nil {
		return err
	}
	pods, samples := tick.Pods, tick.Resource
	if tick.Closed != nil {
		pods, samples = tick.Closed.share(w.replicas)
		tick.Closed.shareCustom(w.replicas, at, w.custom)
	}
	w.pods = w.pods[:0:0]
	labels := map[string]map[string]string{}
	for _, pod := range pods {
		w.pods = append(w.pods, pod.object(w.namespace, at))
		labels[pod.Name] = pod.Labels
	}
	w.samples = w.samples[:0:0]
	for _, sample := range samples {
		object := sample.object(w.namespace, at)
		if own := labels[sample.Pod]; own != nil {
			object.Labels = own
		}
		w.samples = append(w.samples, object)
	}
	return nil
}

func (w *world) podList() *corev1.PodList {
	list := &corev1.PodList{ListMeta: metav1.ListMeta{ResourceVersion: "1"}}
	for _, pod := range w.pods {
		list.Items = append(list.Items, *pod)
	}
	return list
}

// share gives each of that many healthy pods its part of the totals.
func (c *vectorClosed) share(replicas int32) ([]vectorPod, []vectorSample) {
	ready, started := true, 1000.0
	var pods []vectorPod
	var samples []vectorSample
	for i := range replicas {
		name := fmt.Sprintf("p%d", i)
		pods = append(pods, vectorPod{
			Name: name, Phase: corev1.PodRunning, Ready: &ready, ReadyChangedSecondsAgo: 900, StartedSecondsAgo: &started,
			Containers: []vectorContainer{{Name: "app", Requests: c.Requests}},
		})
		usage := corev1.ResourceList{
			corev1.ResourceCPU:    *resource.NewMilliQuantity(c.TotalCPUMilli/int64(replicas), resource.DecimalSI),
			corev1.ResourceMemory: *resource.NewQuantity(c.TotalMemoryBytes/int64(replicas), resource.BinarySI),
		}
		samples = append(samples, vectorSample{
			Pod: name, AgeSeconds: 5, WindowSeconds: 30, Containers: []vectorContainerUsage{{Name: "app", Usage: usage}},
		})
	}
	return pods, samples
}

func (c *vectorClosed) shareCustom(replicas int32, at time.Time, custom map[string][]customv1beta2.MetricValue) {
	for metric, total := range c.TotalCustomMilli {
		values := []customv1beta2.MetricValue{}
		for i := range replicas {
			values = append(values, customv1beta2.MetricValue{
				DescribedObject: corev1.ObjectReference{Kind: "Pod", Name: fmt.Sprintf("p%d", i)},
				Metric:          customv1beta2.MetricIdentifier{Name: metric},
				Timestamp:       ago(at, 5),
				Value:           *resource.NewMilliQuantity(total/int64(replicas), resource.DecimalSI),
			})
		}
		custom[metric] = values
	}
}

func (p *vectorPod) object(namespace string, at time.Time) *corev1.Pod {
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: p.Name, Namespace: namespace, Labels: podLabels},
		Status:     corev1.PodStatus{Phase: p.Phase},
	}
	if p.Labels != nil {
		pod.Labels = p.Labels
	}
	if p.Deleting {
		deleted := metav1.NewTime(at)
		pod.DeletionTimestamp = &deleted
	}
	if p.StartedSecondsAgo != nil {
		started := ago(at, *p.StartedSecondsAgo)
		pod.Status.StartTime = &started
	}
	if p.Ready != nil {
		ready := corev1.PodCondition{
			Type: corev1.PodReady, Status: corev1.ConditionFalse, LastTransitionTime: ago(at, p.ReadyChangedSecondsAgo),
		}
		if *p.Ready {
			ready.Status = corev1.ConditionTrue
		}
		pod.Status.Conditions = []corev1.PodCondition{ready}
	}
	for _, container := range p.Containers {
		pod.Spec.Containers = append(pod.Spec.Containers, container.object())
	}
	for _, init := range p.Init {
		pod.Spec.InitContainers = append(pod.Spec.InitContainers, init.object())
	}
	for _, sidecar := range p.Sidecars {
		pod.Spec.InitContainers = append(pod.Spec.InitContainers, sidecarOf(sidecar.object()))
	}
	setPodOverhead(&pod.Spec, p.Overhead)
	if p.Requests != nil {
		setPodRequests(&pod.Spec, p.Requests)
	}
	return pod
}

func (c *vectorContainer) object() corev1.Container {
	return corev1.Container{Name: c.Name, Resources: corev1.ResourceRequirements{Requests: c.Requests}}
}

func (s *vectorSample) object(namespace string, at time.Time) metricsv1beta1.PodMetrics {
	sample := metricsv1beta1.PodMetrics{
		ObjectMeta: metav1.ObjectMeta{Name: s.Pod, Namespace: namespace, Labels: podLabels},
		Timestamp:  ago(at, s.AgeSeconds),
		Window:     metav1.Duration{Duration: seconds(s.WindowSeconds)},
	}
	for _, container := range s.Containers {
		sample.Containers = append(sample.Containers, metricsv1beta1.ContainerMetrics{Name: container.Name, Usage: container.Usage})
	}
	return sample
}

func customValues(custom map[string][]vectorCustomValue, at time.Time) (map[string][]customv1beta2.MetricValue, error) {
	read := map[string][]customv1beta2.MetricValue{}
	for metric, values := range custom {
		for _, value := range values {
			quantity, err := resource.ParseQuantity(value.Value)
			if err != nil {
				return nil, fmt.Errorf("custom metric %s: %q: %w", metric, value.Value, err)
			}
			read[metric] = append(read[metric], customv1beta2.MetricValue{
				DescribedObject: corev1.ObjectReference{Kind: value.Kind, Name: value.Name},
				Metric:          customv1beta2.MetricIdentifier{Name: metric},
				Timestamp:       ago(at, value.AgeSeconds),
				WindowSeconds:   value.WindowSeconds,
				Value:           quantity,
			})
		}
	}
	return read, nil
}

func externalValues(external map[string][]string, at time.Time) (map[string][]externalv1beta1.ExternalMetricValue, error) {
	read := map[string][]externalv1beta1.ExternalMetricValue{}
	for metric, values := range external {
		for _, value := range values {
			quantity, err := resource.ParseQuantity(value)
			if err != nil {
				return nil, fmt.Errorf("external metric %s: %q: %w", metric, value, err)
			}
			read[metric] = append(read[metric], externalv1beta1.ExternalMetricValue{
				MetricName: metric, Timestamp: metav1.NewTime(at), Value: quantity,
			})
		}
	}
	return read, nil
}

func ago(at time.Time, count float64) metav1.Time { return metav1.NewTime(at.Add(-seconds(count))) }

func seconds(count float64) time.Duration { return time.Duration(count * float64(time.Second)) }
