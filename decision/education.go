package decision

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// Sections of a leaflet, in their order.
const (
	SectionAnswer    = "answer"
	SectionUnknown   = "unknown"
	SectionNext      = "next"
	SectionOptions   = "options"
	SectionQuestions = "questions"
	SectionSpeakUp   = "speak_up"
	SectionAfterCare = "after_care"
	SectionSeekHelp  = "seek_help"
	SectionReadMore  = "read_more"
	SectionAbout     = "about"
	SectionSources   = "sources"
)

// educationSections are those that education items fill.
func educationSections() []string {
	return []string{SectionQuestions, SectionSpeakUp, SectionAfterCare, SectionSeekHelp, SectionReadMore}
}

func (b *builder) assembleEducation() {
	items := newIndex("education item")
	for _, d := range b.content.Education {
		b.identifier("education item", d.ID, hyphenated)
		items.add(&b.errs, d.ID)
		if s := educationSections(); d.Section.Value != "" && !slices.Contains(s, d.Section.Value) {
			b.errs.Addf(d.Section.Pos, "education items do not fill a section %q; they fill %s%s", d.Section.Value, strings.Join(s, ", "), didYouMean(d.Section.Value, s))
		}
		e := Education{ID: d.ID.Value, Section: d.Section.Value, Pages: b.sourceList(d.Pages), Sources: b.sourceList(d.Sources), Claims: b.cited(d.Claims)}
		for _, v := range d.Verdicts {
			if v.Value != needsInformation {
				b.verdicts.find(&b.errs, v)
			}
			e.Verdicts = append(e.Verdicts, v.Value)
		}
		b.g.lessons = append(b.g.lessons, e)
	}
}

func (b *builder) sourceList(list []place.Text) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Value)
		if b.g.evidence == nil {
			continue
		}
		if _, ok := b.g.evidence.Source(s.Value); !ok {
			var ids []string
			for _, known := range b.g.evidence.Sources() {
				ids = append(ids, known.ID)
			}
			b.errs.Addf(s.Pos, "there is no source %q%s", s.Value, didYouMean(s.Value, ids))
		}
	}
	return out
}
