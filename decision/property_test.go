package decision_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestSameBytes decides the same cases in many goroutines at once, prepared ones and JSON
// with the names in any order.
func TestSameBytes(t *testing.T) {
	g := madeUp(t, "kiln", "riverside")
	j := newJudge(t, g)
	rng := rand.New(rand.NewPCG(3, 0))
	var cases []*decision.Case
	var documents [][]byte
	var want []string
	for len(cases) < 100 {
		facts := j.openCase(rng, 1<<20).told
		c, err := g.Case(facts)
		if err != nil { // it contradicts itself by a check of the bundle
			continue
		}
		cases = append(cases, c)
		documents = append(documents, shuffled(t, rng, facts))
		want = append(want, string(g.DecideCase(c).JSON()))
	}
	var done sync.WaitGroup
	failures := make(chan string, 8)
	for worker := range 8 {
		done.Add(1)
		go func() {
			defer done.Done()
			for n := range cases {
				i := (n*7 + worker*13) % len(cases)
				d, err := g.Decide(documents[i])
				if err != nil || string(d.JSON()) != want[i] || string(g.DecideCase(cases[i]).JSON()) != want[i] {
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

// shuffled writes facts as JSON with the names in random order.
func shuffled(t *testing.T, rng *rand.Rand, facts decision.Facts) []byte {
	var names []string
	for name := range facts {
		names = append(names, name)
	}
	var out bytes.Buffer
	out.WriteByte('{')
	for n, i := range rng.Perm(len(names)) {
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
	want, explained, reviewed := string(d.JSON()), string(explain().JSON()), g.Review()
	info := g.Info()
	for _, handedOut := range []any{d, explain(), &info, g.Verdicts(), g.Steps(), g.Urgencies(), g.Facts(), g.Groups(), g.Params(), g.Definitions(), g.Rules(),
		g.Review(), g.Evidence().Claims(), g.Evidence().Sources(), g.Conditions().Conditions()} {
		overwrite(reflect.ValueOf(handedOut))
	}
	fact, _ := g.Fact("ware")
	overwrite(reflect.ValueOf(&fact))
	require.Equal(t, want, string(decide().JSON()))
	require.Equal(t, explained, string(explain().JSON()))
	require.Equal(t, reviewed, g.Review())
	_, err := g.Case(decision.Facts{"ware": "stoneware", "none_of": []string{"danger_signs"}})
	require.NoError(t, err)
}

// TestOptionsBelongToTheCaller: what is done to the options of one answer changes no other, and
// the answer's own JSON says what was done.
func TestOptionsBelongToTheCaller(t *testing.T) {
	g := madeUp(t, "lantern")
	facts := decision.Facts{"storm_warning": false, "wind_knots": 18.0, "pilot_aboard": true, "lanterns_lit": true, "tide_now": "ebb", "hull": "patched"}
	decide := func() *decision.Decision {
		d, err := g.Decide(facts)
		require.NoError(t, err)
		require.Greater(t, len(d.Options), 2)
		require.True(t, slices.ContainsFunc(d.Options, func(o decision.Option) bool {
			return len(o.For) > 0 && len(o.Missing) > 0 && len(o.Cautions) > 0
		}))
		return d
	}
	want := string(decide().JSON())
	for i := range decide().Options {
		for field := range reflect.TypeFor[decision.Option]().NumField() {
			d := decide()
			o := reflect.ValueOf(&d.Options[i]).Elem()
			if !o.Type().Field(field).IsExported() {
				continue
			}
			overwrite(o.Field(field))
			require.Equal(t, standardJSON(t, d), string(d.JSON()), o.Type().Field(field).Name)
		}
	}
	x, err := g.Explain(facts)
	require.NoError(t, err)
	explained := fmt.Sprintf("%+v %+v", x.Barred, x.Options)
	for _, handedOut := range []any{x, g.OptionRules(), g.Interventions(), g.OptionCautions()} {
		overwrite(reflect.ValueOf(handedOut))
	}
	require.Equal(t, want, string(decide().JSON()))
	x, err = g.Explain(facts)
	require.NoError(t, err)
	require.Equal(t, explained, fmt.Sprintf("%+v %+v", x.Barred, x.Options))
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
