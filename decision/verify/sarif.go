package verify

import (
	"encoding/json"
	"net/url"
	"path"
	"strings"
)

// SARIF writes the reports as a SARIF 2.1.0 log, for tools that show findings beside the files:
// a run for each guideline. Folder is where the files of the bundle stand, "" where nobody
// knows; what is expected is in it as suppressed.
func (d *Document) SARIF(folder string) ([]byte, error) {
	log := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0"}
	for _, r := range d.Reports {
		log.Runs = append(log.Runs, r.sarif(folder))
	}
	out, err := json.MarshalIndent(log, "", "  ")
	return append(out, '\n'), err
}

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool      `json:"tool"`
	Results    []sarifResult  `json:"results"`
	ColumnKind string         `json:"columnKind"`
	Properties map[string]any `json:"properties"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name  string      `json:"name"`
	Rules []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID            string             `json:"id"`
	Short         sarifMessage       `json:"shortDescription"`
	Configuration sarifConfiguration `json:"defaultConfiguration"`
}

type sarifConfiguration struct {
	Level Severity `json:"level"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        Severity           `json:"level"`
	Message      sarifMessage       `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Related      []sarifLocation    `json:"relatedLocations,omitempty"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	Properties   *sarifProperties   `json:"properties,omitempty"`
}

type sarifLocation struct {
	ID       int           `json:"id,omitempty"`
	Message  *sarifMessage `json:"message,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification"`
}

type sarifProperties struct {
	Witness *Witness `json:"witness"`
}

// uri is a relative reference to a file.
func uri(folder, file string) string {
	u := url.URL{Path: path.Join(strings.ReplaceAll(folder, `\`, "/"), file)}
	return u.String()
}

func (r *Report) sarif(folder string) sarifRun {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Properties: map[string]any{"guideline": r.Guideline, "checked": r.Checked, "not_analysable": r.NotAnalysable}}
	run.Tool.Driver.Name = "mskguide verify"
	for _, k := range Kinds() {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{string(k), sarifMessage{k.Says()}, sarifConfiguration{k.severity()}})
	}
	for _, list := range [][]Finding{r.Findings, r.Expected} {
		for i := range list {
			run.Results = append(run.Results, list[i].sarif(folder))
		}
	}
	return run
}

func (f *Finding) sarif(folder string) sarifResult {
	out := sarifResult{RuleID: string(f.Kind), Level: f.Severity, Message: sarifMessage{f.Text}}
	for i, k := range Kinds() {
		if k == f.Kind {
			out.RuleIndex = i
		}
	}
	for i, e := range f.Entries {
		at := sarifLocation{Physical: sarifPhysical{sarifArtifact{uri(folder, e.File)}, sarifRegion{e.Line, e.Column}}}
		if i == 0 {
			out.Locations = append(out.Locations, at)
			continue
		}
		at.ID, at.Message = i, &sarifMessage{e.Kind + " " + e.ID}
		out.Related = append(out.Related, at)
	}
	if f.Expected != "" {
		out.Suppressions = []sarifSuppression{{"inSource", f.Expected}}
	}
	if f.Witness != nil {
		out.Properties = &sarifProperties{f.Witness}
	}
	return out
}
