package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const literatureDiff = "../../decision/guidelines/dryneedling/DIFF-literature.md"

// What the literature changes is written down beside the bundle, and is what comes out now.
func TestLiteratureDiffIsCurrent(t *testing.T) {
	got := differing(t, "as-published", "as-published+literature", "-markdown")
	if *update {
		require.NoError(t, os.WriteFile(literatureDiff, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(literatureDiff)
	require.NoError(t, err)
	if string(want) != got { // the whole of both would fill the screen
		require.Fail(t, "out of date: run go test ./examples/mskguide -run TestLiteratureDiffIsCurrent -update, and read the difference")
	}
}

// differing runs diff on two guidelines that differ.
func differing(t *testing.T, args ...string) string {
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitFound, run(append([]string{"diff"}, args...), strings.NewReader(""), &stdout, &stderr, nothing), stderr.String())
	return stdout.String()
}

// Anyone's bundle can be compared, with its own overlays and with another's.
func TestDiffOfBundles(t *testing.T) {
	const kiln, lantern = "../../testdata/bundles/kiln", "../../testdata/bundles/lantern"
	for _, args := range [][]string{{kiln, kiln + "+winter"}, {kiln + "+riverside+winter", kiln}, {kiln, lantern}} {
		for _, form := range [][]string{nil, {"-markdown"}, {"-json"}} {
			text := differing(t, append(form, args...)...)
			require.NotContains(t, text, "%!")
			require.NotContains(t, text, "\n\n\n")
			for _, link := range strings.Split(text, "](#")[1:] {
				anchor, _, _ := strings.Cut(link, ")")
				require.Contains(t, strings.ToLower(strings.ReplaceAll(text, " ", "-")), "\n###-"+anchor+"\n")
			}
		}
	}
}
