package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// asker asks about one patient at a time; many goroutines share one.
type asker struct {
	g    *decision.Guideline
	m    *fhir.Mapping
	at   time.Time
	full bool
}

// answer is a line of the output.
type answer struct {
	Patient     string          `json:"patient"`
	At          string          `json:"at"`
	Facts       int             `json:"facts"`
	Verdict     string          `json:"verdict,omitempty"`
	Settled     bool            `json:"settled"`
	CouldBecome []string        `json:"could_become"`
	Missing     int             `json:"missing"` // facts that could still change the verdict
	Asks        []string        `json:"asks"`    // facts of which the record raises a question that it does not answer
	Unused      int             `json:"unused"`
	Problems    []string        `json:"problems"`
	Decision    json.RawMessage `json:"decision,omitempty"` // mskguide.decision/1
	Chart       json.RawMessage `json:"chart,omitempty"`    // mskguide.chart/1
}

// ask reads the record of a patient and asks the guideline.
func (a asker) ask(patient string, record []document) []byte {
	docs := make([]fhir.Document, len(record))
	for i, d := range record {
		docs[i] = fhir.Document{Name: d.name, Data: d.data}
	}
	chart := a.m.FactsOf(patient, a.at, docs...)
	out := answer{Patient: patient, At: chart.At, Facts: len(chart.Facts), Unused: len(chart.Unused), CouldBecome: []string{}, Asks: []string{}, Problems: []string{}}
	for _, p := range chart.Prompts {
		if !p.Answered {
			out.Asks = append(out.Asks, p.Fact)
		}
	}
	for _, p := range chart.Problems {
		where := p.Document // the file and the line
		if p.Column > 0 {
			where += fmt.Sprintf(":%d: ", p.Column)
		}
		out.Problems = append(out.Problems, where+p.Says)
	}
	d, err := a.g.Decide(chart.Facts)
	if err != nil { // a chart holds to the guideline
		out.Problems = append(out.Problems, err.Error())
	} else {
		out.Verdict, out.Settled, out.CouldBecome, out.Missing = d.Verdict, d.Settled, append(out.CouldBecome, d.CouldBecome...), len(d.Missing)
		if a.full {
			out.Decision, out.Chart = d.JSON(), chart.JSON()
		}
	}
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil { // texts, numbers and documents always encode
		return nil
	}
	return line.Bytes()
}

// answers writes a line for each patient, by id: all processors ask, one writes.
func (e *export) answers(ctx context.Context, a asker, memory int64, to io.Writer, progress func(done int)) error {
	const every = 10_000
	done := 0
	for _, part := range e.parts(memory) {
		held, err := e.records(ctx, part)
		if err != nil {
			return err
		}
		err = inOrder(ctx, len(held), func(i int) []byte {
			line := a.ask(e.patients[part[0]+i], held[i])
			held[i] = nil
			return line
		}, func(line []byte) error {
			if done++; done%every == 0 {
				progress(done)
			}
			_, err := to.Write(line)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// inOrder does n things on all processors and hands their results on in order.
func inOrder(ctx context.Context, n int, do func(i int) []byte, take func([]byte) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type job struct {
		i    int
		done chan []byte
	}
	workers := runtime.GOMAXPROCS(0)
	jobs, queue := make(chan job), make(chan job, 4*workers)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for j := range jobs {
				j.done <- do(j.i)
			}
		})
	}
	wait.Go(func() {
		defer close(queue)
		defer close(jobs)
		for i := range n {
			j := job{i, make(chan []byte, 1)}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			jobs <- j
		}
	})
	var err error
	for j := range queue {
		if line := <-j.done; err == nil {
			if err = take(line); err != nil {
				stop()
			}
		}
	}
	wait.Wait()
	if err == nil {
		err = ctx.Err()
	}
	return err
}
