package decision

import "github.com/mskguide/mskguide/internal/place"

// invariantDoc is a property that must hold of every case, whatever is known of it. Which of
// the keys below `holds` stand together tells what kind of property it is.
type invariantDoc struct {
	ID    place.Text `yaml:"id,required"`
	Says  string     `yaml:"says,required"`
	Holds place.Text `yaml:"holds,required"` // always, whatever an overlay does; or by default

	When  place.Text   `yaml:"when"`
	AnyOf []place.Text `yaml:"any_of"` // groups and facts, one of which is true

	AtLeast     place.Text   `yaml:"at_least"` // a verdict: then it is this one or a more severe one
	Gives       place.Text   `yaml:"gives"`    // a verdict: where it is this one,
	NoneOf      []place.Text `yaml:"none_of"`  // none of these may be true, in any completion,
	OnlyWhen    place.Text   `yaml:"only_when"`
	Monotone    []place.Text `yaml:"monotone"`    // making one of them true makes no verdict less severe
	Independent []place.Text `yaml:"independent"` // the verdict does not depend on them

	NoOptions        bool         `yaml:"no_options"`
	WithheldStaysOut bool         `yaml:"withheld_stays_out"`
	ProtocolItems    []place.Text `yaml:"protocol_items"` // shown only where only_when certainly holds
}

// Whom an invariant binds.
const (
	always    = "always"  // whatever an overlay does
	byDefault = "default" // the bundle without overlays, params as they are
)

// invariants checks what does not depend on the kind of property.
func (b *builder) invariants() {
	x := newIndex("invariant")
	for _, d := range b.content.Invariants {
		b.identifier("invariant", d.ID, hyphenated)
		x.add(&b.errs, d.ID)
		if h := d.Holds; h.Value != "" && h.Value != always && h.Value != byDefault {
			b.errs.Addf(h.Pos, "holds is %s or %s, not %q", always, byDefault, h.Value)
		}
	}
}
