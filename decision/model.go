package decision

// Type is the kind of value that a fact or a param takes.
type Type string

// The kinds of values.
const (
	TypeBool    Type = "bool"    // yes or no
	TypeNumber  Type = "number"  // an IEEE double within a closed range
	TypeInteger Type = "integer" // a whole number within a closed range
	TypeChoice  Type = "choice"  // one of a few named values
)

// Fact describes one thing that may be known about a patient, a practitioner, a site or
// a course of treatment. What is not known is absent: there is no default.
type Fact struct {
	ID          string
	Type        Type
	Named       string   // name of the shared list of choices, or ""
	Unit        string   // of a number; "" where it has none
	Min, Max    float64  // closed range of a number
	Choices     []Choice // of a choice, in the order they are asked
	Title       string   // a few words; the id in words where the bundle gives none
	Question    string   // how to ask for it
	Help        string
	Burden      int      // 1 (recorded or seen at a glance) to 5 (needs an examination or a test)
	SiteProfile bool     // set once by the embedding system rather than for each patient
	Preference  bool     // what the patient would like; never moves a verdict by itself
	Fixed       bool     // never among what would change a verdict, not even while it is unknown
	Groups      []string // groups that hold it, innermost first
	Transitions []Transition
}

// Transition says what can become of a fact, once it is known, by time or care. What is not
// declared does not count as possible.
type Transition struct {
	From, To []string // of a choice: any of these can become any of those
	Becomes  Bool     // of a yes/no: what it can become; Unknown otherwise
	Rises    bool     // of a number
	Falls    bool
	Until    *float64 // how far a number rises or falls; nil: to the end of its range
	How      string   // "" where nothing more is said
}

// Choice is one value of a fact of type choice.
type Choice struct {
	ID     string
	Title  string
	Failed bool // of the outcome of a trial: nothing is left to expect of what was tried
}

func (f *Fact) choice(id string) int {
	for i := range f.Choices {
		if f.Choices[i].ID == id {
			return i
		}
	}
	return -1
}

func (f *Fact) choiceIDs() []string {
	ids := make([]string, len(f.Choices))
	for i, c := range f.Choices {
		ids[i] = c.ID
	}
	return ids
}

func (f *Fact) numeric() bool { return f.Type == TypeNumber || f.Type == TypeInteger }

// Group is a list of yes/no facts that can be denied at once with "none_of".
type Group struct {
	ID      string
	Title   string
	Help    string
	Members []string // facts or further groups, as declared
	Facts   []string // every fact it covers, in asking order
	facts   []int
}

// Param is a named number or choice of the guideline that local policy may change.
type Param struct {
	ID           string
	Type         Type
	Unit         string
	Choices      []string
	Set          bool   // without a value the rules that name it are off
	Value        string // as text; "" when not set
	Min, Max     string // bounds of a number, as written
	Title        string
	Says         string
	Authority    string // who set the value
	Since        string // date in force, YYYY-MM-DD
	Claims       []string
	UnsetCaution string // the caution that is on while the param has no value

	number, min, max float64
	text             string
}

// Named is an id with what it is called and, where there is more to say, a sentence.
type Named struct {
	ID    string
	Title string
	Says  string
}

// Definition is a named condition.
type Definition struct {
	ID    string
	When  string // as written
	Title string
	Says  string
}

// Rule describes one rule: when it holds, what it then gives and on what evidence.
type Rule struct {
	ID          string
	Step        string
	Gives       string // a verdict, or "caution"
	When        string // as written; "true" for the rule that holds otherwise
	Source      string // the same over facts alone, definitions and params substituted
	Facts       []string
	Title       string
	Says        string
	Claims      []string
	Safety      bool   // no overlay may remove or weaken it
	Scope       string // of a screen reason: patient, site or today
	Urgency     string
	Measures    string // gate on the outcome measures: none_reached, any_worse or ""
	Approximate bool   // its opaque condition is accepted as an approximation
	Off         string // why the rule is off, or ""
	Overlay     string // that the rule comes from, or ""
}

const caution = "caution"

// SignOff is the named clinician who answers for a guideline's content. Every field is
// empty until there is one.
type SignOff struct {
	Name      string `yaml:"name"`
	Role      string `yaml:"role"`
	Date      string `yaml:"date"`
	Interests string `yaml:"interests"`
}

// Info identifies a guideline in answers and receipts.
type Info struct {
	ID       string   `json:"id"`
	Version  string   `json:"version"`
	Digest   string   `json:"digest"`
	Overlays []string `json:"overlays"`
}
