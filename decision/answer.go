package decision

import "github.com/mskguide/mskguide/evidence"

const (
	decisionSchema   = "mskguide.decision/1"
	needsInformation = "needs_information"
)

// Decision is the guideline's answer for what is known of one complaint at one site. As
// JSON it is the document mskguide.decision/1, whose bytes depend on nothing but the
// guideline and the facts.
type Decision struct {
	Schema      string   `json:"schema"`
	Guideline   Info     `json:"guideline"`
	Verdict     string   `json:"verdict"`      // a verdict of the guideline, or needs_information
	Settled     bool     `json:"settled"`      // whatever else is learnt, the verdict stays
	CouldBecome []string `json:"could_become"` // by rising severity
	Missing     []string `json:"missing"`      // exactly the facts that could still change the verdict, in asking order
	Exact       bool     `json:"exact"`        // false: could_become, missing and what is possible may hold too much, never too little
	Support     *Support `json:"support,omitempty"`
	Urgency     string   `json:"urgency,omitempty"` // disposition of the most urgent reason
	// The next two only while a rule that is more urgent may hold beside it: no verdict turns on them.
	UrgencyCouldBecome []string `json:"urgency_could_become,omitempty"` // by rising urgency
	UrgencyMissing     []string `json:"urgency_missing,omitempty"`      // the facts that decide those rules, in asking order

	Steps    []Step    `json:"steps"`
	Reasons  []Reason  `json:"reasons"`            // by falling severity, then file order
	Cautions []Caution `json:"cautions"`           // in file order
	Options  []Option  `json:"options"`            // by stance, then file order
	Protocol *Protocol `json:"protocol,omitempty"` // only with the settled least severe verdict
	Course   *Course   `json:"course,omitempty"`
	// The next only while something is known that only comparing has a use for, and the one after it
	// while some answer to the self-check is known; see [Guideline.Compare].
	Comparison []ComparedBriefly `json:"comparison,omitempty"`
	SelfCheck  *SelfCheck        `json:"self_check,omitempty"`
	Remarks    []Remark          `json:"remarks,omitempty"`
	Evidence   []Claim           `json:"evidence"` // every claim cited above, in order of first mention
	Sources    []Source          `json:"sources"`  // every source of those claims

	allows bool
}

// Allows reports whether the verdict is the guideline's least severe one and nothing
// that is still unknown could change it. It is the only thing safe to branch on.
func (d *Decision) Allows() bool { return d.allows }

// Support is how well the best supported reason for the verdict stands: the weakest of
// its claims. It is absent where no rule gives the stated verdict.
type Support struct {
	Standing  evidence.Standing  `json:"standing"`
	Certainty evidence.Certainty `json:"certainty,omitempty"`
}

// StepStatus is where a case stands at a step of the guideline.
type StepStatus string

// What a step can be.
const (
	StepStopped    StepStatus = "stopped"     // some rule of the step holds, whatever else is learnt
	StepPassed     StepStatus = "passed"      // none can hold
	StepOpen       StepStatus = "open"        // not known yet
	StepNotReached StepStatus = "not_reached" // an earlier step stopped
)

// Step is one step of the guideline and what of it could still change the verdict.
type Step struct {
	ID     string     `json:"id"`
	Status StepStatus `json:"status"`
	Open   []string   `json:"open"` // groups that are wholly open, then single facts, in asking order
}

// Reason is a rule that holds and the verdict that it gives.
type Reason struct {
	Rule     string   `json:"rule"`
	Step     string   `json:"step"`
	Verdict  string   `json:"verdict"`
	Title    string   `json:"title"`
	Says     string   `json:"says"`
	Possible bool     `json:"possible"` // holds in some completions only
	Scope    string   `json:"scope,omitempty"`
	Urgency  string   `json:"urgency,omitempty"`
	Claims   []string `json:"claims"`

	written *writtenRule
	further []*also // of a reason that stays inside: sentences that go on with what it says
}

// Caution is something to heed that moves no verdict.
type Caution struct {
	Rule     string   `json:"rule"`
	Says     string   `json:"says"`
	Possible bool     `json:"possible"`
	Missing  []string `json:"missing,omitempty"` // of a possible one: the facts that decide it
	Claims   []string `json:"claims"`

	written *writtenRule
}

