package basis

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

const dsiSchema = "mskguide.dsi/1"

// DSI is the thirteen source attributes of an evidence-based decision support intervention, as
// 45 CFR 170.315(b)(11)(iv)(A) lists them. The last nine are computed from the facts that the
// guideline uses. As JSON it is the document mskguide.dsi/1; the keys of its attributes are those
// that an open electronic record uses for them.
type DSI struct {
	Schema     string        `json:"schema"`
	Title      string        `json:"title"`
	Guideline  decision.Info `json:"guideline"`
	Basis      string        `json:"basis"` // digest of basis.yaml
	Kind       string        `json:"kind"`  // evidence_based
	Says       string        `json:"says"`
	Classes    string        `json:"classes"` // by which data is classed
	Attributes Attributes    `json:"attributes"`
	Unused     []string      `json:"unused"` // facts that may be given and that nothing uses
}

// Attributes are the thirteen.
type Attributes struct {
	Citation          Statement `json:"evidence_based_citation"`
	Developer         Statement `json:"evidence_based_developer"`
	Funding           Statement `json:"evidence_based_funding"`
	Dates             Statement `json:"evidence_based_dates"`
	Race              DataUse   `json:"evidence_based_race"`
	Ethnicity         DataUse   `json:"evidence_based_ethnicity"`
	Language          DataUse   `json:"evidence_based_language"`
	SexualOrientation DataUse   `json:"evidence_based_sexual_orientation"`
	GenderIdentity    DataUse   `json:"evidence_based_gender_identity"`
	Sex               DataUse   `json:"evidence_based_sex"`
	DateOfBirth       DataUse   `json:"evidence_based_dob"`
	SDOH              DataUse   `json:"evidence_based_sdoh"`
	HealthStatus      DataUse   `json:"evidence_based_health_status"`
}

// Statement is an attribute that people state.
type Statement struct {
	Number int      `json:"number"`
	Title  string   `json:"title"`
	Says   []string `json:"says"`
}

// DataUse is an attribute that is computed: whether data of a kind is used, and by what.
type DataUse struct {
	Number int        `json:"number"`
	Title  string     `json:"title"`
	Used   bool       `json:"used"`
	Says   string     `json:"says"`
	Facts  []FactUsed `json:"facts"` // in asking order
}

// FactUsed is a fact of the kind, and what uses it.
type FactUsed struct {
	Fact    string `json:"fact"`
	Title   string `json:"title"`
	Class   string `json:"class"`
	Element string `json:"element,omitempty"`
	Says    string `json:"says,omitempty"` // how data of this class tells it, where it belongs to another
	By      []Use  `json:"by"`
}

const evidenceBased = "An evidence-based decision support intervention: every answer follows from written rules, each with its claims and their sources. " +
	"It is no predictive decision support intervention: nothing in it was derived from training data."

// DSI is the sheet for the guideline with its overlays.
func (b *Basis) DSI() *DSI {
	by := Uses(b.g)
	d := &DSI{Schema: dsiSchema, Title: b.g.FullTitle(), Guideline: b.g.Info(), Basis: b.digest, Kind: "evidence_based", Says: evidenceBased, Classes: knownClasses().title, Unused: []string{}}
	a := &d.Attributes
	a.Citation = Statement{1, "Bibliographic citation of the intervention", b.citation()}
	a.Developer = Statement{2, "Developer of the intervention", b.developer()}
	a.Funding = Statement{3, "Funding source of the technical implementation of the intervention's development", stated(b.said.Funding)}
	a.Dates = Statement{4, "Release and revision dates of the intervention or its reference source", b.dates()}
	for i, k := range kinds(a) {
		k.into.Number, k.into.Title = 5+i, "Use of "+k.says
		b.uses(k, by)
	}
	for _, f := range b.g.Facts() {
		if len(by[f.ID]) == 0 {
			d.Unused = append(d.Unused, f.ID)
		}
	}
	return d
}

// kindOfData is one of the nine attributes that are computed.
type kindOfData struct {
	id   string // as classes of data count for it
	says string
	into *DataUse
}

func kinds(a *Attributes) []kindOfData {
	return []kindOfData{
		{"race", "race", &a.Race},
		{"ethnicity", "ethnicity", &a.Ethnicity},
		{"language", "language", &a.Language},
		{"sexual_orientation", "sexual orientation", &a.SexualOrientation},
		{"gender_identity", "gender identity", &a.GenderIdentity},
		{"sex", "sex", &a.Sex},
		{"dob", "date of birth", &a.DateOfBirth},
		{"sdoh", "social determinants of health data", &a.SDOH},
		{"health_status", "health status assessments data", &a.HealthStatus},
	}
}

