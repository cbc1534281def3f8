package decision

import "github.com/mskguide/mskguide/internal/place"

// Patient texts are documents of their own, one for each language. What an education item
// rests on and when it is shown stands in the bundle, once for all languages.

const wordsSchema = "mskguide.words/1"

// wordsDoc is every text that a patient may read, in one language.
type wordsDoc struct {
	Schema        place.Text             `yaml:"schema,required"`
	Language      place.Text             `yaml:"language,required"`
	Name          string                 `yaml:"name,required"`
	Direction     place.Text             `yaml:"direction"`
	Title         string                 `yaml:"title,required"`
	Headings      headingsDoc            `yaml:"headings,required"`
	Phrases       phrasesDoc             `yaml:"phrases,required"`
	Verdicts      []verdictWordsDoc      `yaml:"verdicts,required"`
	Urgencies     []sentenceDoc          `yaml:"urgencies"`
	Steps         []sentenceDoc          `yaml:"steps,required"`
	Remarks       []sentenceDoc          `yaml:"remarks"`
	Interventions []interventionWordsDoc `yaml:"interventions"`
	Tried         []sentenceDoc          `yaml:"tried"`
	Education     []educationWordsDoc    `yaml:"education"`
}

// headingsDoc names the sections of a leaflet.
type headingsDoc struct {
	Answer    string `yaml:"answer,required"`
	Unknown   string `yaml:"unknown,required"`
	Next      string `yaml:"next,required"`
	Options   string `yaml:"options,required"`
	Questions string `yaml:"questions,required"`
	SpeakUp   string `yaml:"speak_up,required"`
	AfterCare string `yaml:"after_care,required"`
	SeekHelp  string `yaml:"seek_help,required"`
	ReadMore  string `yaml:"read_more,required"`
	About     string `yaml:"about,required"`
	Sources   string `yaml:"sources,required"`
}

// phrasesDoc are the sentences that do not depend on what a guideline is about.
type phrasesDoc struct {
	Firmer    string `yaml:"firmer,required"`     // a no that can only get firmer
	Unknown   string `yaml:"unknown,required"`    // before the steps that are open
	Recommend string `yaml:"recommend,required"`  // of an option
	May       string `yaml:"may,required"`        // of an option
	Possible  string `yaml:"possible,required"`   // of an option that may turn out not to be one
	Cautioned string `yaml:"cautioned,required"`  // of an option with a caution
	NoOptions string `yaml:"no_options,required"` // where none is offered
	Scope     string `yaml:"scope,required"`      // one complaint at one site
	Honest    string `yaml:"honest,required"`     // no device; talk to a clinician
	Sources   string `yaml:"sources,required"`    // before the sources
	MadeFrom  string `yaml:"made_from,required"`  // before the name of the guideline
}

type sentenceDoc struct {
	ID   place.Text `yaml:"id,required"`
	Says string     `yaml:"says,required"`
}

type verdictWordsDoc struct {
	ID    place.Text `yaml:"id,required"`
	Title string     `yaml:"title,required"`
	Says  string     `yaml:"says,required"`
	Next  string     `yaml:"next,required"`
}

type interventionWordsDoc struct {
	ID    place.Text `yaml:"id,required"`
	Title string     `yaml:"title,required"`
	Says  string     `yaml:"says,required"`
	Ask   string     `yaml:"ask,required"`
}

type educationWordsDoc struct {
	ID    place.Text `yaml:"id,required"`
	Title string     `yaml:"title,required"`
	Says  string     `yaml:"says,required"`
	List  []string   `yaml:"list"`
	Then  string     `yaml:"then"` // after the list
}

// educationDoc is something patients may want to know: where in a leaflet, beside which
// verdicts, which pages say it and which claims show how it stands.
type educationDoc struct {
	ID       place.Text   `yaml:"id,required"`
	Section  place.Text   `yaml:"section,required"`
	Verdicts []place.Text `yaml:"verdicts"`
	Pages    []place.Text `yaml:"pages"`
	Sources  []place.Text `yaml:"sources"`
	Claims   []place.Text `yaml:"claims,required"`
	Expects  []expectDoc  `yaml:"expects"`
}