// Option is something else to do, instead or besides.
type Option struct {
	ID           string             `json:"id"`
	Intervention string             `json:"intervention"`
	Title        string             `json:"title"`
	Stance       Stance             `json:"stance"`
	Certainty    evidence.Certainty `json:"certainty,omitempty"`
	Says         string             `json:"says"`
	Possible     bool               `json:"possible"`          // offered in some completions only
	Tried        string             `json:"tried,omitempty"`   // what came of it, or unknown; absent where no fact tells
	Failed       bool               `json:"failed,omitempty"`  // it was tried and nothing is left to expect of it
	Missing      []string           `json:"missing,omitempty"` // of a possible one: the facts that decide it
	Cautions     []OptionCaution    `json:"cautions"`
	For          []string           `json:"for,omitempty"`     // sources that speak for the option,
	Against      []string           `json:"against,omitempty"` // and against it
	Claims       []string           `json:"claims"`

	written *writtenOption
}

// OptionCaution is something to heed with an option.
type OptionCaution struct {
	Caution  string   `json:"caution"`
	Says     string   `json:"says"`
	Possible bool     `json:"possible"`
	Missing  []string `json:"missing,omitempty"` // of a possible one: the facts that decide it
	Claims   []string `json:"claims"`

	written *writtenCaution
}

// Remark is a sentence about the answer as a whole.
type Remark struct {
	ID   string `json:"id"`
	Says string `json:"says"`
}

// Claim is a statement with what speaks for it and against it.
type Claim struct {
	Claim     string             `json:"claim"`
	Text      string             `json:"text"`
	Standing  evidence.Standing  `json:"standing"`
	Certainty evidence.Certainty `json:"certainty,omitempty"`
	For       []string           `json:"for"`
	Against   []string           `json:"against"`

	written *written[Claim]
}

// Source is a publication behind a claim.
type Source struct {
	ID   string `json:"id"`
	Cite string `json:"cite"`
	URL  string `json:"url,omitempty"`

	written *written[Source]
}

// written is the JSON of a value that many answers hold. It serves while the value is what
// it was: comparing a text with itself takes no time.
type written[T any] struct {
	value T
	json  []byte
}

// Protocol is how the guideline would carry the treatment out.
type Protocol struct {
	Title        string         `json:"title"`
	Says         string         `json:"says"`
	NotForOrders bool           `json:"not_for_orders"` // no adapter makes an order of it
	Items        []ProtocolItem `json:"items"`
	Schedule     *Schedule      `json:"schedule,omitempty"`
	Notes        []ProtocolNote `json:"notes"`
	Acknowledge  *Acknowledge   `json:"acknowledge,omitempty"`
	Claims       []string       `json:"claims"`
}

// ProtocolItem is one instruction; where it does not apply it is withheld with the reason.
type ProtocolItem struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Says     string   `json:"says"` // the instruction, or why it is withheld
	Withheld bool     `json:"withheld"`
	Claims   []string `json:"claims"`
}

// ProtocolNote goes with every offer of the treatment.
type ProtocolNote struct {
	ID     string   `json:"id"`
	Says   string   `json:"says"`
	Claims []string `json:"claims"`
}

// Acknowledge lists the cautions that a clinician should acknowledge.
type Acknowledge struct {
	Says     string   `json:"says"`
	Cautions []string `json:"cautions"`
}

// Schedule is the sequence of sessions as the guideline gives it.
type Schedule struct {
	Says     string   `json:"says"`
	Sessions int      `json:"sessions"`
	Weeks    float64  `json:"weeks"`
	Phases   []Phase  `json:"phases"`
	Claims   []string `json:"claims"`
}

// Phase is a run of sessions at one spacing.
type Phase struct {
	Title    string  `json:"title"`
	Sessions int     `json:"sessions"`
	PerWeek  float64 `json:"per_week"` // sessions a week; 0.5 is one every two weeks
}

// Course is what is known of a running course of treatment.
type Course struct {
	Attendance *Attendance     `json:"attendance,omitempty"`
	Measures   []MeasureChange `json:"measures"`
}

// Attendance is sessions attended of those due. The comparison is exact: no percentage
// is rounded.
type Attendance struct {
	Scheduled      float64 `json:"scheduled"`
	Attended       float64 `json:"attended"`
	AtLeastPercent float64 `json:"at_least_percent"`
	Reached        bool    `json:"reached"`
}

// MeasureChange is the change of an outcome measure against its minimal important change.
type MeasureChange struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Unit      string   `json:"unit"`
	Baseline  float64  `json:"baseline"`
	Now       *float64 `json:"now,omitempty"`       // absent at the start of a course
	Change    *float64 `json:"change,omitempty"`    // in the direction of better; negative is worse
	Important *float64 `json:"important,omitempty"` // equality reaches; absent while it is open which change counts
	Reached   *bool    `json:"reached,omitempty"`
	Worse     *bool    `json:"worse,omitempty"`
	Claims    []string `json:"claims"`
}
