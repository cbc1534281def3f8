package receipt

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

const replaySchema = "mskguide.replay/1"

// Report says what came of making a decision again. As JSON it is the document
// mskguide.replay/1.
type Report struct {
	Schema string `json:"schema"`
	// Same: the answer has the same bytes, and what the receipt says beside their hash is so. The
	// library may be another one.
	Same bool `json:"same"`
	// Alike: nothing of the answer differs but the version, digest or overlays that it names.
	Alike bool `json:"alike"`
	// SelfContradictory: the hash is that of another answer or guideline than the receipt tells of:
	// somebody or something changed it. It is then neither the same nor alike.
	SelfContradictory bool         `json:"self_contradictory,omitempty"`
	Differences       []Difference `json:"differences"`
	// Lacks are those of the receipt: an answer that is the same is so by what was had.
	Lacks []Lack `json:"lacks,omitzero"`

	Error string `json:"error,omitempty"` // why it cannot be made again
}

// NoReceipt is the report on what is no receipt.
func NoReceipt(err error) *Report {
	return &Report{Schema: replaySchema, Differences: []Difference{}, Error: err.Error()}
}

// Part is something that a decision rests on, or is made of.
type Part string

// What can differ. Those of the answer are told only where the facts are accepted.
const (
	LibraryPart  Part = "library"
	IDPart       Part = "guideline"
	VersionPart  Part = "version"
	DigestPart   Part = "digest"
	OverlaysPart Part = "overlays"
	FactsPart    Part = "facts" // the guideline does not accept them
	VerdictPart  Part = "verdict"
	SettledPart  Part = "settled"
	BecomePart   Part = "could_become"
	MissingPart  Part = "missing"
	UrgencyPart  Part = "urgency"
	ReasonsPart  Part = "reasons"
	CautionsPart Part = "cautions"
	OptionsPart  Part = "options"
	TextsPart    Part = "texts" // what the answer says besides: wording, steps, evidence
	// ReceiptPart: it contradicts itself. Was is what it says, each after the name of its part; is
	// is what the hash in it stands for.
	ReceiptPart Part = "receipt"
)

// SchemaValues lists the parts for JSON Schemas.
func (Part) SchemaValues() []string {
	return []string{string(LibraryPart), string(IDPart), string(VersionPart), string(DigestPart), string(OverlaysPart), string(FactsPart),
		string(VerdictPart), string(SettledPart), string(BecomePart), string(MissingPart), string(UrgencyPart), string(ReasonsPart),
		string(CautionsPart), string(OptionsPart), string(TextsPart), string(ReceiptPart)}
}

// Difference is a part that differs: what the receipt says and what is so now. Of lists it tells
// only what one has and the other has not, or, when they differ in nothing but order, all.
type Difference struct {
	Part Part     `json:"part"`
	Was  []string `json:"was"`
	Is   []string `json:"is"`
}

// Replay makes the decision of a receipt again with a guideline that has the overlays which the
// receipt names; those of another bundle, version or overlay are told as differences. What no
// answer shows cannot be proved by one: the mapping, the day, what of the record could not be had,
// who asked and from where.
func Replay(g *decision.Guideline, r *Receipt) (*Report, error) {
	if r.Schema != schema {
		return nil, fmt.Errorf("it is no receipt: its schema is %q, not %q", r.Schema, schema)
	}
	out := &Report{Schema: replaySchema, Differences: []Difference{}, Lacks: r.Lacks}
	info := g.Info()
	out.text(LibraryPart, r.Library, Library())
	out.text(IDPart, r.Guideline.ID, info.ID)
	out.text(VersionPart, r.Guideline.Version, info.Version)
	out.text(DigestPart, r.Guideline.Digest, info.Digest)
	if !slices.Equal(r.Guideline.Overlays, info.Overlays) {
		out.add(OverlaysPart, r.Guideline.Overlays, info.Overlays)
	}
	if r.Guideline.ID != info.ID {
		return out, nil // facts of the same name need not mean the same
	}
	d, err := g.Decide(r.Facts)
	if err != nil {
		out.add(FactsPart, nil, strings.Split(err.Error(), "\n"))
		return out, nil
	}
	out.answer(r, d)
	return out, nil
}

