package export

import (
	"errors"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// Questions writes the questions of a guideline as a Questionnaire: an item for every fact, in
// groups, whose linkId is the id of the fact, so that the mapping reads the answers back. No
// item is required: what is not answered is unknown. Of the options only At counts, as the date.
func Questions(m *fhir.Mapping, o Options) ([]byte, error) {
	if m.Questionnaire() == "" {
		return nil, errNoQuestionnaire()
	}
	g := m.Guideline()
	info := g.Info()
	id := derivedID(m.Questionnaire(), version(info))
	q := &questionnaire{
		ResourceType: "Questionnaire", ID: id,
		URL:          m.Questionnaire(),
		Identifier:   []identifier{{systemURI, fullURL(id)}, {systemDigest, info.Digest}},
		Version:      version(info),
		Name:         computerName(info.ID + "-questions"),
		Title:        g.FullTitle() + ": questions",
		Status:       "draft",
		Experimental: g.SignOff().Name == "",
		SubjectType:  []string{"Patient"},
		Date:         o.day(),
		Description:  "What may be known of a case, in the order of asking. What is not answered is unknown, and never a no.",
		Purpose:      caveat(g),
		Item:         newForm(m).items,
	}
	return encode(q)
}

func errNoQuestionnaire() error {
	return errors.New("the mapping reads no questionnaire whose items are called as the facts are (questionnaires: by_fact_id)")
}

// form is a questionnaire as it grows.
type form struct {
	m        *fhir.Mapping
	groups   map[string]decision.Group
	groupsAt map[string]*item
	items    []*item
}

func newForm(m *fhir.Mapping) *form {
	f := &form{m: m, groups: map[string]decision.Group{}, groupsAt: map[string]*item{}}
	for _, g := range m.Guideline().Groups() {
		f.groups[g.ID] = g
	}
	for _, fact := range m.Guideline().Facts() {
		f.put(f.question(fact), fact.Groups)
	}
	return f
}

// put enters an item in the innermost of some groups, which are entered first.
func (f *form) put(it *item, groups []string) {
	if len(groups) == 0 {
		f.items = append(f.items, it)
		return
	}
	group, there := f.groupsAt[groups[0]]
	if !there {
		group = f.group(groups)
		f.groupsAt[groups[0]] = group
		f.put(group, groups[1:])
	}
	group.Item = append(group.Item, it)
}

// group is the innermost of some groups; help that the next one gives already is not repeated.
func (f *form) group(groups []string) *item {
	g := f.groups[groups[0]]
	it := &item{LinkID: "group." + g.ID, Text: g.Title, Type: "group"}
	if len(groups) > 1 && f.groups[groups[1]].Help == g.Help {
		return it
	}
	return it.helped(g.Help)
}

// helped adds a text of help as SDC has it: an item of its own below.
func (it *item) helped(text string) *item {
	if text != "" {
		it.Item = append(it.Item, &item{LinkID: it.LinkID + ".help", Text: text, Type: "display",
			Extension: []extension{{URL: extensionItemControl, ValueCodeableConcept: &concept{Coding: []coding{{System: systemItemControl, Code: "help"}}}}}})
	}
	return it
}

func (f *form) question(fact decision.Fact) *item {
	it := &item{LinkID: fact.ID, Code: []coding{{System: systemFact, Code: fact.ID, Display: fact.Title}}, Text: fact.Question}
	switch fact.Type {
	case decision.TypeBool:
		it.Type = "boolean"
	case decision.TypeChoice:
		it.Type = "choice"
		for _, c := range fact.Choices {
			it.AnswerOption = append(it.AnswerOption, answerOption{choiceCoding(f.m, fact, c)})
		}
	case decision.TypeInteger:
		it.Type = "integer"
		it.Extension = append(f.unit(fact), extension{URL: extensionMinValue, ValueInteger: known(int(fact.Min))}, extension{URL: extensionMaxValue, ValueInteger: known(int(fact.Max))})
	default:
		it.Type = "decimal"
		it.Extension = append(f.unit(fact), extension{URL: extensionMinValue, ValueDecimal: &fact.Min}, extension{URL: extensionMaxValue, ValueDecimal: &fact.Max})
	}
	if it.Text == "" {
		it.Text = strings.ToUpper(fact.Title[:1]) + fact.Title[1:]
	}
	return it.helped(fact.Help)
}

func (f *form) unit(fact decision.Fact) []extension {
	if fact.Unit == "" {
		return nil
	}
	c := &coding{Display: fact.Unit}
	if ucum, ok := f.m.Unit(fact); ok {
		c.System, c.Code = systemUnits, ucum
	}
	return []extension{{URL: extensionUnit, ValueCoding: c}}
}

// choiceCoding is a choice under a system of its fact, or of the list that several facts share.
func choiceCoding(m *fhir.Mapping, fact decision.Fact, c decision.Choice) coding {
	list := fact.Named
	if list == "" {
		list = fact.ID
	}
	return coding{System: urn + "choices:" + m.Guideline().Info().ID + ":" + list, Code: c.ID, Display: c.Title}
}
