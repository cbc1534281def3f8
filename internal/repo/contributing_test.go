package repo

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/stretchr/testify/require"
)

// The rule that CONTRIBUTING shows can be pasted into the guideline as it stands.
func TestTheRuleInContributingIsOne(t *testing.T) {
	_, snippet, ok := strings.Cut(read(t, ".github/CONTRIBUTING.md"), "```yaml\n")
	require.True(t, ok)
	snippet, _, ok = strings.Cut(snippet, "```")
	require.True(t, ok)
	bundle := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(dryneedling.Bundle(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dryneedling.Bundle(), name)
		bundle[name] = &fstest.MapFile{Data: data}
		return err
	}))
	screen := bundle["rules/screen.yaml"]
	for line := range strings.Lines(snippet) {
		screen.Data = append(screen.Data, strings.TrimPrefix(line, " ")...) // from three spaces to the two of a list of rules
	}
	g, err := decision.Open(bundle)
	require.NoError(t, err)
	require.Len(t, g.Rules(), len(dryneedling.AsPublished().Rules())+1)
}