func (b *Basis) uses(k kindOfData, by map[string][]Use) {
	u := k.into
	u.Facts = []FactUsed{}
	for _, f := range b.g.Facts() {
		if len(by[f.ID]) == 0 {
			continue
		}
		data := b.data[f.ID]
		if data.countsFor == k.id {
			u.Facts = append(u.Facts, FactUsed{f.ID, f.Title, data.Class, data.Element, "", by[f.ID]})
			continue
		}
		for _, a := range data.Also {
			if a.countsFor == k.id {
				u.Facts = append(u.Facts, FactUsed{f.ID, f.Title, a.Class, a.Element, a.Says, by[f.ID]})
				break
			}
		}
	}
	u.Used = len(u.Facts) > 0
	if !u.Used {
		u.Says = "Not used: no fact of this kind is named by a rule, a caution, an option, the protocol or anything else that answers."
		return
	}
	entries := map[Use]bool{}
	for _, f := range u.Facts {
		for _, e := range f.By {
			entries[e] = true
		}
	}
	u.Says = fmt.Sprintf("Used: %s of this kind, in %s of the guideline.", count(len(u.Facts), "fact", "facts"), count(len(entries), "entry", "entries"))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func stated(s [2]string) []string {
	out := []string{capital(sentence(s[0]))}
	if s[1] != "" {
		out = append(out, s[1])
	}
	return out
}

func (b *Basis) developer() []string {
	out := stated(b.said.Developer)
	for _, o := range b.g.Overlays() {
		out = append(out, fmt.Sprintf("Overlay %s, %s: on the authority of %s", o.ID, o.Title, sentence(o.Authority)))
	}
	if s := b.g.SignOff(); s.Name != "" {
		return append(out, fmt.Sprintf("Signed off by %s, %s, %s.", s.Name, s.Role, s.Date))
	}
	return append(out, "No clinician has signed it off.")
}

// citation is what the guideline was made from; each rule has claims and sources of its own.
func (b *Basis) citation() []string {
	var out []string
	for _, id := range b.said.Citations {
		s, _ := b.g.Evidence().Source(id)
		out = append(out, s.Cite())
	}
	claims, sources := b.cited()
	return append(out, fmt.Sprintf("Its entries cite %s, for or against which %s speak; each answer names those that it rests on.",
		count(claims, "claim", "claims"), count(sources, "source", "sources")))
}

// cited counts the claims of rules, options and the protocol, and the sources of these.
func (b *Basis) cited() (claims, sources int) {
	lists := [][]string{}
	r := b.g.Review()
	for i := range r.Rules {
		if r.Rules[i].Off == "" {
			lists = append(lists, r.Rules[i].Claims)
		}
	}
	if r.Options != nil {
		for i := range r.Options.Options {
			lists = append(lists, r.Options.Options[i].Claims)
		}
	}
	if p := r.Protocol; p != nil {
		lists = append(lists, p.Claims)
		for _, it := range p.Items {
			lists = append(lists, it.Claims)
		}
	}
	seen, spoken := map[string]bool{}, map[string]bool{}
	for _, list := range lists {
		for _, id := range list {
			c, _ := b.g.Evidence().Claim(id)
			seen[id] = true
			for _, s := range append(append([]string{}, c.For...), c.Against...) {
				spoken[s] = true
			}
		}
	}
	return len(seen), len(spoken)
}

func (b *Basis) dates() []string {
	var out []string
	for _, r := range b.said.Releases {
		out = append(out, strings.TrimSpace(fmt.Sprintf("Version %s: %s. %s", r.Version, r.Date, r.Says)))
	}
	for _, o := range b.g.Overlays() {
		out = append(out, fmt.Sprintf("Overlay %s: in force since %s.", o.ID, o.InForce))
	}
	for _, id := range b.said.Citations {
		s, _ := b.g.Evidence().Source(id)
		date := s.Locator
		if date == "" && s.Year > 0 {
			date = fmt.Sprint(s.Year)
		}
		if date != "" {
			out = append(out, fmt.Sprintf("Reference source %s: %s.", id, date))
		}
	}
	return out
}

// JSON is the document mskguide.dsi/1 for people to read too, with one trailing newline.
func (d *DSI) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil { // texts and lists
		panic(err)
	}
	return out.Bytes()
}

// DSISchema returns the JSON Schema (2020-12) of the sheet.
func DSISchema() ([]byte, error) {
	return decision.SchemaOf("Source attributes of a decision support intervention ("+dsiSchema+")", DSI{})
}
