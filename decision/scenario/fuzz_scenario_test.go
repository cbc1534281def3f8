package scenario_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/scenario"
)

// FuzzScenarios holds that no file of scenarios makes anything panic, and that every mistake
// and every difference is in the file.
func FuzzScenarios(f *testing.F) {
	paths, err := filepath.Glob("testdata/scenarios/*.txt")
	require.NoError(f, err)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(f, err)
		text, _, _ := strings.Cut(string(data), "-- want --\n")
		for _, file := range folder(text) {
			f.Add(file.Data)
		}
	}
	g := pond(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := scenario.ReadFile("f.yaml", data)
		if err != nil {
			return
		}
		report, err := scenario.Check(g, list)
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				require.True(t, strings.HasPrefix(line, "f.yaml:") || strings.HasPrefix(line, "no scenario is for"), line)
			}
			return
		}
		lines := strings.Count(string(data), "\n") + 1
		for _, c := range report.Cases {
			for _, d := range c.Differences {
				require.Equal(t, "f.yaml", d.File)
				require.True(t, d.Line >= 1 && d.Line <= lines && d.Column >= 1, "%v", d)
			}
		}
		_, err = scenario.NewDocument([]*scenario.Report{report}).JUnit()
		require.NoError(t, err)
	})
}