func (o *Report) answer(r *Receipt, d *decision.Decision) {
	named := *d
	named.Guideline = r.Guideline
	now, then := brief(d), brief(&named)
	switch r.Answer.SHA256 {
	case now.SHA256:
		o.itself(r, now, d.Guideline)
		o.Same = !o.SelfContradictory
	case then.SHA256:
		o.itself(r, then, r.Guideline)
	default:
		o.tell(r.Answer, now)
		return
	}
	o.Alike = !o.SelfContradictory
}

// itself compares what a receipt says with what its hash stands for.
func (o *Report) itself(r *Receipt, is Answer, by decision.Info) {
	in := &Report{}
	in.text(IDPart, r.Guideline.ID, by.ID)
	in.text(VersionPart, r.Guideline.Version, by.Version)
	in.text(DigestPart, r.Guideline.Digest, by.Digest)
	in.list(OverlaysPart, r.Guideline.Overlays, by.Overlays)
	in.parts(r.Answer, is)
	if len(in.Differences) == 0 {
		return
	}
	var says, stands []string
	for _, d := range in.Differences {
		says, stands = append(says, d.each(d.Was)...), append(stands, d.each(d.Is)...)
	}
	o.SelfContradictory = true
	o.add(ReceiptPart, says, stands)
}

// each puts the name of the part before what differs in it.
func (d Difference) each(list []string) (out []string) {
	for _, v := range list {
		out = append(out, string(d.Part)+" "+v)
	}
	return out
}

// tell says how an answer differs from another; where it is in no part of the brief, it is in the
// texts.
func (o *Report) tell(was, is Answer) {
	before := len(o.Differences)
	o.parts(was, is)
	if len(o.Differences) == before {
		o.add(TextsPart, []string{was.SHA256}, []string{is.SHA256})
	}
}

func (o *Report) parts(was, is Answer) {
	o.text(VerdictPart, was.Verdict, is.Verdict)
	o.text(SettledPart, fmt.Sprint(was.Settled), fmt.Sprint(is.Settled))
	o.list(BecomePart, was.CouldBecome, is.CouldBecome)
	o.list(MissingPart, was.Missing, is.Missing)
	o.text(UrgencyPart, was.Urgency, is.Urgency)
	o.list(ReasonsPart, was.Reasons, is.Reasons)
	o.list(CautionsPart, was.Cautions, is.Cautions)
	o.list(OptionsPart, was.Options, is.Options)
}

func (o *Report) add(p Part, was, is []string) {
	o.Differences = append(o.Differences, Difference{p, append([]string{}, was...), append([]string{}, is...)})
}

func (o *Report) text(p Part, was, is string) {
	if was != is {
		o.add(p, present(was), present(is))
	}
}

func present(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

func (o *Report) list(p Part, was, is []string) {
	if slices.Equal(was, is) {
		return
	}
	gone, come := without(was, is), without(is, was)
	if len(gone)+len(come) == 0 {
		gone, come = was, is
	}
	o.add(p, gone, come)
}

func without(list, others []string) (out []string) {
	for _, v := range list {
		if !slices.Contains(others, v) {
			out = append(out, v)
		}
	}
	return out
}

// JSON is the report as one line of JSON with its newline.
func (o *Report) JSON() []byte {
	line, err := encode(o)
	if err != nil { // texts and lists of texts
		panic(err)
	}
	return line
}

// ReplaySchema returns the JSON Schema (2020-12) of a report.
func ReplaySchema() ([]byte, error) {
	return decision.SchemaOf("What came of making a decision again ("+replaySchema+")", Report{})
}
