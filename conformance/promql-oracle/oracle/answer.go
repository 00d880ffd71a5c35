package main

import (
	"sort"
	"strconv"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/promql"
)

// Answer is a query's result with its annotations, or its error. Floats are texts that read back exactly.
type Answer struct {
	Kind     string   `json:"kind,omitempty"`
	Text     string   `json:"text,omitempty"`
	Series   []Series `json:"series,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
	Infos    []string `json:"infos,omitempty"`
	Error    string   `json:"error,omitempty"`
}

// Series is an element of a vector with one point, a series of a matrix, or a scalar.
type Series struct {
	Labels string  `json:"labels"`
	Points []Point `json:"points"`
}

// Point has a float or a histogram.
type Point struct {
	Time      int64      `json:"time"`
	Float     string     `json:"float,omitempty"`
	Histogram *Histogram `json:"histogram,omitempty"`
}

// Histogram names its buckets by index.
type Histogram struct {
	Hint          string      `json:"hint"`
	Schema        int32       `json:"schema"`
	ZeroThreshold string      `json:"zeroThreshold"`
	ZeroCount     string      `json:"zeroCount"`
	Count         string      `json:"count"`
	Sum           string      `json:"sum"`
	Positive      [][2]string `json:"positive"`
	Negative      [][2]string `json:"negative"`
	CustomValues  []string    `json:"customValues"`
}

func answerOf(query string, result *promql.Result) Answer {
	if result.Err != nil {
		return Answer{Error: result.Err.Error()}
	}
	warnings, infos := result.Warnings.AsStrings(query, 0, 0)
	sort.Strings(warnings)
	sort.Strings(infos)
	answer := Answer{Kind: string(result.Value.Type()), Warnings: warnings, Infos: infos}
	switch value := result.Value.(type) {
	case promql.String:
		answer.Text = value.V
	case promql.Scalar:
		answer.Series = []Series{{Labels: "{}", Points: []Point{{Time: value.T, Float: float(value.V)}}}}
	case promql.Vector:
		for _, sample := range value {
			answer.Series = append(answer.Series, Series{sample.Metric.String(), []Point{pointOf(sample.T, sample.F, sample.H)}})
		}
	case promql.Matrix:
		for _, series := range value {
			points := []Point{}
			for _, p := range series.Floats {
				points = append(points, pointOf(p.T, p.F, nil))
			}
			for _, p := range series.Histograms {
				points = append(points, pointOf(p.T, 0, p.H))
			}
			answer.Series = append(answer.Series, Series{series.Metric.String(), points})
		}
	}
	return answer
}

func pointOf(time int64, value float64, h *histogram.FloatHistogram) Point {
	if h == nil {
		return Point{Time: time, Float: float(value)}
	}
	return Point{Time: time, Histogram: histogramOf(h.Copy().Compact(0))}
}

var hints = map[histogram.CounterResetHint]string{
	histogram.UnknownCounterReset: "unknown",
	histogram.CounterReset:        "reset",
	histogram.NotCounterReset:     "not_reset",
	histogram.GaugeType:           "gauge",
}

func histogramOf(h *histogram.FloatHistogram) *Histogram {
	custom := []string{}
	for _, bound := range h.CustomValues {
		custom = append(custom, float(bound))
	}
	return &Histogram{
		Hint:          hints[h.CounterResetHint],
		Schema:        h.Schema,
		ZeroThreshold: float(h.ZeroThreshold),
		ZeroCount:     float(h.ZeroCount),
		Count:         float(h.Count),
		Sum:           float(h.Sum),
		Positive:      bucketsOf(h.PositiveBucketIterator()),
		Negative:      bucketsOf(h.NegativeBucketIterator()),
		CustomValues:  custom,
	}
}

func bucketsOf(iterator histogram.BucketIterator[float64]) [][2]string {
	buckets := [][2]string{}
	for iterator.Next() {
		bucket := iterator.At()
		buckets = append(buckets, [2]string{strconv.Itoa(int(bucket.Index)), float(bucket.Count)})
	}
	return buckets
}

func float(value float64) string {
	return strconv.FormatFloat(value, 'g', -1, 64)
}
