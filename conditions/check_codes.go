package conditions

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/mskguide/mskguide/internal/place"
)

// checkRefusedCodes does not look at check digits: failing it is one of the ways to be wrong.
func (b *builder) checkRefusedCodes() {
	for _, w := range b.refusedCodes {
		refused := w.value
		key, ok := b.tidied(refused.System, refused.Code, w.at)
		if !ok {
			continue
		}
		if first(b, b.codes, key, w.at("code"), "code %q is refused twice", refused.Code) {
			b.catalogue.refused[key] = len(b.catalogue.refusedCodes)
			b.catalogue.refusedCodes = append(b.catalogue.refusedCodes, refused)
		}
	}
}

func (b *builder) checkOwnCodes() {
	for i, w := range b.conditions {
		for j, code := range w.value.Codes {
			b.addCode(code, []int{i}, func(path ...any) place.Pos { return w.at(append([]any{"codes", j}, path...)...) })
		}
	}
}

func (b *builder) checkSharedCodes() {
	for _, w := range b.sharedCodes {
		if named := b.named(w.value.Conditions, w.at); named != nil {
			code := w.value.Code
			code.Shared = true
			b.addCode(code, named, w.at)
		}
	}
}

func (b *builder) checkPhaseCodes() {
	for _, w := range b.phaseCodes {
		if w.value.Phase == PhaseUnstated {
			b.errs.Addf(w.at(), "code %q stands here for its phase and states none", w.value.Code)
		}
		b.addCode(w.value, nil, w.at)
	}
}

// addCode lists a code with the conditions it may mean.
func (b *builder) addCode(code Code, conditions []int, at func(path ...any) place.Pos) {
	key, ok := b.tidied(code.System, code.Code, at)
	if !ok {
		return
	}
	system := b.systemByID(code.System)
	if reason, says := system.Form.fault(code.Code); reason != ReasonUnstated {
		b.errs.Addf(at("code"), "%s code %q: %s", system.Name, code.Code, says)
	}
	b.checkPhaseWords(code, at)
	if _, err := time.Parse(time.DateOnly, code.Retired); code.Retired != "" && err != nil {
		b.errs.Addf(at("retired"), "%q is no day; write it like 2021-10-01", code.Retired)
	}
	if rival, taken := b.codes[key]; taken {
		b.errs.Addf(at("code"), "%s", b.codeClash(key, conditions, rival))
		return
	}
	b.codes[key] = at("code")
	code.URI = system.URI
	b.catalogue.byCode[key] = listed{code, conditions}
	for _, index := range conditions {
		b.catalogue.conditions[index].Codes = append(b.catalogue.conditions[index].Codes, code)
	}
}

func (b *builder) codeClash(key coding, conditions []int, rival place.Pos) string {
	if _, refused := b.catalogue.refused[key]; refused {
		return fmt.Sprintf("code %q is refused at %s; it cannot be listed as well", key.code, rival)
	}
	if owners := b.catalogue.byCode[key].conditions; !slices.Equal(owners, conditions) && len(owners) > 0 && len(conditions) > 0 {
		return fmt.Sprintf("code %q already means %s, at %s; a code that may mean several conditions stands once, under shared_codes",
			key.code, b.idList(owners), rival)
	}
	return fmt.Sprintf("code %q is listed twice; first at %s", key.code, rival)
}

// checkPhaseWords holds the stated phase to the words of the display: a code that says chronic must not pass for one that
// says nothing, nor the other way round, because the phase moves verdicts.
func (b *builder) checkPhaseWords(code Code, at func(path ...any) place.Pos) {
	words := strings.FieldsFunc(strings.ToLower(code.Display), func(r rune) bool { return !unicode.IsLetter(r) })
	var said []string
	for _, phase := range phaseNames()[1:] {
		if slices.Contains(words, phase) {
			said = append(said, phase)
		}
	}
	switch {
	case len(said) > 0 && !slices.Contains(said, code.Phase.String()):
		b.errs.Addf(at("display"), "%q says %s; its phase must say so too", code.Display, strings.Join(said, " and "))
	case len(said) == 0 && code.Phase != PhaseUnstated && code.Note == "":
		b.errs.Addf(at("phase"), "%q does not say %s; a note must tell where that comes from", code.Display, code.Phase)
	}
}

// tidied returns the key of a code whose system is known and which is in its usual spelling.
func (b *builder) tidied(system, code string, at func(path ...any) place.Pos) (coding, bool) {
	known := b.systemByID(system)
	if known.ID == "" {
		b.errs.Addf(at("system"), "unknown code system %q; %s", system, b.systemsHere(system))
		return coding{}, false
	}
	if usual := known.Form.tidy(code); usual != code {
		b.errs.Addf(at("code"), "write code %q as %q", code, usual)
		return coding{}, false
	}
	return coding{system, code}, true
}

func (b *builder) systemByID(id string) System {
	for _, system := range b.catalogue.systems {
		if system.ID == id {
			return system
		}
	}
	return System{}
}

func (b *builder) systemsHere(got string) string {
	if len(b.systems) == 0 {
		return "the catalogue lists none under systems"
	}
	var ids []string
	for _, w := range b.systems {
		ids = append(ids, w.value.ID)
	}
	return oneOf(got, ids)
}
