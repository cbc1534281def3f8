package evidence

import (
	"cmp"
	"fmt"
)

// IncomparableError says why two effects are not ranked against each other. A and B are what the two have in that
// respect, "" when it is not known.
type IncomparableError struct{ Respect, A, B string }

func (e *IncomparableError) Error() string {
	if e.A == e.B {
		return "not ranked against each other: " + e.Respect + " not known or none"
	}
	return fmt.Sprintf("not ranked against each other: they differ in %s, %q and %q", e.Respect, e.A, e.B)
}

// Compare is negative when the effect of f is the better one for a patient, positive when that of other is, as the bare
// values stand: whether their intervals overlap it does not say. It refuses with an [*IncomparableError] unless both have
// an effect in the same metric, on the same outcome and scale, in the same unit, against the same comparator, with the
// same known better side. There is no other ordering of effects, and none across metrics.
func (f Finding) Compare(other Finding) (int, error) {
	if f.Effect == nil || other.Effect == nil {
		return 0, &IncomparableError{Respect: "effect"}
	}
	a, b := *f.Effect, *other.Effect
	for _, same := range []struct {
		respect, a, b string
		needed        bool
	}{
		{"metric", a.Metric.String(), b.Metric.String(), true},
		{"outcome", f.Outcome, other.Outcome, true},
		{"comparator", f.Comparator, other.Comparator, true},
		{"scale", a.Scale, b.Scale, !a.Metric.Standardised() && a.Metric != Percent},
		{"unit", a.Unit, b.Unit, !a.Metric.Standardised()},
		{"better side", a.Better.String(), b.Better.String(), true},
	} {
		if same.a != same.b || same.needed && same.a == "" {
			return 0, &IncomparableError{same.respect, same.a, same.b}
		}
	}
	if a.Better == Lower {
		return cmp.Compare(a.Value, b.Value), nil
	}
	return cmp.Compare(b.Value, a.Value), nil
}
