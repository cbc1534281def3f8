package conditions

import (
	"strings"
	"unicode"

	"github.com/mskguide/mskguide/internal/place"
)

func (b *builder) checkSchemes() {
	ids, defaults := map[string]place.Pos{}, map[string]place.Pos{}
	for _, w := range b.schemes {
		scheme := w.value
		if strings.ContainsFunc(scheme.ID, unicode.IsSpace) {
			b.errs.Addf(w.at("id"), "id %q must not hold spaces", scheme.ID)
		}
		first(b, ids, scheme.ID, w.at("id"), "scheme %q is defined twice", scheme.ID)
		b.checkRegion(scheme.Region, w.at("region"))
		if scheme.Default {
			first(b, defaults, scheme.Region, w.at("default"), "region %q has two default schemes", scheme.Region)
		}
		if len(scheme.Spans) == 0 {
			b.errs.Addf(w.at("spans"), "scheme %q divides nothing; give it at least one span", scheme.ID)
		}
		b.checkSpans(w)
		b.catalogue.schemes = append(b.catalogue.schemes, scheme.clone())
	}
}

// checkSpans allows gaps, which is how a scheme says nothing of a duration, but no duration two phases.
func (b *builder) checkSpans(w written[Scheme]) {
	for i := 1; i < len(w.value.Spans); i++ {
		earlier, span := w.value.Spans[i-1], w.value.Spans[i]
		if earlier.Phase >= span.Phase {
			b.errs.Addf(w.at("spans", i, "phase"), "%s cannot follow %s; spans stand by rising duration", span.Phase, earlier.Phase)
		}
		if !earlier.Days.before(span.Days) {
			b.errs.Addf(w.at("spans", i, "days"), "%q begins before %q of %s has ended", span.Days, earlier.Days, earlier.Phase)
		}
	}
}
