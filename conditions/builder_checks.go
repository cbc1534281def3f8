package conditions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

func (b *builder) checkRegion(region string, pos place.Pos) {
	if !slices.Contains(Regions(), region) {
		b.errs.Addf(pos, "unknown region %q; %s", region, oneOf(region, Regions()))
	}
}

func (b *builder) checkID(id string, pos place.Pos) {
	const others = "0123456789_"
	if id == "" || strings.Contains(others, id[:1]) || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz"+others) != "" {
		b.errs.Addf(pos, "id %q must begin with a letter and hold only small letters, digits and underscores", id)
	}
}

// first remembers where something was first given; a second time is a mistake that names the first place.
func first[K comparable](b *builder, seen map[K]place.Pos, key K, pos place.Pos, format string, args ...any) bool {
	if rival, twice := seen[key]; twice {
		b.errs.Addf(pos, "%s; first at %s", fmt.Sprintf(format, args...), rival)
		return false
	}
	seen[key] = pos
	return true
}

func (b *builder) ids() []string {
	ids := make([]string, len(b.conditions))
	for i, w := range b.conditions {
		ids[i] = w.value.ID
	}
	return ids
}

func (b *builder) idList(indices []int) string {
	ids := make([]string, len(indices))
	for i, index := range indices {
		ids[i] = b.catalogue.conditions[index].ID
	}
	return strings.Join(ids, ", ")
}
