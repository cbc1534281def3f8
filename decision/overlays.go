package decision

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

const overlayFolder = "overlays/"

// OverlayInfo is what an overlay says of itself and what it changes.
type OverlayInfo struct {
	ID        string
	Title     string
	Says      string
	Authority string // on which it rests
	InForce   string // since this date, YYYY-MM-DD
	Exclusive string // group of overlays of which one at most can be given, or ""
	Changes   []OverlayChange
}

// What an overlay does.
const (
	OverlaySets     = "sets"
	OverlayAdds     = "adds"
	OverlayReplaces = "replaces"
	OverlayRetracts = "retracts"
)

// OverlayChange is one thing that an overlay does to a guideline.
type OverlayChange struct {
	Does    string // OverlaySets, OverlayAdds, OverlayReplaces or OverlayRetracts
	Kind    string // of entry: param, rule, option, …
	ID      string // of the entry; "" for the protocol and the attendance rule
	Was     string // what a param was, or ""
	To      string // what a param becomes; the id of what replaces an entry
	Because string // of what is retracted
}

// Overlays describes the overlays of the guideline in the order in which they apply.
func (g *Guideline) Overlays() []OverlayInfo {
	return cloneAll(g.overlays, func(o OverlayInfo) OverlayInfo {
		o.Changes = slices.Clone(o.Changes)
		return o
	})
}

// NamedOverlay returns an overlay that a bundle ships in its folder overlays/.
func NamedOverlay(fsys fs.FS, name string) (Overlay, error) {
	file := overlayFolder + name + ".yaml"
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return Overlay{}, err
	}
	return Overlay{Name: file, Data: data}, nil
}

// ShippedOverlay is an overlay that a bundle ships, and the name that [NamedOverlay] takes.
type ShippedOverlay struct {
	Name string
	OverlayInfo
}

// ShippedOverlays lists the overlays in a bundle's folder overlays/, by name.
func ShippedOverlays(fsys fs.FS) ([]ShippedOverlay, error) {
	files, err := fs.Glob(fsys, overlayFolder+"*.yaml")
	if err != nil {
		return nil, err
	}
	var out []ShippedOverlay
	var errs place.Errors
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		var doc overlayDoc
		_, err = place.Decode(file, data, &doc)
		errs.Merge(err)
		out = append(out, ShippedOverlay{strings.TrimSuffix(path.Base(file), ".yaml"), doc.info()})
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

func (o *overlayDoc) info() OverlayInfo {
	return OverlayInfo{ID: o.ID.Value, Title: o.Title, Says: o.Says, Authority: o.Authority, InForce: o.InForce.Value,
		Exclusive: o.Exclusive.Value, Changes: o.list()}
}

// list is everything that the overlay does.
func (o *overlayDoc) list() []OverlayChange {
	var out []OverlayChange
	for _, d := range o.Set {
		c := OverlayChange{Does: OverlaySets, Kind: "param", ID: d.Param.Value, To: d.To.String()}
		if d.Was != nil {
			c.Was = d.Was.String()
		}
		out = append(out, c)
	}
	for _, d := range o.Retract.Rules {
		out = append(out, OverlayChange{Does: OverlayRetracts, Kind: "rule", ID: d.Rule.Value, Because: d.Because})
	}
	for _, d := range o.Retract.Options {
		out = append(out, OverlayChange{Does: OverlayRetracts, Kind: "option", ID: d.Option.Value, Because: d.Because})
	}
	if d := o.Retract.Attendance; d != nil {
		out = append(out, OverlayChange{Does: OverlayRetracts, Kind: "attendance rule", Because: d.Because})
	}
	for _, d := range o.Replace.Rules {
		out = append(out, OverlayChange{Does: OverlayReplaces, Kind: "rule", ID: d.Rule.Value, To: d.With.ID.Value})
	}
	for _, d := range o.Replace.Options {
		out = append(out, OverlayChange{Does: OverlayReplaces, Kind: "option", ID: d.Option.Value, To: d.With.ID.Value})
	}
	if o.Replace.Protocol != nil {
		out = append(out, OverlayChange{Does: OverlayReplaces, Kind: "protocol"})
	}
	return append(out, o.Add.list()...)
}

func (a *addDoc) list() []OverlayChange {
	var out []OverlayChange
	add := func(kind string, id place.Text) {
		out = append(out, OverlayChange{Does: OverlayAdds, Kind: kind, ID: id.Value})
	}
	for _, d := range a.Params {
		add("param", d.ID)
	}
	for _, d := range a.Definitions {
		add("definition", d.ID)
	}
	for _, d := range a.Rules {
		add("rule", d.ID)
	}
	for _, d := range a.OptionCautions {
		add("option caution", d.ID)
	}
	for _, d := range a.Interventions {
		add("intervention", d.ID)
	}
	for _, d := range a.Options {
		add("option", d.ID)
	}
	for _, d := range a.Invariants {
		add("invariant", d.ID)
	}
	for _, d := range a.Remarks {
		add("remark", d.ID)
	}
	return out
}
