package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/teststorage"
)

// Options are the engine's feature flags that a request chooses.
type Options struct {
	DelayedNameRemoval bool `json:"delayedNameRemoval"`
	TypeAndUnitLabels  bool `json:"typeAndUnitLabels"`
}

// Query asks at one instant, or, with a step, over a range; in milliseconds since the epoch.
type Query struct {
	Query string `json:"query"`
	Start int64  `json:"start"`
	End   int64  `json:"end"`
	Step  int64  `json:"step"`
}

// World is a storage with an engine over it.
type World struct {
	*teststorage.TestStorage
	engine *promql.Engine
}

var expressions = parser.NewParser(parser.Options{
	EnableExperimentalFunctions:  true,
	ExperimentalDurationExpr:     true,
	EnableExtendedRangeSelectors: true,
	EnableBinopFillModifiers:     true,
})

func newWorld(request Request) (*World, error) {
	store, err := teststorage.NewWithError()
	if err != nil {
		return nil, err
	}
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:               50_000_000,
		Timeout:                  time.Minute,
		NoStepSubqueryIntervalFn: func(int64) int64 { return time.Minute.Milliseconds() },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		EnableDelayedNameRemoval: request.Options.DelayedNameRemoval,
		EnableTypeAndUnitLabels:  request.Options.TypeAndUnitLabels,
		Parser:                   expressions,
	})
	world := &World{TestStorage: store, engine: engine}
	for _, series := range request.Series {
		if err := world.load(series, request.StepMs); err != nil {
			store.Close()
			return nil, fmt.Errorf("%s: %w", series, err)
		}
	}
	return world, nil
}

func (w *World) load(series string, stepMs int64) error {
	labels, values, err := expressions.ParseSeriesDesc(series)
	if err != nil {
		return err
	}
	app := w.AppenderV2(context.Background())
	for at, value := range values {
		if value.Omitted {
			continue
		}
		// The appender keeps what it is given, and values of a sequence share their histogram.
		if value.Histogram != nil {
			value.Histogram = value.Histogram.Copy()
		}
		if _, err := app.Append(0, labels, 0, int64(at)*stepMs, value.Value, nil, value.Histogram, storage.AppendV2Options{}); err != nil {
			_ = app.Rollback()
			return err
		}
	}
	return app.Commit()
}

func (w *World) ask(query Query) Answer {
	var prepared promql.Query
	var err error
	if query.Step == 0 {
		prepared, err = w.engine.NewInstantQuery(context.Background(), w, nil, query.Query, time.UnixMilli(query.Start))
	} else {
		step := time.Duration(query.Step) * time.Millisecond
		from, to := time.UnixMilli(query.Start), time.UnixMilli(query.End)
		prepared, err = w.engine.NewRangeQuery(context.Background(), w, nil, query.Query, from, to, step)
	}
	if err != nil {
		return Answer{Error: err.Error()}
	}
	defer prepared.Close()
	return answerOf(query.Query, prepared.Exec(context.Background()))
}

// Parsed is an expression printed again, or why it is none.
type Parsed struct {
	Text  string `json:"text,omitempty"`
	Error string `json:"error,omitempty"`
}

func parse(expression string) Parsed {
	parsed, err := expressions.ParseExpr(expression)
	if err != nil {
		return Parsed{Error: err.Error()}
	}
	return Parsed{Text: parsed.String()}
}
