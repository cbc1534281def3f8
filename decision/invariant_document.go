package decision

import "github.com/mskguide/mskguide/internal/place"

// invariantDoc is something that a guideline says of itself. It has one form, told by the
// key that only this form has.
type invariantDoc struct {
	ID    place.Text `yaml:"id,required"`
	Says  string     `yaml:"says,required"`
	Holds place.Text `yaml:"holds,required"`

	When  place.Text   `yaml:"when"`
	AnyOf []place.Text `yaml:"any_of"`

	AtLeast          place.Text   `yaml:"at_least"`
	Gives            place.Text   `yaml:"gives"`
	NoneOf           []place.Text `yaml:"none_of"`
	OnlyWhen         place.Text   `yaml:"only_when"`
	Monotone         []place.Text `yaml:"monotone"`
	Independent      []place.Text `yaml:"independent"`
	NoOptions        *bool        `yaml:"no_options"`
	WithheldStaysOut *bool        `yaml:"withheld_stays_out"`
	ProtocolItems    []place.Text `yaml:"protocol_items"`
	OtherItems       []place.Text `yaml:"protocol_items_but"` // every item but these
	Expects          []expectDoc  `yaml:"expects"`
}

// invariantForms are the keys that tell the form.
var invariantForms = []string{"at_least", "gives", "monotone", "independent", "no_options", "withheld_stays_out", "protocol_items", "protocol_items_but"}

func (d *invariantDoc) form() (out []string) {
	for i, is := range []bool{d.AtLeast.Value != "", d.Gives.Value != "", d.Monotone != nil, d.Independent != nil,
		d.NoOptions != nil && *d.NoOptions, d.WithheldStaysOut != nil && *d.WithheldStaysOut, d.ProtocolItems != nil, d.OtherItems != nil} {
		if is {
			out = append(out, invariantForms[i])
		}
	}
	return out
}

// stray is a key that does not go with the form.
type stray struct {
	key string
	pos place.Pos
}

func (d *invariantDoc) strays(form string) (out []stray) {
	first := func(list []place.Text) place.Pos {
		if len(list) == 0 {
			return place.Pos{}
		}
		return list[0].Pos
	}
	for _, k := range []struct {
		key   string
		pos   place.Pos
		given bool
		with  []string
	}{
		{"when", d.When.Pos, d.When.Value != "", []string{"at_least", "gives", "no_options"}},
		{"any_of", first(d.AnyOf), len(d.AnyOf) > 0, []string{"at_least", "gives", "no_options"}},
		{"none_of", first(d.NoneOf), len(d.NoneOf) > 0, []string{"gives"}},
		{"only_when", d.OnlyWhen.Pos, d.OnlyWhen.Value != "", []string{"gives", "protocol_items", "protocol_items_but"}},
	} {
		goes := false
		for _, w := range k.with {
			goes = goes || w == form
		}
		if k.given && !goes {
			out = append(out, stray{k.key, k.pos})
		}
	}
	return out
}
