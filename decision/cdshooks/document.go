package cdshooks

import (
	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

const hooksSchema = "mskguide.hooks/1"

// document is a policy as YAML writes it: that of a bundle, or what a site adds to it.
type document struct {
	Schema      place.Text      `yaml:"schema,required" json:"schema"`
	ID          place.Text      `yaml:"id,required" json:"id"`
	Title       place.Text      `yaml:"title,required" json:"title"`
	Says        place.Text      `yaml:"says" json:"says,omitempty"`
	Services    []serviceDoc    `yaml:"services" json:"services,omitempty"`
	Orders      *ordersDoc      `yaml:"orders" json:"orders,omitempty"`       // what the guideline is about
	Order       *orderDoc       `yaml:"order" json:"order,omitempty"`         // what an order says of where and for what
	Critical    []place.Text    `yaml:"critical" json:"critical,omitempty"`   // verdicts that may be critical, where a protected rule of the screen gives them
	Referrals   *referralsDoc   `yaml:"referrals" json:"referrals,omitempty"` // what may lead to it
	Course      *courseDoc      `yaml:"course" json:"course,omitempty"`
	Source      *sourceDoc      `yaml:"source" json:"source,omitempty"`
	Links       []linkDoc       `yaml:"links" json:"links,omitempty"`
	Suggestions []suggestionDoc `yaml:"suggestions" json:"suggestions,omitempty"`
	Untried     []place.Text    `yaml:"untried" json:"untried,omitempty"` // outcomes of a trial after which an option is suggested; so it is while that is unknown
	Override    *overrideDoc    `yaml:"override" json:"override,omitempty"`
	Words       *wordsDoc       `yaml:"words" json:"words,omitempty"`
	Phrases     *phrasesDoc     `yaml:"phrases" json:"phrases,omitempty"`
}

// serviceDoc is an entry of the discovery.
type serviceDoc struct {
	ID          place.Text   `yaml:"id,required" json:"id"`
	Hook        place.Text   `yaml:"hook,required" json:"hook"`
	Title       place.Text   `yaml:"title,required" json:"title"`
	Description place.Text   `yaml:"description,required" json:"description"`
	Usage       place.Text   `yaml:"usage" json:"usage,omitempty"`
	Also        []place.Text `yaml:"also" json:"also,omitempty"`   // types of resources wanted beside those that the mapping reads
	Needs       []place.Text `yaml:"needs" json:"needs,omitempty"` // types without which nothing is said while the verdict is open
}

// codeDoc is a code with how far it was checked.
type codeDoc struct {
	System  place.Text         `yaml:"system,required" json:"system"` // of the mapping
	Code    place.Text         `yaml:"code,required" json:"code"`
	Display place.Text         `yaml:"display,required" json:"display"`
	Checked conditions.Checked `yaml:"checked,required" json:"checked"`
	Note    place.Text         `yaml:"note" json:"note,omitempty"`
}

type ordersDoc struct {
	Entries []place.Text `yaml:"entries" json:"entries,omitempty"` // procedures of the mapping, with every code that a site gave them
	Codes   []codeDoc    `yaml:"codes" json:"codes,omitempty"`     // further ones, for orders alone
}

// orderDoc names the facts of which an order speaks. The bundle names all three.
type orderDoc struct {
	Site    place.Text `yaml:"site" json:"site,omitempty"`       // a choice: ServiceRequest.bodySite
	Reason  place.Text `yaml:"reason" json:"reason,omitempty"`   // a choice of conditions: reasonReference and reasonCode
	Lasting place.Text `yaml:"lasting" json:"lasting,omitempty"` // a number: how long what it is for has lasted
	Sites   []siteDoc  `yaml:"sites" json:"sites,omitempty"`     // codes of body sites
}

type siteDoc struct {
	Value place.Text `yaml:"value,required" json:"value"` // of the fact site
	Code  codeDoc    `yaml:"code,required" json:"code"`
}

type referralsDoc struct {
	Codes []codeDoc `yaml:"codes,required" json:"codes"`
}

// courseDoc says when a course of treatment is running.
type courseDoc struct {
	Within place.Number `yaml:"within_weeks,required" json:"within_weeks"` // since it was last done or ordered
	Facts  []courseFact `yaml:"facts" json:"facts,omitempty"`              // one of these known is enough
	Note   place.Text   `yaml:"note" json:"note,omitempty"`
}

type courseFact struct {
	Fact  place.Text `yaml:"fact,required" json:"fact"`
	Value place.Text `yaml:"value" json:"value,omitempty"` // a choice; without one any value will do
}

type sourceDoc struct {
	Label place.Text `yaml:"label" json:"label,omitempty"`
	URL   place.Text `yaml:"url" json:"url,omitempty"`
	Topic *topicDoc  `yaml:"topic" json:"topic,omitempty"`
}

type topicDoc struct {
	System  place.Text `yaml:"system,required" json:"system"` // a uri
	Code    place.Text `yaml:"code,required" json:"code"`
	Display place.Text `yaml:"display" json:"display,omitempty"`
}

type linkDoc struct {
	Label place.Text `yaml:"label,required" json:"label"`
	URL   place.Text `yaml:"url,required" json:"url"`
}

// suggestionDoc gives an option of the guideline the code under which it is ordered. An option
// without one is told and not suggested.
type suggestionDoc struct {
	Option place.Text `yaml:"option,required" json:"option"`
	Code   codeDoc    `yaml:"code,required" json:"code"`
}

type overrideDoc struct {
	System  place.Text `yaml:"system,required" json:"system"` // a uri
	Reasons []named    `yaml:"reasons,required" json:"reasons"`
}

type named struct {
	Code    place.Text `yaml:"code,required" json:"code"`
	Display place.Text `yaml:"display,required" json:"display"`
}

// wordsDoc are the words for what decisions name by an id.
type wordsDoc struct {
	Standings struct {
		Supported place.Text `yaml:"supported,required" json:"supported"`
		Partly    place.Text `yaml:"partly,required" json:"partly"`
		Disputed  place.Text `yaml:"disputed,required" json:"disputed"`
		Untraced  place.Text `yaml:"untraced,required" json:"untraced"`
	} `yaml:"standings,required" json:"standings"`
	Certainties struct {
		Unstated place.Text `yaml:"unstated,required" json:"unstated"`
		VeryLow  place.Text `yaml:"very_low,required" json:"very_low"`
		Low      place.Text `yaml:"low,required" json:"low"`
		Moderate place.Text `yaml:"moderate,required" json:"moderate"`
		High     place.Text `yaml:"high,required" json:"high"`
	} `yaml:"certainties,required" json:"certainties"`
	Stances struct { // that offer something
		Recommend place.Text `yaml:"recommend,required" json:"recommend"`
		May       place.Text `yaml:"may,required" json:"may"`
	} `yaml:"stances,required" json:"stances"`
}

// Schema returns the JSON Schema (2020-12) of a policy, as YAML writes it.
func Schema() ([]byte, error) {
	return decision.SchemaOf("When a guideline speaks in CDS Hooks, and what it says ("+hooksSchema+")", document{})
}
