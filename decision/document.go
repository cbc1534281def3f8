package decision

import "github.com/mskguide/mskguide/internal/place"

// The documents of a bundle, as they are written in YAML. The same types give the
// bundle's and the overlay's JSON Schema, so that reading and documentation cannot part.

const bundleSchema = "mskguide.bundle/1"

// manifest is guideline.yaml: what the guideline is and which files it is made of.
type manifest struct {
	Schema           place.Text    `yaml:"schema,required"`
	ID               place.Text    `yaml:"id,required"`
	Version          place.Text    `yaml:"version,required"`
	Title            string        `yaml:"title,required"`
	Topic            string        `yaml:"topic,required"`
	About            string        `yaml:"about"`
	Evidence         place.Text    `yaml:"evidence,required"`
	Conditions       place.Text    `yaml:"conditions"`
	Files            []place.Text  `yaml:"files,required"`
	Words            []place.Text  `yaml:"words"`
	Verdicts         []namedDoc    `yaml:"verdicts,required"`
	Steps            []namedDoc    `yaml:"steps,required"`
	Urgencies        []namedDoc    `yaml:"urgencies"`
	NeedsInformation namedText     `yaml:"needs_information,required"`
	Stands           []place.Text  `yaml:"stands"`
	Remarks          []remarkDoc   `yaml:"remarks"`
	Questions        *questionsDoc `yaml:"questions"`
	SignOff          *SignOff      `yaml:"sign_off"`
}

// content is any of the files that a manifest lists.
type content struct {
	Types       []typeDoc       `yaml:"types"`
	Facts       []factDoc       `yaml:"facts"`
	Groups      []groupDoc      `yaml:"groups"`
	Education   []educationDoc  `yaml:"education"`
	Checks      []checkDoc      `yaml:"checks"`
	Params      []paramDoc      `yaml:"params"`
	Definitions []definitionDoc `yaml:"definitions"`
	Rules       []ruleDoc       `yaml:"rules"`
	Protocol    *protocolDoc    `yaml:"protocol"`
	Measures    []measureDoc    `yaml:"measures"`
	Attendance  *attendanceDoc  `yaml:"attendance"`

	OptionsBarred  *barredDoc         `yaml:"options_barred"`
	OptionCautions []optionCautionDoc `yaml:"option_cautions"`
	Interventions  []interventionDoc  `yaml:"interventions"`
	Options        []optionDoc        `yaml:"options"`
	Comparison     *comparisonDoc     `yaml:"comparison"`
	SelfCheck      *selfCheckDoc      `yaml:"self_check"`
	Invariants     []invariantDoc     `yaml:"invariants"`

	Safety *safetyDoc `yaml:"safety"`
}

// questionsDoc is the order of asking: facts and groups.
type questionsDoc struct {
	First []place.Text `yaml:"first"`
	Early []place.Text `yaml:"early"`
	Last  []place.Text `yaml:"last"`
	Then  []place.Text `yaml:"then"`
}

type namedText struct {
	Title string `yaml:"title,required"`
	Says  string `yaml:"says"`
}

type namedDoc struct {
	ID      place.Text  `yaml:"id,required"`
	Title   string      `yaml:"title,required"`
	Says    string      `yaml:"says"`
	Expects []expectDoc `yaml:"expects"`
}

type remarkDoc struct {
	ID           place.Text   `yaml:"id,required"`
	Verdict      place.Text   `yaml:"verdict"`
	AllScopes    place.Text   `yaml:"all_scopes"`
	OnlyMissing  []place.Text `yaml:"only_missing"`
	Beyond       []place.Text `yaml:"missing_beyond"`
	VerdictGiven *bool        `yaml:"verdict_given"`
	OnlyOpenStep place.Text   `yaml:"only_open_step"`
	CaseSplit    bool         `yaml:"case_split"`
	Options      place.Text   `yaml:"options"`
	Says         string       `yaml:"says,required"`
}

type typeDoc struct {
	ID      place.Text  `yaml:"id,required"`
	Choices []choiceDoc `yaml:"choices,required"`
	Changes []changeDoc `yaml:"changes"`
	Expects []expectDoc `yaml:"expects"`
}

type choiceDoc struct {
	ID     place.Text `yaml:"id,required"`
	Title  string     `yaml:"title"`
	Failed bool       `yaml:"failed"`
}

type factDoc struct {
	ID          place.Text    `yaml:"id,required"`
	Type        place.Text    `yaml:"type,required"`
	Choices     []choiceDoc   `yaml:"choices"`
	ChoicesFrom place.Text    `yaml:"choices_from"`
	Unit        string        `yaml:"unit"`
	Min         *place.Number `yaml:"min"`
	Max         *place.Number `yaml:"max"`
	Title       string        `yaml:"title"`
	Question    string        `yaml:"question,required"`
	Help        string        `yaml:"help"`
	Burden      *place.Number `yaml:"burden"`
	SiteProfile bool          `yaml:"site_profile"`
	Preference  bool          `yaml:"preference"`
	Fixed       bool          `yaml:"fixed"`
	Changes     []changeDoc   `yaml:"changes"`
	Expects     []expectDoc   `yaml:"expects"`
}

