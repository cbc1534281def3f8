package sample_test

import (
	"bytes"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/trial"
	"github.com/mskguide/mskguide/decision/scenario/sample"
)

// pond is a made-up guideline with every kind of fact.
func pond(t *testing.T) *decision.Guideline { return trial.Open(t, "../testdata/pond") }

func TestSampleIsTheSameEverywhere(t *testing.T) {
	d := sample.Default(pond(t))
	ten := trial.Sampled(t, d, 10, 7)
	trial.Golden(t, "testdata/ten.csv", ten)
	require.True(t, strings.HasPrefix(trial.Sampled(t, d, 20, 7), ten), "more cases begin with the same ones")
	require.NotEqual(t, ten, trial.Sampled(t, d, 10, 8))
}

// TestSampleIsReadAsItWasDrawn writes cases as a table and reads them again. That also holds
// them to the checks of the guideline.
func TestSampleIsReadAsItWasDrawn(t *testing.T) {
	for _, g := range trial.Guidelines(t, "../testdata/pond") {
		d, err := sample.Read(g, "partly.yaml", partly(g))
		require.NoError(t, err)
		rows, err := scenario.ReadCSV(g, "t", strings.NewReader(trial.Sampled(t, d, 300, 1)), scenario.Format{Keep: []string{sample.SyntheticID}})
		require.NoError(t, err)
		next, stop := iter.Pull2(d.Cases(1))
		defer stop()
		parts := 0
		for row, err := range rows.Rows() {
			require.NoError(t, err)
			facts, err := row.Facts()
			require.NoError(t, err)
			want, err, _ := next()
			require.NoError(t, err)
			require.Equal(t, want, facts)
			for _, v := range facts {
				if _, part := v.(map[string]any); part {
					parts++
				}
			}
		}
		require.Greater(t, parts, 100, "some are known in part")
	}
}

// partly is the default distribution with everything but yes and no half known in part.
func partly(g *decision.Guideline) []byte {
	text := string(sample.Default(g).YAML())
	for _, key := range []string{"choices: {", "uniform: [", "quantiles: ["} {
		text = strings.ReplaceAll(text, ", "+key, ", partly: 0.5, "+key)
	}
	return []byte(text)
}

func TestDistributionIsReadAsItIsWritten(t *testing.T) {
	for _, g := range trial.Guidelines(t, "../testdata/pond") {
		for _, text := range [][]byte{sample.Default(g).YAML(), sample.Default(g).Missing(0.25).YAML(), partly(g)} {
			d, err := sample.Read(g, "d.yaml", text)
			require.NoError(t, err)
			require.Equal(t, string(text), string(d.YAML()))
		}
	}
	trial.Golden(t, "testdata/default.yaml", string(sample.Default(pond(t)).YAML()))
}

// TestSampleFollowsItsDistribution counts what is drawn. The seed is fixed, and so is what
// comes out; the bounds are what is meant.
func TestSampleFollowsItsDistribution(t *testing.T) {
	d, err := sample.Read(pond(t), "d.yaml", []byte(`
schema: mskguide.distribution/1
for: pond
says: Made up.
facts:
  frozen: {unknown: 0.5, yes: 0.25}
  fish: {choices: {carp: 3, pike: 1}}
  depth: {quantiles: [{share: 0, value: 0}, {share: 0.9, value: 1}, {share: 1, value: 9}], step: 0.25}
`))
	require.NoError(t, err)
	const n = 20_000
	count := map[string]float64{}
	at := 0
	for facts, err := range d.Cases(3) {
		require.NoError(t, err)
		if at++; at > n {
			break
		}
		for what, is := range map[string]bool{
			"unknown": facts["frozen"] == nil, "frozen": facts["frozen"] == true, "pike": facts["fish"] == "pike",
			"carp": facts["fish"] == "carp", "shallow": facts["depth"].(float64) <= 1,
		} {
			if is {
				count[what] += 1.0 / n
			}
		}
		require.Len(t, facts, 3-map[bool]int{true: 1}[facts["frozen"] == nil])
		require.Zero(t, facts["depth"].(float64)*4-float64(int(facts["depth"].(float64)*4)))
	}
	require.InDelta(t, 0.5, count["unknown"], 0.01)
	require.InDelta(t, 0.125, count["frozen"], 0.01)
	require.InDelta(t, 0.25, count["pike"], 0.01)
	require.InDelta(t, 0.75, count["carp"], 0.01)
	require.InDelta(t, 0.9, count["shallow"], 0.02)
}

func TestSampleOfSomeFacts(t *testing.T) {
	d := sample.Default(pond(t))
	some, err := d.Only([]string{"fish", "frozen"})
	require.NoError(t, err)
	head, _, _ := strings.Cut(trial.Sampled(t, some, 1, 1), "\n")
	require.Equal(t, "synthetic_id,frozen,fish", head)
	for facts := range some.Missing(1).Cases(1) {
		require.Empty(t, facts)
		break
	}
	_, err = d.Only([]string{"fihs"})
	require.EqualError(t, err, `no fact "fihs" is drawn; did you mean "fish"?`)
}

func TestSampleThatContradictsItself(t *testing.T) {
	g := trial.Guidelines(t, "../testdata/pond")[1]
	d, err := sample.Read(g, "d.yaml", []byte(`
schema: mskguide.distribution/1
for: dry-needling
says: Nobody is like this.
facts:
  pregnancy: {yes: 0}
  third_trimester: {yes: 1}
`))
	require.NoError(t, err)
	err = d.WriteCSV(&bytes.Buffer{}, 1, 1)
	require.ErrorContains(t, err, "10000 cases in a row contradict themselves: ")
	require.ErrorContains(t, err, "A third trimester is that of a pregnancy")
}
