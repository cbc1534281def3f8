package decision

import (
	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

// barredDoc says beside what no option is offered at all.
type barredDoc struct {
	Pos      place.Pos
	Groups   []place.Text `yaml:"groups"`
	Verdicts []place.Text `yaml:"verdicts"`
}

type interventionDoc struct {
	ID           place.Text        `yaml:"id,required"`
	Title        string            `yaml:"title,required"`
	Trial        place.Text        `yaml:"trial"`
	Includes     []place.Text      `yaml:"includes"`
	OnlyWith     place.Text        `yaml:"offered_only_with"` // a verdict
	WithheldWhen []withheldWhenDoc `yaml:"withheld_when"`
	Cautions     []place.Text      `yaml:"cautions"`
	Expects      []expectDoc       `yaml:"expects"`
}

type withheldWhenDoc struct {
	When    place.Text   `yaml:"when,required"`
	Says    string       `yaml:"says,required"`
	Claims  []place.Text `yaml:"claims,required"`
	Expects []expectDoc  `yaml:"expects"`
}

type optionCautionDoc struct {
	ID      place.Text   `yaml:"id,required"`
	When    place.Text   `yaml:"when,required"`
	Title   string       `yaml:"title,required"`
	Says    string       `yaml:"says,required"`
	Claims  []place.Text `yaml:"claims,required"`
	Expects []expectDoc  `yaml:"expects"`
}

type optionDoc struct {
	ID           place.Text         `yaml:"id,required"`
	Intervention place.Text         `yaml:"intervention,required"`
	When         place.Text         `yaml:"when,required"`
	Title        string             `yaml:"title"`
	Stance       Stance             `yaml:"stance,required"`
	Certainty    evidence.Certainty `yaml:"certainty"`
	Says         string             `yaml:"says,required"`
	For          []place.Text       `yaml:"for"`
	Against      []place.Text       `yaml:"against"`
	Claims       []place.Text       `yaml:"claims,required"`
	Expects      []expectDoc        `yaml:"expects"`

	overlay string // that it comes from; "" for the bundle's own
}