// changeDoc says what can become of a fact by time or care.
type changeDoc struct {
	Pos     place.Pos
	From    []place.Text  `yaml:"from"`
	To      []place.Text  `yaml:"to"`
	Becomes *bool         `yaml:"becomes"`
	Rises   bool          `yaml:"rises"`
	Falls   bool          `yaml:"falls"`
	Until   *place.Number `yaml:"until"`
	How     string        `yaml:"how"`
}

type groupDoc struct {
	ID      place.Text   `yaml:"id,required"`
	Title   string       `yaml:"title,required"`
	Help    string       `yaml:"help"`
	Members []place.Text `yaml:"members,required"`
	Expects []expectDoc  `yaml:"expects"`
}

type checkDoc struct {
	ID      place.Text  `yaml:"id,required"`
	When    place.Text  `yaml:"when,required"`
	Says    string      `yaml:"says,required"`
	Expects []expectDoc `yaml:"expects"`
}

type paramDoc struct {
	ID           place.Text   `yaml:"id,required"`
	Type         place.Text   `yaml:"type,required"`
	Unit         string       `yaml:"unit"`
	Choices      []place.Text `yaml:"choices"`
	Value        *place.Any   `yaml:"value"`
	Min          *place.Any   `yaml:"min"`
	Max          *place.Any   `yaml:"max"`
	Title        string       `yaml:"title,required"`
	Says         string       `yaml:"says"`
	Authority    string       `yaml:"authority,required"`
	Since        place.Text   `yaml:"since,required"`
	Claims       []place.Text `yaml:"claims"`
	UnsetCaution place.Text   `yaml:"unset_caution"`
	Expects      []expectDoc  `yaml:"expects"`
}

type definitionDoc struct {
	ID      place.Text  `yaml:"id,required"`
	When    place.Text  `yaml:"when,required"`
	Title   string      `yaml:"title,required"`
	Says    string      `yaml:"says"`
	Expects []expectDoc `yaml:"expects"`
}

type ruleDoc struct {
	ID          place.Text   `yaml:"id,required"`
	Step        place.Text   `yaml:"step,required"`
	Gives       place.Text   `yaml:"gives,required"`
	When        place.Text   `yaml:"when"`
	Otherwise   bool         `yaml:"otherwise"`
	Measures    place.Text   `yaml:"measures"`
	Title       string       `yaml:"title,required"`
	Says        string       `yaml:"says,required"`
	Also        []alsoDoc    `yaml:"also"`
	Claims      []place.Text `yaml:"claims,required"`
	Safety      bool         `yaml:"safety"`
	Scope       place.Text   `yaml:"scope"`
	Urgency     place.Text   `yaml:"urgency"`
	Approximate place.Text   `yaml:"approximate"`
	Expects     []expectDoc  `yaml:"expects"`

	overlay string // that it comes from; "" for the bundle's own
}

type alsoDoc struct {
	When    place.Text  `yaml:"when,required"`
	Says    string      `yaml:"says,required"`
	Expects []expectDoc `yaml:"expects"`
}

type protocolDoc struct {
	Pos          place.Pos
	Title        string            `yaml:"title,required"`
	Says         string            `yaml:"says,required"`
	Claims       []place.Text      `yaml:"claims,required"`
	NotForOrders bool              `yaml:"not_for_orders"`
	Items        []protocolItemDoc `yaml:"items"`
	Notes        []protocolNoteDoc `yaml:"notes"`
	Acknowledge  string            `yaml:"acknowledge"`
	Schedule     *scheduleDoc      `yaml:"schedule"`
}

type protocolItemDoc struct {
	ID       place.Text   `yaml:"id,required"`
	Title    string       `yaml:"title,required"`
	Says     string       `yaml:"says,required"`
	When     place.Text   `yaml:"when"`
	Withheld string       `yaml:"withheld"`
	Claims   []place.Text `yaml:"claims,required"`
	Expects  []expectDoc  `yaml:"expects"`
}

type protocolNoteDoc struct {
	ID     place.Text   `yaml:"id,required"`
	Says   string       `yaml:"says,required"`
	Claims []place.Text `yaml:"claims,required"`
}

type scheduleDoc struct {
	Says   string       `yaml:"says,required"`
	Claims []place.Text `yaml:"claims,required"`
	Total  place.Any    `yaml:"total,required"`
	Phases []phaseDoc   `yaml:"phases,required"`
}

type phaseDoc struct {
	Title      string        `yaml:"title,required"`
	Sessions   place.Any     `yaml:"sessions,required"`
	PerWeek    *place.Number `yaml:"per_week"`
	EveryWeeks *place.Number `yaml:"every_weeks"`
}

type measureDoc struct {
	ID         place.Text      `yaml:"id,required"`
	Title      string          `yaml:"title,required"`
	Unit       string          `yaml:"unit,required"`
	Baseline   place.Text      `yaml:"baseline,required"`
	Now        place.Text      `yaml:"now,required"`
	Better     place.Text      `yaml:"better,required"`
	Change     place.Number    `yaml:"change,required"`
	ChangeWhen []changeWhenDoc `yaml:"change_when"`
	Claims     []place.Text    `yaml:"claims,required"`
}

type changeWhenDoc struct {
	When   place.Text   `yaml:"when,required"`
	Change place.Number `yaml:"change,required"`
}

type attendanceDoc struct {
	Pos            place.Pos
	Scheduled      place.Text `yaml:"scheduled,required"`
	Attended       place.Text `yaml:"attended,required"`
	AtLeastPercent place.Any  `yaml:"at_least_percent,required"`
}
