package decision

import (
	"reflect"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// Language is one in which the guideline speaks to patients.
type Language struct {
	Tag       string // BCP 47, such as "en"
	Name      string // in the language itself
	Direction string // of its script: ltr or rtl
}

// PatientText is what a patient reads about one thing. Clinician texts are never among
// them, nor are they ever part of a [Decision].
type PatientText struct {
	Kind  string // heading, phrase, verdict, urgency, step, remark, intervention, tried or education
	ID    string
	Title string
	Says  []string // paragraphs
	List  []string
	Then  []string // of a verdict what comes next, of an intervention what to ask first, else what follows the list
}

// Education is something that patients may want to know, whatever the language.
type Education struct {
	ID       string
	Section  string   // of a leaflet
	Verdicts []string // beside which it is shown; none: beside any
	Pages    []string // ids of the sources that speak of it
	Sources  []string // of further sources that the text takes facts from
	Claims   []string // that show how it stands
}

// Languages lists the languages of the patient texts, in the order of the manifest. It is
// empty for a guideline that speaks to clinicians alone.
func (g *Guideline) Languages() []Language {
	out := make([]Language, len(g.tongues))
	for i, t := range g.tongues {
		out[i] = Language{Tag: t.tag, Name: t.name, Direction: t.direction}
	}
	return out
}

// PatientTexts lists every text for patients in one language. The error is a [FactErrors].
func (g *Guideline) PatientTexts(language string) ([]PatientText, error) {
	t, err := g.tongue(language)
	if err != nil {
		return nil, err
	}
	return cloneAll(t.texts, PatientText.clone), nil
}

// Education lists what patients may want to know, in the order of the bundle.
func (g *Guideline) Education() []Education { return cloneAll(g.lessons, Education.clone) }

// tongue finds a language by its tag, or the one without the tag's last parts: "en-GB" is
// answered in "en".
func (g *Guideline) tongue(tag string) (*tongue, error) {
	tags := []string{}
	for _, t := range g.tongues {
		tags = append(tags, t.tag)
	}
	for asked := tag; asked != ""; asked = asked[:max(0, strings.LastIndexByte(asked, '-'))] {
		if i := slices.IndexFunc(tags, func(has string) bool { return strings.EqualFold(has, asked) }); i >= 0 {
			return &g.tongues[i], nil
		}
	}
	message := "guideline " + g.info.ID + " has no texts for patients"
	near := place.Nearest(tag, tags)
	if len(tags) > 0 {
		message = "there are no texts for patients in language \"" + abridge(tag) + "\"; there are some in " + strings.Join(tags, ", ") + didYouMean(tag, tags)
	}
	return nil, FactErrors{{Got: tag, Allowed: tags, Nearest: near, Message: message}}
}

// addFields enters the texts of a struct by their keys, which stand below a key of the file.
func (t *tongue) addFields(kind string, of any, file *place.File, below string) {
	v := reflect.ValueOf(of)
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		t.add(PatientText{Kind: kind, ID: key, Says: paragraphs(v.Field(i).String())}, file.At(below, key))
	}
}

func (t PatientText) clone() PatientText {
	t.Says, t.List, t.Then = slices.Clone(t.Says), slices.Clone(t.List), slices.Clone(t.Then)
	return t
}

func (e Education) clone() Education {
	e.Verdicts, e.Pages = slices.Clone(e.Verdicts), slices.Clone(e.Pages)
	e.Sources, e.Claims = slices.Clone(e.Sources), slices.Clone(e.Claims)
	return e
}
