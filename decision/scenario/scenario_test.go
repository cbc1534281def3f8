package scenario_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/trial"
)

// TestScenarios holds the files of testdata/scenarios to what they say.
func TestScenarios(t *testing.T) {
	paths, err := filepath.Glob("testdata/scenarios/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		text, want, _ := strings.Cut(string(data), "-- want --\n")
		g := pond(t)
		if bundle, _, made := strings.Cut(filepath.Base(path), "-"); made {
			g = small(t, bundle)
		}
		got := tested(g, folder(text))
		if trial.Update() {
			require.NoError(t, os.WriteFile(path, []byte(text+"-- want --\n"+got), 0o666))
			continue
		}
		require.Equal(t, want, got, path)
	}
}

// small is a made-up guideline of the repository, under overlays that it ships.
func small(t testing.TB, name string, overlays ...string) *decision.Guideline {
	return trial.Open(t, "../../testdata/bundles/"+name, overlays...)
}

// The scenarios beside the small bundles show how such files are written.
func TestSmallBundles(t *testing.T) {
	for name, overlay := range map[string]string{"lantern": "regatta", "kiln": "riverside", "river": ""} {
		fsys := os.DirFS("../../testdata/bundles/" + name + "/scenarios")
		scenario.Test(t, small(t, name), fsys)
		if overlay != "" {
			scenario.Test(t, small(t, name, overlay), fsys)
		}
	}
}

// folder takes a text apart into files: "-- NAME --" stands before each.
func folder(text string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, part := range strings.Split("\n"+text, "\n-- ")[1:] {
		name, data, _ := strings.Cut(part, " --\n")
		out[name] = &fstest.MapFile{Data: []byte(data + "\n")}
	}
	return out
}

// tested is what a test of scenarios says, a line each.
func tested(g *decision.Guideline, fsys fstest.MapFS) string {
	t := &recorder{}
	done := make(chan bool)
	go func() { // Fatalf ends the goroutine
		defer close(done)
		scenario.Test(t, g, fsys)
	}()
	<-done
	return t.said.String()
}

// recorder is a test that remembers what was said of it.
type recorder struct {
	said   strings.Builder
	failed bool
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failed = true
	fmt.Fprintf(&r.said, "  "+format+"\n", args...)
}

func (r *recorder) Fatalf(format string, args ...any) {
	fmt.Fprintf(&r.said, "fatal:\n"+format+"\n", args...)
	runtime.Goexit()
}

func (r *recorder) Run(name string, test func(*recorder)) bool {
	fmt.Fprintf(&r.said, "%s\n", name)
	one := &recorder{}
	test(one)
	r.said.WriteString(one.said.String())
	r.failed = r.failed || one.failed
	return !one.failed
}

func TestScenarioAPI(t *testing.T) {
	list, err := scenario.ReadFile("a.yaml", []byte(`schema: mskguide.scenario/1
overlays: [winter]
given: {none_of: [dangers]}
scenarios:
  - {id: one, title: Ice, facts: {frozen: true}, expect: {verdict: leave, settled: true}}
  - {id: two, title: Nothing else, expect: {verdict: wait}}
`))
	require.NoError(t, err)
	require.Len(t, list, 2)
	one := list[0]
	require.Equal(t, []string{"winter"}, one.Overlays)
	require.Equal(t, []any{"a.yaml", 5, 10}, []any{one.File, one.Line, one.Column})
	require.Equal(t, "leave", one.Expect.Verdict)
	require.True(t, *one.Expect.Settled)
	examples, err := scenario.Examples(pond(t), list)
	require.NoError(t, err)
	require.Equal(t, []scenario.Example{
		{Name: "one", Facts: decision.Facts{"frozen": true, "heron_seen": false}},
		{Name: "two", Facts: decision.Facts{"none_of": []any{"dangers"}}},
	}, examples)
	require.NoError(t, scenario.Distinct(list))
	require.Error(t, scenario.Distinct(append(list, one)))
}

// A file system that fails is no folder without scenarios.
func TestReadFails(t *testing.T) {
	_, err := scenario.Read(os.DirFS("testdata/nowhere"))
	require.True(t, errors.Is(err, os.ErrNotExist) || strings.Contains(err.Error(), "no such file"), "%v", err)
}
