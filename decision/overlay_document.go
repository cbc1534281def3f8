package decision

import "github.com/mskguide/mskguide/internal/place"

const overlaySchema = "mskguide.overlay/1"

// overlayDoc is a local policy or another reading: what it changes, on whose authority, since
// when. What it adds is written as in a bundle.
type overlayDoc struct {
	Schema    place.Text `yaml:"schema,required"`
	ID        place.Text `yaml:"id,required"`
	For       place.Text `yaml:"for,required"`
	Title     string     `yaml:"title,required"`
	Says      string     `yaml:"says"`
	Authority string     `yaml:"authority,required"`
	InForce   place.Text `yaml:"in_force,required"`
	Exclusive place.Text `yaml:"exclusive"` // of the overlays of one group, one at most
	Set       []setDoc   `yaml:"set"`
	Add       addDoc     `yaml:"add"`
	Replace   replaceDoc `yaml:"replace"`
	Retract   retractDoc `yaml:"retract"`
}

type setDoc struct {
	Param place.Text `yaml:"param,required"`
	Was   *place.Any `yaml:"was"`
	To    place.Any  `yaml:"to,required"`
}

type addDoc struct {
	Params         []paramDoc         `yaml:"params"`
	Definitions    []definitionDoc    `yaml:"definitions"`
	Rules          []ruleDoc          `yaml:"rules"`
	OptionCautions []optionCautionDoc `yaml:"option_cautions"`
	Interventions  []interventionDoc  `yaml:"interventions"`
	Options        []optionDoc        `yaml:"options"`
	Invariants     []invariantDoc     `yaml:"invariants"`
	Remarks        []remarkDoc        `yaml:"remarks"`
	Words          []addedWordsDoc    `yaml:"words"`

	_ any `yaml:"facts" refuse:"an overlay cannot declare facts: what is asked stays the same under every policy, so that facts recorded once serve all of them"`
	_ any `yaml:"groups" refuse:"an overlay cannot declare groups, nor add to one: a denial recorded under another policy would then say more than was asked"`
	_ any `yaml:"types" refuse:"an overlay cannot declare types: what may be answered stays the same under every policy"`
	_ any `yaml:"checks" refuse:"an overlay cannot declare checks: which facts contradict each other does not depend on policy"`
	_ any `yaml:"verdicts" refuse:"an overlay cannot declare verdicts: their order of severity is the guideline's"`
	_ any `yaml:"steps" refuse:"an overlay cannot declare steps: they are the guideline's"`
	_ any `yaml:"urgencies" refuse:"an overlay cannot declare urgencies: their order is the guideline's"`
	_ any `yaml:"measures" refuse:"an overlay cannot declare measures: what counts as an important change does not depend on policy"`
	_ any `yaml:"protocol" refuse:"an overlay cannot add a protocol; it may replace the one there is, with replace: {protocol: …}"`
	_ any `yaml:"attendance" refuse:"an overlay cannot add an attendance rule; it may retract the one there is, with retract: {attendance: …}"`
	_ any `yaml:"options_barred" refuse:"an overlay cannot say what bars the options: that is the guideline's"`
	_ any `yaml:"comparison" refuse:"an overlay cannot add to a comparison: it tells what pages say, which does not depend on policy"`
	_ any `yaml:"self_check" refuse:"an overlay cannot add a self-check: it tells what a page says, which does not depend on policy"`
	_ any `yaml:"questions" refuse:"an overlay cannot change the order of questions: what is asked, and when, stays the same under every policy"`
	_ any `yaml:"education" refuse:"an overlay cannot add education items: they stand in the bundle, once for all policies"`
}

// addedWordsDoc is what a language needs to tell patients of what an overlay adds.
type addedWordsDoc struct {
	Language      place.Text             `yaml:"language,required"`
	Remarks       []sentenceDoc          `yaml:"remarks"`
	Interventions []interventionWordsDoc `yaml:"interventions"`
}

type replaceDoc struct {
	Rules    []replaceRuleDoc    `yaml:"rules"`
	Options  []replaceOptionDoc  `yaml:"options"`
	Protocol *replaceProtocolDoc `yaml:"protocol"`
}

type replaceRuleDoc struct {
	Rule place.Text `yaml:"rule,required"`
	Was  wasRuleDoc `yaml:"was,required"`
	With ruleDoc    `yaml:"with,required"`
}

// wasRuleDoc is what the author of an overlay took a rule to be.
type wasRuleDoc struct {
	Pos   place.Pos
	Gives place.Text `yaml:"gives,required"`
	When  place.Text `yaml:"when"` // none for the rule that holds otherwise
}

type replaceOptionDoc struct {
	Option place.Text   `yaml:"option,required"`
	Was    wasOptionDoc `yaml:"was,required"`
	With   optionDoc    `yaml:"with,required"`
}

type wasOptionDoc struct {
	Pos    place.Pos
	Stance place.Text `yaml:"stance,required"`
	When   place.Text `yaml:"when,required"`
}

type replaceProtocolDoc struct {
	Was  wasProtocolDoc `yaml:"was,required"`
	With protocolDoc    `yaml:"with,required"`
}

type wasProtocolDoc struct {
	Pos   place.Pos
	Title place.Text `yaml:"title,required"`
}

type retractDoc struct {
	Rules      []retractRuleDoc      `yaml:"rules"`
	Options    []retractOptionDoc    `yaml:"options"`
	Attendance *retractAttendanceDoc `yaml:"attendance"`
}

type retractRuleDoc struct {
	Rule    place.Text `yaml:"rule,required"`
	Was     wasRuleDoc `yaml:"was,required"`
	Because string     `yaml:"because,required"`
}

type retractOptionDoc struct {
	Option  place.Text   `yaml:"option,required"`
	Was     wasOptionDoc `yaml:"was,required"`
	Because string       `yaml:"because,required"`
}

type retractAttendanceDoc struct {
	Pos     place.Pos
	Because string `yaml:"because,required"`
}
