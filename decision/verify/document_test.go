package verify_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/verify"
)

func reported(t *testing.T) *verify.Document {
	var reports []*verify.Report
	for _, a := range archives(t) {
		reports = append(reports, verify.Check(open(t, a.bundle(t).fs()), verify.Options{}))
	}
	return verify.NewDocument(reports...)
}

// TestDocumentHasItsSchema holds every report on a planted fault to the JSON Schema.
func TestDocumentHasItsSchema(t *testing.T) {
	text, err := verify.Schema()
	require.NoError(t, err)
	var schema map[string]any
	require.NoError(t, json.Unmarshal(text, &schema))
	data, err := json.Marshal(reported(t))
	require.NoError(t, err)
	var document any
	require.NoError(t, json.Unmarshal(data, &document))
	require.Empty(t, oracle.Conforms(schema, document, "document"))
	require.NotEmpty(t, oracle.Conforms(schema, map[string]any{"schema": 1, "reports": []any{}}, "document"))
}

// TestSARIF holds the log to what SARIF 2.1.0 asks of the parts that it uses.
func TestSARIF(t *testing.T) {
	d := reported(t)
	text, err := d.SARIF("a folder/kite")
	require.NoError(t, err)
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID                   string
						ShortDescription     struct{ Text string }
						DefaultConfiguration struct{ Level string }
					}
				}
			}
			ColumnKind string
			Results    []struct {
				RuleID, Level    string
				RuleIndex        int
				Message          struct{ Text string }
				Locations        []sarifPlace
				RelatedLocations []sarifPlace
				Suppressions     []struct{ Kind, Justification string }
				Properties       struct{ Witness *verify.Witness }
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &log))
	require.Equal(t, "2.1.0", log.Version)
	require.Len(t, log.Runs, len(d.Reports))
	for i, run := range log.Runs {
		r := d.Reports[i]
		require.Equal(t, "unicodeCodePoints", run.ColumnKind)
		require.Len(t, run.Tool.Driver.Rules, len(verify.Kinds()))
		require.Len(t, run.Results, len(r.Findings)+len(r.Expected))
		for k, result := range run.Results {
			f := append(append([]verify.Finding{}, r.Findings...), r.Expected...)[k]
			rule := run.Tool.Driver.Rules[result.RuleIndex]
			require.Equal(t, string(f.Kind), result.RuleID)
			require.Equal(t, rule.ID, result.RuleID)
			require.NotEmpty(t, rule.ShortDescription.Text)
			require.Contains(t, []string{"error", "warning", "note"}, result.Level)
			require.Equal(t, rule.DefaultConfiguration.Level, result.Level)
			require.Equal(t, f.Text, result.Message.Text)
			require.Len(t, result.Locations, 1)
			require.Len(t, result.RelatedLocations, len(f.Entries)-1)
			for n, at := range append(result.Locations, result.RelatedLocations...) {
				require.Equal(t, "a%20folder/kite/"+f.Entries[n].File, at.PhysicalLocation.ArtifactLocation.URI)
				require.Positive(t, at.PhysicalLocation.Region.StartLine)
				require.Positive(t, at.PhysicalLocation.Region.StartColumn)
			}
			require.Equal(t, f.Expected != "", len(result.Suppressions) == 1)
			require.Equal(t, f.Witness == nil, result.Properties.Witness == nil)
		}
	}
}

type sarifPlace struct {
	PhysicalLocation struct {
		ArtifactLocation struct{ URI string }
		Region           struct{ StartLine, StartColumn int }
	}
}
