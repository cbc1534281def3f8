package decision

import "slices"

// A safety rule is not removed or weakened by any overlay, whichever of the bundle or an
// earlier overlay it comes from. What can be told from the documents is held to here.

func (b *builder) mayRetract(at int, d retractRuleDoc) bool {
	now := b.content.Rules[at]
	if now.Safety {
		b.errs.Addf(d.Rule.Pos, "rule %q is a safety rule, at %s; no overlay may retract it", now.ID.Value, now.ID.Pos)
	}
	return !now.Safety
}

func (b *builder) mayReplace(at int, d replaceRuleDoc) bool {
	now, with, before := b.content.Rules[at], d.With, len(b.errs)
	if !now.Safety {
		return true
	}
	if !with.Safety {
		b.errs.Addf(with.ID.Pos, "rule %q is a safety rule, at %s; what replaces it says `safety: true` too", now.ID.Value, now.ID.Pos)
	}
	if old, ok := b.severity(now.Gives.Value); ok {
		if new, ok := b.severity(with.Gives.Value); ok && new < old {
			b.errs.Addf(with.Gives.Pos, "rule %q is a safety rule and gives %q, at %s; what replaces it may give nothing less severe, such as %q",
				now.ID.Value, now.Gives.Value, now.Gives.Pos, with.Gives.Value)
		}
	}
	if old, ok := b.leisure(now.Urgency.Value); ok {
		if new, ok := b.leisure(with.Urgency.Value); ok && new > old {
			pos, less := with.Urgency.Pos, "none"
			if with.Urgency.Value == "" {
				pos = with.ID.Pos
			} else {
				less = quote(with.Urgency.Value)
			}
			b.errs.Addf(pos, "rule %q is a safety rule of urgency %q, at %s; what replaces it may be no less urgent, and this has %s",
				now.ID.Value, now.Urgency.Value, now.Urgency.Pos, less)
		}
	}
	if now.Step.Value != with.Step.Value {
		b.errs.Addf(with.Step.Pos, "rule %q is a safety rule of the step %q, at %s; what replaces it stays there", now.ID.Value, now.Step.Value, now.Step.Pos)
	}
	if now.Scope.Value != with.Scope.Value {
		pos := with.Scope.Pos
		if with.Scope.Value == "" {
			pos = with.ID.Pos
		}
		b.errs.Addf(pos, "rule %q is a safety rule that concerns %s, at %s; what replaces it has the same scope", now.ID.Value, scopeName(now.Scope.Value), now.ID.Pos)
	}
	return len(b.errs) == before
}

// severity orders what a rule gives: a caution first, then the verdicts. One that is unknown
// is reported where rules are compiled.
func (b *builder) severity(gives string) (int, bool) {
	if gives == caution {
		return -1, true
	}
	at := slices.IndexFunc(b.manifest.Verdicts, func(v namedDoc) bool { return v.ID.Value == gives })
	return at, at >= 0
}

// leisure orders urgencies: the higher, the less urgent; none comes last.
func (b *builder) leisure(urgency string) (int, bool) {
	if urgency == "" {
		return len(b.manifest.Urgencies), true
	}
	at := slices.IndexFunc(b.manifest.Urgencies, func(u namedDoc) bool { return u.ID.Value == urgency })
	return at, at >= 0
}

func quote(s string) string { return "\"" + s + "\"" }

// scopeName says what a rule of a scope concerns.
func scopeName(scope string) string {
	switch scope {
	case "patient", "site":
		return "the " + scope
	case "today":
		return "the day"
	}
	return "nothing in particular"
}
