package decision

import "github.com/mskguide/mskguide/internal/place"

// comparisonDoc is `comparison`: several treatments side by side, as the pages that are
// compared describe them. Every entry names the treatments it speaks of, for a page often
// speaks of several in one breath.
type comparisonDoc struct {
	Pos        place.Pos
	Title      string            `yaml:"title,required"`
	Says       string            `yaml:"says,required"`
	Claims     []place.Text      `yaml:"claims"`
	Barred     *comparisonBarDoc `yaml:"barred"`
	Statuses   []statusDoc       `yaml:"statuses,required"`
	Modalities []modalityDoc     `yaml:"modalities,required"`
	Attributes []attributeDoc    `yaml:"attributes"`
	Statements []statementDoc    `yaml:"statements"`
	Indicators []indicatorDoc    `yaml:"indicators"`
	Withheld   []withheldDoc     `yaml:"withheld"`
	Equals     []equalDoc        `yaml:"equals"`
}

// comparisonBarDoc names the verdict beside which, or beside a more severe one, nothing is compared.
type comparisonBarDoc struct {
	Verdict place.Text `yaml:"verdict,required"`
	Says    string     `yaml:"says,required"`
	Open    string     `yaml:"open,required"` // said while that verdict is still possible
}

// attributeDoc is one side of the treatments.
type attributeDoc struct {
	ID    place.Text `yaml:"id,required"`
	Title string     `yaml:"title,required"`
	Says  string     `yaml:"says"`
}

type statusDoc struct {
	ID    place.Text `yaml:"id,required"`
	Title string     `yaml:"title,required"`
	Says  string     `yaml:"says,required"`
}

// modalityDoc is a treatment; one with parts is a combination.
type modalityDoc struct {
	ID       place.Text   `yaml:"id,required"`
	Title    string       `yaml:"title,required"`
	Says     string       `yaml:"says"`
	Parts    []place.Text `yaml:"parts"`
	OnlyWith place.Text   `yaml:"favoured_only_with"`
	Claims   []place.Text `yaml:"claims"`
}

// statementDoc is what one page says of an attribute. Two pages that give different values
// for the same attribute of the same treatment disagree.
type statementDoc struct {
	Of        []place.Text `yaml:"of,required"`
	Attribute place.Text   `yaml:"attribute,required"`
	Page      place.Text   `yaml:"page,required"`
	Value     string       `yaml:"value"`
	Says      string       `yaml:"says,required"`
	Claims    []place.Text `yaml:"claims"`
}

// indicatorDoc is for whom a page says to choose a treatment.
type indicatorDoc struct {
	ID      place.Text   `yaml:"id,required"`
	Of      []place.Text `yaml:"of,required"`
	Page    place.Text   `yaml:"page,required"`
	When    place.Text   `yaml:"when,required"`
	Says    string       `yaml:"says,required"`
	Claims  []place.Text `yaml:"claims"`
	Expects []expectDoc  `yaml:"expects"`
}

// withheldDoc is what rules a treatment out, and any combination that holds it.
type withheldDoc struct {
	ID      place.Text   `yaml:"id,required"`
	Of      []place.Text `yaml:"of,required"`
	When    place.Text   `yaml:"when,required"`
	Says    string       `yaml:"says,required"`
	Claims  []place.Text `yaml:"claims,required"`
	Expects []expectDoc  `yaml:"expects"`
}

// equalDoc is when treatments are equals: a reason for one is then a reason for all.
type equalDoc struct {
	ID      place.Text   `yaml:"id,required"`
	Of      []place.Text `yaml:"of,required"`
	When    place.Text   `yaml:"when,required"`
	Says    string       `yaml:"says,required"`
	Claims  []place.Text `yaml:"claims,required"`
	Expects []expectDoc  `yaml:"expects"`
}

// selfCheckDoc is `self_check`: a count of answers that some page sets readers.
type selfCheckDoc struct {
	Pos        place.Pos
	Title      string             `yaml:"title,required"`
	Page       place.Text         `yaml:"page,required"`
	AtLeast    place.Number       `yaml:"at_least,required"`
	Items      []selfCheckItemDoc `yaml:"items,required"`
	Says       string             `yaml:"says,required"`
	Reached    string             `yaml:"reached,required"`
	NotReached string             `yaml:"not_reached,required"`
	Open       string             `yaml:"open,required"`
	Claims     []place.Text       `yaml:"claims,required"`
}

type selfCheckItemDoc struct {
	Fact   place.Text   `yaml:"fact,required"`
	Counts []place.Text `yaml:"counts,required"`
}
