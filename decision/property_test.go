package decision_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestLearning knows nothing at first and learns one thing after another, some first in
// part. What has become impossible stays impossible: neither the verdicts, nor what is
// missing, nor the rules that may hold ever become more.
func TestLearning(t *testing.T) {
	for _, bundle := range []string{"lantern", "kiln"} {
		w := newWorld(t, madeUp(t, bundle))
		random := rand.New(rand.NewPCG(2, 0))
		for range 150 {
			w.learn(t, random)
		}
	}
}

func (w *world) learn(t *testing.T, random *rand.Rand) {
	before := w.state(t, decision.Facts{})
	known := decision.Facts{}
	for _, i := range random.Perm(len(w.facts)) {
		f := w.facts[i]
		part, values := w.forget(random, i)
		if part != nil && len(values) > 0 {
			known[f.ID] = part
			if before = w.learnt(t, known, before); before == nil {
				return
			}
		}
		if len(values) == 0 {
			values = w.values[i]
		}
		known[f.ID] = values[random.IntN(len(values))]
		if before = w.learnt(t, known, before); before == nil {
			return
		}
	}
	require.True(t, before.settled, "everything is known: %v", known)
	require.Len(t, before.verdicts, 1, "%v", known)
}

// state is what an answer holds possible.
type state struct {
	settled  bool
	verdicts []string
	missing  []string
	rules    []int // that may hold
	certain  []int
}

// state is nil where the facts contradict themselves.
func (w *world) state(t *testing.T, facts decision.Facts) *state {
	c, err := w.g.Case(facts)
	if err != nil {
		return nil
	}
	d, o := w.g.DecideCase(c), w.g.Verdict(c)
	s := &state{settled: d.Settled, verdicts: d.CouldBecome, missing: d.Missing}
	if d.Verdict != "needs_information" {
		s.verdicts = append([]string{d.Verdict}, s.verdicts...)
	}
	for i, r := range w.rules {
		if r.Measures != "" {
			continue // what is measured says nothing of what is not: such a rule may begin to hold
		}
		if o.Possible.Has(i) {
			s.rules = append(s.rules, i)
		}
		if o.Certain.Has(i) {
			s.certain = append(s.certain, i)
		}
	}
	require.Equal(t, len(d.Missing) == 0, d.Settled, "%v", facts)
	require.Equal(t, len(s.verdicts) == 1, d.Settled, "%v", facts)
	return s
}

func (w *world) learnt(t *testing.T, facts decision.Facts, before *state) *state {
	after := w.state(t, facts)
	if after != nil {
		require.Subset(t, before.verdicts, after.verdicts, "%v", facts)
		require.Subset(t, before.missing, after.missing, "%v", facts)
		require.Subset(t, before.rules, after.rules, "%v", facts)
		require.Subset(t, after.certain, before.certain, "%v", facts)
	}
	return after
}

// TestSameBytes decides the same cases in many goroutines at once, from maps and from JSON
// with the names in any order.
func TestSameBytes(t *testing.T) {
	w := newWorld(t, madeUp(t, "kiln", "riverside"))
	random := rand.New(rand.NewPCG(3, 0))
	var cases []*decision.Case
	var documents [][]byte
	var want []string
	for len(cases) < 100 {
		facts := w.partial(random, 1<<20).facts
		c, err := w.g.Case(facts)
		if err != nil {
			continue
		}
		cases = append(cases, c)
		documents = append(documents, shuffled(t, random, facts))
		want = append(want, string(w.g.DecideCase(c).JSON()))
	}
	var done sync.WaitGroup
	failures := make(chan string, 8)
	for worker := range 8 {
		done.Add(1)
		go func() {
			defer done.Done()
			for n := range cases {
				i := (n*7 + worker*13) % len(cases)
				d, err := w.g.Decide(documents[i])
				if err != nil || string(d.JSON()) != want[i] || string(w.g.DecideCase(cases[i]).JSON()) != want[i] {
					failures <- fmt.Sprintf("%s: %v", documents[i], err)
					return
				}
			}
		}()
	}
	done.Wait()
	close(failures)
	for failure := range failures {
		t.Error(failure)
	}
}

func shuffled(t *testing.T, random *rand.Rand, facts decision.Facts) []byte {
	var names []string
	for name := range facts {
		names = append(names, name)
	}
	var out bytes.Buffer
	out.WriteByte('{')
	for n, i := range random.Perm(len(names)) {
		value, err := json.Marshal(facts[names[i]])
		require.NoError(t, err)
		if n > 0 {
			out.WriteString(",\n")
		}
		fmt.Fprintf(&out, "%q: %s", names[i], value)
	}
	out.WriteByte('}')
	return out.Bytes()
}

// TestNobodyChangesAGuideline overwrites everything that a guideline hands out.
func TestNobodyChangesAGuideline(t *testing.T) {
	g := madeUp(t, "kiln", "winter")
	a := readArchive(t, "../testdata/decide/kiln-course-worse.txt")
	decide := func() *decision.Decision {
		d, err := g.Decide([]byte(a.text(t, "facts.json")))
		require.NoError(t, err)
		return d
	}
	explain := func() *decision.Explanation {
		x, err := g.Explain([]byte(a.text(t, "facts.json")))
		require.NoError(t, err)
		return x
	}
	d := decide()
	require.NotNil(t, d.Protocol)
	require.NotNil(t, d.Course)
	want, explained := string(d.JSON()), fmt.Sprintf("%+v", explain().Rules)
	info := g.Info()
	for _, handedOut := range []any{d, explain(), &info, g.Verdicts(), g.Steps(), g.Urgencies(), g.Facts(), g.Groups(), g.Params(), g.Definitions(), g.Rules(),
		g.Evidence().Claims(), g.Evidence().Sources(), g.Conditions().Conditions()} {
		overwrite(reflect.ValueOf(handedOut))
	}
	fact, _ := g.Fact("ware")
	overwrite(reflect.ValueOf(&fact))
	require.Equal(t, want, string(decide().JSON()))
	require.Equal(t, explained, fmt.Sprintf("%+v", explain().Rules))
	_, err := g.Case(decision.Facts{"ware": "stoneware", "none_of": []string{"danger_signs"}})
	require.NoError(t, err)
}

// overwrite changes every value that can be reached and set.
func overwrite(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			overwrite(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			overwrite(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				overwrite(v.Field(i))
			}
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString("overwritten")
		}
	case reflect.Float64:
		if v.CanSet() {
			v.SetFloat(-1)
		}
	case reflect.Bool:
		if v.CanSet() {
			v.SetBool(!v.Bool())
		}
	}
}
