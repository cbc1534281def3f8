package decision

import (
	"time"

	"github.com/mskguide/mskguide/internal/place"
)

// readOverlays decodes the overlays and checks what does not depend on the bundle's content.
func (b *builder) readOverlays(overlays []Overlay) {
	seen, groups := map[string]place.Pos{}, map[string]overlayDoc{}
	for _, o := range overlays {
		var doc overlayDoc
		name := o.Name
		if name == "" {
			name = "overlay.yaml"
		}
		if _, err := place.Decode(name, o.Data, &doc); err != nil {
			b.errs.Merge(err)
			continue
		}
		if doc.Schema.Value != overlaySchema {
			b.errs.Addf(doc.Schema.Pos, "schema %q is not one this library reads; it reads %q", doc.Schema.Value, overlaySchema)
		}
		b.identifier("overlay", doc.ID, hyphenated)
		if first, ok := seen[doc.ID.Value]; ok {
			b.errs.Addf(doc.ID.Pos, "overlay %q is given twice; first at %s", doc.ID.Value, first)
		} else if rival, ok := groups[doc.Exclusive.Value]; ok {
			b.errs.Addf(doc.Exclusive.Pos, "overlays %q and %q are both of the group %q, of which one at most can be given; the other is at %s",
				rival.ID.Value, doc.ID.Value, doc.Exclusive.Value, rival.Exclusive.Pos)
		}
		seen[doc.ID.Value] = doc.ID.Pos
		if doc.Exclusive.Value != "" {
			b.identifier("group of overlays", doc.Exclusive, hyphenated)
			groups[doc.Exclusive.Value] = doc
		}
		if b.manifest.ID.Value != "" && doc.For.Value != b.manifest.ID.Value {
			b.errs.Addf(doc.For.Pos, "the overlay is for guideline %q, not for %q", doc.For.Value, b.manifest.ID.Value)
		}
		b.date("in_force", doc.InForce)
		if len(doc.list()) == 0 {
			b.errs.Addf(doc.ID.Pos, "overlay %q changes nothing; it may set, add, replace or retract", doc.ID.Value)
		}
		b.overlays = append(b.overlays, doc)
		b.g.overlays = append(b.g.overlays, doc.info())
	}
}

func (b *builder) date(what string, text place.Text) {
	if _, err := time.Parse(time.DateOnly, text.Value); err != nil {
		b.errs.Addf(text.Pos, "%s %q is not a date such as \"2026-01-31\"", what, text.Value)
	}
}
