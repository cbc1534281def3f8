package evidence

import "github.com/mskguide/mskguide/internal/place"

// checkFinding checks the j-th finding of the i-th source and notes which claims the source bears on.
func (b *builder) checkFinding(i, j int, f Finding) {
	o := b.sourceOrigins[i]
	source := b.library.sources[i]
	at := func(path ...any) place.Pos { return o.at(append([]any{"findings", j}, path...)...) }
	seen := map[string]int{}
	for k, claim := range f.Claims {
		b.checkName("claim", claim, at("claims", k), b.library.claimIndex)
		if first, twice := seen[claim]; twice {
			b.errs.Addf(at("claims", k), "claim %q is listed twice; first at %s", claim, at("claims", first))
			continue
		}
		seen[claim] = k
		b.bears(claim, i)
	}
	if f.Grade != "" && source.GradingScheme == "" {
		b.errs.Addf(at("grade"), "grade %q of source %q means nothing without a grading_scheme; add it to the source, or leave the grade out", f.Grade, source.ID)
	}
	if f.Effect == nil {
		return
	}
	if f.Read == ReadNone || f.Read == ReadRecord {
		b.errs.Addf(at("effect"), "source %q gives an effect, but its reading is %s: nobody saw the number", source.ID, f.Read)
	}
	if f.Outcome == "" {
		b.errs.Addf(at("effect"), "an effect needs an outcome: say what was measured")
	}
	if key, problem := f.Effect.fault(); problem != "" {
		b.errs.Addf(at("effect", key), "%s", problem)
	}
}

func (b *builder) bears(claim string, source int) {
	bearing := b.library.bearing[claim]
	if n := len(bearing); n == 0 || bearing[n-1] != source {
		b.library.bearing[claim] = append(bearing, source)
	}
}
