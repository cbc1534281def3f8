package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/verify"
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

// A reader is told first who newly gets the least severe verdict and who no longer does; the
// parts add up, and only those groups are told in full.
func TestDiffLeadsWithTheLeastSevereVerdict(t *testing.T) {
	for _, form := range [][]string{nil, {"-markdown"}} {
		text := strings.Join(strings.Fields(strings.ReplaceAll(differing(t, append(form, "as-published", "as-published+literature")...), "*", "")), " ")
		places := make([]int, 0, 6)
		for _, part := range []string{"Newly May be discussed:", "LARGEST SOFTENING, ", "Chronic low back pain (so far Do not use): ", "No longer May be discussed:",
			"Acute or subacute low back pain: too few trials (now No recommendation): ", "of the cells get another verdict", "Another verdict, and neither is May be discussed"} {
			require.Contains(t, text, part)
			places = append(places, strings.Index(text, part))
		}
		require.IsIncreasing(t, places)
		_, full, _ := strings.Cut(text, "of the cells get another verdict")
		full, folded, _ := strings.Cut(full, "Another verdict, and neither is")
		require.Contains(t, full, `"condition": "low_back_pain", "pain_duration_weeks": 13, "needling_region": "low_back"`)
		folded, _, _ = strings.Cut(folded, "What differs")
		require.NotContains(t, folded, `{"none_of"`)
		require.NotContains(t, strings.ReplaceAll(folded, "neither is May be discussed", ""), "→ May be discussed")
	}
	var d verify.Difference
	require.NoError(t, json.Unmarshal([]byte(differing(t, "as-published", "as-published+literature", "-json")), &d))
	require.Len(t, d.Groups, 49, "the JSON form has every group in full")
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
