package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
)

// Ingest has the texts that each target exposes, in turn, and how often all of them are scraped.
type Ingest struct {
	Targets [][]string `json:"targets"`
	Scrapes int        `json:"scrapes"`
	StartMs int64      `json:"startMs"`
	StepMs  int64      `json:"stepMs"`
}

// target knows its series by their text, as the scrape loop's cache does.
type target struct {
	instance string
	bodies   [][]byte
	known    map[string]storage.SeriesRef
}

// ingest times the real text parser with the real head behind it, without a log on disk.
func ingest(job Ingest) (Response, error) {
	folder, err := os.MkdirTemp("", "bench_head")
	if err != nil {
		return Response{}, err
	}
	defer os.RemoveAll(folder)
	options := tsdb.DefaultHeadOptions()
	options.ChunkDirRoot = folder
	head, err := tsdb.NewHead(nil, nil, nil, nil, options, nil)
	if err != nil {
		return Response{}, err
	}
	defer head.Close()
	if err := head.Init(job.StartMs); err != nil {
		return Response{}, err
	}
	targets := targetsOf(job)
	before := heapBytes()
	response := Response{}
	symbols := labels.NewSymbolTable()
	began := time.Now()
	for scrape := range job.Scrapes {
		for _, target := range targets {
			taken, err := target.scrape(head, symbols, scrape, job.StartMs+int64(scrape)*job.StepMs)
			if err != nil {
				return Response{}, err
			}
			response.Total += float64(taken)
		}
	}
	response.Seconds = time.Since(began).Seconds()
	response.BytesPerSeries = (heapBytes() - before) / float64(head.NumSeries())
	runtime.KeepAlive(targets)
	return response, nil
}

func targetsOf(job Ingest) []*target {
	targets := []*target{}
	for at, texts := range job.Targets {
		made := &target{instance: fmt.Sprintf("t%d:80", at), known: map[string]storage.SeriesRef{}}
		for _, text := range texts {
			made.bodies = append(made.bodies, []byte(text))
		}
		targets = append(targets, made)
	}
	return targets
}

func (t *target) scrape(head *tsdb.Head, symbols *labels.SymbolTable, scrape int, at int64) (int, error) {
	body := t.bodies[scrape%len(t.bodies)]
	parser, err := textparse.New(body, "text/plain; version=0.0.4", symbols, textparse.ParserOptions{})
	if err != nil {
		return 0, err
	}
	app := head.AppenderV2(context.Background())
	taken := 0
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return taken, app.Commit()
		}
		if err != nil {
			return 0, err
		}
		if entry != textparse.EntrySeries {
			continue
		}
		text, _, value := parser.Series()
		ref := t.known[string(text)]
		var set labels.Labels
		if ref == 0 {
			parser.Labels(&set)
			set = labels.NewBuilder(set).Set("instance", t.instance).Set("job", "app").Labels()
		}
		got, err := app.Append(ref, set, 0, at, value, nil, nil, storage.AppendV2Options{})
		if err != nil {
			return 0, err
		}
		if ref == 0 {
			t.known[string(text)] = got
		}
		taken++
	}
}

func heapBytes() float64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc)
}
