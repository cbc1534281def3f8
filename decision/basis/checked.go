package basis

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// CheckedFile is the name of the figures beside a bundle. It is generated, and may be left out.
const CheckedFile = "checked.json"

const checkedSchema = "mskguide.checked/1"

// CheckedFigures is what the checks of a guideline, and of it with overlays, came to. As JSON it is
// the document mskguide.checked/1, written by whoever ran them.
type CheckedFigures struct {
	Schema     string    `json:"schema"`
	Guidelines []Checked `json:"guidelines"`
}

// Checked is what the checks of one guideline came to.
type Checked struct {
	Guideline decision.Info `json:"guideline"`
	Scenarios int           `json:"scenarios"` // named cases whose answers are as expected
	Digest    string        `json:"scenarios_digest"`
	Rule      Share         `json:"rule"`    // of outcomes of conditions that some case can have, those that a scenario has
	Branch    Share         `json:"branch"`  // likewise, of the parts of conditions
	MCDC      Share         `json:"mcdc"`    // likewise, of pairs that differ in one part and in the outcome
	Mutants   Share         `json:"mutants"` // of mistakes put into the guideline that change some answer, those that the scenarios tell
	Verified  Verified      `json:"verified"`
}

// Share is how many of some there are.
type Share struct {
	Have int `json:"have"`
	Of   int `json:"of"`
}

// Percent is the share in percent, rounded down: 100 is all of them.
func (s Share) Percent() string {
	if s.Of == 0 || s.Have == s.Of {
		return "100"
	}
	tenths := 1000 * s.Have / s.Of
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// Verified is what was looked at over all inputs.
type Verified struct {
	Conditions int    `json:"conditions"`
	Choices    string `json:"choices"` // of local policy
	Cases      string `json:"cases"`   // complete ones that some condition tells apart
	Invariants int    `json:"invariants"`
	Found      int    `json:"found"`
	Expected   int    `json:"expected"` // findings that the bundle expects, with the reason
}

// JSON is the document mskguide.checked/1 for people to read too.
func (f *CheckedFigures) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(f, "", "  ")
	return append(text, '\n'), err
}

// NewCheckedFigures puts figures together.
func NewCheckedFigures(of ...Checked) *CheckedFigures { return &CheckedFigures{checkedSchema, of} }

// readChecked reads the figures beside a bundle; nil for none.
func readChecked(bundle fs.FS) (*CheckedFigures, error) {
	data, err := fs.ReadFile(bundle, CheckedFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	at := place.Pos{File: CheckedFile, Line: 1, Column: 1}
	var f CheckedFigures
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		err = d.Decode(&f)
	}
	if err == nil && f.Schema != checkedSchema {
		err = fmt.Errorf("schema is %q; it is %q here", f.Schema, checkedSchema)
	}
	if err != nil {
		return nil, &place.Error{Pos: at, Message: err.Error()}
	}
	return &f, nil
}

// of finds the figures of a guideline, by its digest: those of another one are not its own.
func (f *CheckedFigures) of(info decision.Info) (*Checked, bool) {
	if f == nil {
		return nil, false
	}
	i := slices.IndexFunc(f.Guidelines, func(c Checked) bool { return c.Guideline.Digest == info.Digest })
	if i < 0 {
		return nil, false
	}
	return &f.Guidelines[i], true
}

// Checked is what the checks of the guideline came to, false when they were not measured for
// exactly this guideline with its overlays.
func (b *Basis) Checked() (Checked, bool) {
	c, ok := b.checked.of(b.g.Info())
	if !ok {
		return Checked{}, false
	}
	return *c, true
}
