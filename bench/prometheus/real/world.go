package main

import (
	"context"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/teststorage"
)

// World has series of one step, in milliseconds since the epoch.
type World struct {
	StartMs int64    `json:"startMs"`
	StepMs  int64    `json:"stepMs"`
	Series  []Series `json:"series"`
}

// Series has its values from the start on, one a step.
type Series struct {
	Labels map[string]string `json:"labels"`
	Values []float64         `json:"values"`
}

// Query asks at one instant, or, with a step, over a range.
type Query struct {
	Text    string `json:"text"`
	StartMs int64  `json:"startMs"`
	EndMs   int64  `json:"endMs"`
	StepMs  int64  `json:"stepMs"`
}

type loadedWorld struct {
	store  *teststorage.TestStorage
	engine *promql.Engine
}

func load(world World) (*loadedWorld, error) {
	store, err := teststorage.NewWithError()
	if err != nil {
		return nil, err
	}
	for at := range world.Series[0].Values {
		app := store.AppenderV2(context.Background())
		for _, series := range world.Series {
			set := labels.FromMap(series.Labels)
			time := world.StartMs + int64(at)*world.StepMs
			if _, err := app.Append(0, set, 0, time, series.Values[at], nil, nil, storage.AppendV2Options{}); err != nil {
				return nil, err
			}
		}
		if err := app.Commit(); err != nil {
			return nil, err
		}
	}
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:           50_000_000,
		Timeout:              time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
		Parser:               parser.NewParser(parser.Options{}),
	})
	return &loadedWorld{store, engine}, nil
}

// ask times a query from its text to its answer.
func (w *loadedWorld) ask(query Query) (Response, error) {
	began := time.Now()
	prepared, err := w.prepare(query)
	if err != nil {
		return Response{}, err
	}
	result := prepared.Exec(context.Background())
	seconds := time.Since(began).Seconds()
	defer prepared.Close()
	if result.Err != nil {
		return Response{}, result.Err
	}
	return Response{Seconds: seconds, Total: totalOf(result.Value)}, nil
}

func (w *loadedWorld) prepare(query Query) (promql.Query, error) {
	start, end := time.UnixMilli(query.StartMs), time.UnixMilli(query.EndMs)
	if query.StepMs == 0 {
		return w.engine.NewInstantQuery(context.Background(), w.store, nil, query.Text, start)
	}
	step := time.Duration(query.StepMs) * time.Millisecond
	return w.engine.NewRangeQuery(context.Background(), w.store, nil, query.Text, start, end, step)
}

func totalOf(value parser.Value) float64 {
	total := 0.0
	switch value := value.(type) {
	case promql.Vector:
		for _, sample := range value {
			total += sample.F
		}
	case promql.Matrix:
		for _, series := range value {
			for _, point := range series.Floats {
				total += point.F
			}
		}
	}
	return total
}
