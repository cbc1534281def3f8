package conditions

import (
	"fmt"
	"slices"
)

// ByCode returns what a coding says of the condition. The system is an id, name or URI of [Catalogue.Systems]. A code counts
// as written but for space around it; ICD-10-CM also without its dot and in small letters. Every error is a [*CodeError].
func (c *Catalogue) ByCode(system, code string) (Match, error) {
	known, spelled, err := c.spell(system, code)
	if err != nil {
		return Match{}, err
	}
	refusal := &CodeError{System: known.Name, Code: spelled}
	entry, ok := c.byCode[coding{known.ID, spelled}]
	switch {
	case !ok:
		refusal.Reason, refusal.Says = ReasonUnmapped, "no condition of this catalogue lists it"
		return Match{}, refusal
	case entry.code.Checked == NotChecked:
		refusal.Reason = ReasonUnconfirmed
		refusal.Says = fmt.Sprintf("on record as %q, but that was never confirmed, so it is not used", entry.code.Display)
		return Match{}, refusal
	}
	return Match{Code: entry.code, Conditions: c.pick(entry.conditions)}, nil
}

// CheckCode says whether a code could be one of the system: its form and its check digit. It asks neither what the code
// means nor whether any condition lists it, so it serves codes of procedures and measurements too. Every error is a
// [*CodeError].
func (c *Catalogue) CheckCode(system, code string) error {
	known, err := c.system(system, code)
	if err != nil {
		return err
	}
	return known.checkForm(known.Form.tidy(code))
}

// RefusedCodes returns a copy of the codes known to circulate for something they do not mean, in catalogue order.
func (c *Catalogue) RefusedCodes() []RefusedCode {
	if c == nil {
		return nil
	}
	return slices.Clone(c.refusedCodes)
}

// spell returns the system and the code in its usual spelling. A code known to be wrong is refused before its check digit
// is looked at: what it was taken for tells the reader more.
func (c *Catalogue) spell(system, code string) (System, string, error) {
	known, err := c.system(system, code)
	if err != nil {
		return System{}, "", err
	}
	spelled := known.Form.tidy(code)
	if i, ok := c.refused[coding{known.ID, spelled}]; ok {
		refused := c.refusedCodes[i]
		says := fmt.Sprintf("not a code for %s: %s", refused.Claimed, refused.Problem)
		return System{}, "", &CodeError{System: known.Name, Code: spelled, Reason: ReasonWrongCode, Says: says}
	}
	if err := known.checkForm(spelled); err != nil {
		return System{}, "", err
	}
	return known, spelled, nil
}

func (s System) checkForm(tidied string) error {
	if reason, says := s.Form.fault(tidied); reason != ReasonUnstated {
		return &CodeError{System: s.Name, Code: tidied, Reason: reason, Says: says}
	}
	return nil
}

func (c *Catalogue) system(given, code string) (System, error) {
	if c == nil || len(c.systems) == 0 {
		return System{}, &CodeError{System: given, Code: code, Reason: ReasonUnknownSystem, Says: "this catalogue knows no code systems"}
	}
	// A URI is compared as it stands: FHIR calls two URIs that differ at all two systems.
	for _, system := range c.systems {
		if given != "" && (given == system.URI || given == system.ID) {
			return system, nil
		}
	}
	for _, system := range c.systems {
		if given != "" && (termKey(given) == termKey(system.ID) || termKey(given) == termKey(system.Name)) {
			return system, nil
		}
	}
	var allowed []string
	for _, system := range c.systems {
		allowed = append(allowed, system.Name)
		if system.URI != "" {
			allowed = append(allowed, system.URI)
		}
	}
	return System{}, &CodeError{System: given, Code: code, Reason: ReasonUnknownSystem, Says: "not known here; " + oneOf(given, allowed)}
}
