package evidence

import (
	"regexp"
	"strconv"
	"strings"
)

// Effect is a number as a source reports it.
type Effect struct {
	Metric   Metric    `yaml:"metric,required" json:"metric"`
	Value    float64   `yaml:"value,required" json:"value"`
	Versus   *float64  `yaml:"versus" json:"versus,omitempty"` // what the comparator reached, where both are reported
	Interval *Interval `yaml:"interval" json:"interval,omitempty"`
	P        string    `yaml:"p" json:"p,omitempty"`         // as printed: 0.09, <0.001
	Unit     string    `yaml:"unit" json:"unit,omitempty"`   // "" when not seen, or when the metric has none
	Scale    string    `yaml:"scale" json:"scale,omitempty"` // the instrument; "" when not seen, or when the metric has none
	Better   Better    `yaml:"better" json:"better,omitempty"`
	About    bool      `yaml:"about" json:"about,omitempty"` // the source gives the value as approximate
}

// Interval is the uncertainty of a value.
type Interval struct {
	Kind IntervalKind `yaml:"kind,required" json:"kind"`
	Low  float64      `yaml:"low,required" json:"low"`
	High float64      `yaml:"high,required" json:"high"`
}

// IntervalKind is what an interval claims to cover. The zero value is unstated.
type IntervalKind uint8

// The kinds of interval.
const (
	IntervalUnstated IntervalKind = iota
	Confidence95
	UpperBound // of a rate that was observed as zero
)

func intervalNames() [3]string { return [3]string{"", "95% CI", "upper bound"} }

// String returns the text form, "" when unstated.
func (k IntervalKind) String() string { names := intervalNames(); return nameOf(uint8(k), names[:]) }

// MarshalText writes the text form.
func (k IntervalKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (k *IntervalKind) UnmarshalText(text []byte) error {
	names := intervalNames()
	return setByName((*uint8)(k), "kind of interval", string(text), names[:])
}

// Better is which way a value must lie to be good for a patient. The zero value is unknown: the sign of a difference that
// a source prints without a word to it is not guessed.
type Better uint8

// The ways.
const (
	BetterUnknown Better = iota
	Lower
	Higher
)

func betterNames() [3]string { return [3]string{"", "lower", "higher"} }

// String returns the text form, "" when unknown.
func (b Better) String() string { names := betterNames(); return nameOf(uint8(b), names[:]) }

// MarshalText writes the text form.
func (b Better) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (b *Better) UnmarshalText(text []byte) error {
	names := betterNames()
	return setByName((*uint8)(b), "better", string(text), names[:])
}

// String writes the effect as papers do: SMD -1.06 (95% CI -1.77 to -0.36).
func (e Effect) String() string {
	parts := []string{e.Metric.short()}
	if e.About {
		parts = append(parts, "about")
	}
	parts = append(parts, e.amount(e.Value))
	if e.Versus != nil {
		parts = append(parts, "against "+e.amount(*e.Versus))
	}
	switch {
	case e.Unit != "" && e.Metric == Percent:
		parts = append(parts, "of "+e.Unit)
	case e.Unit != "":
		parts = append(parts, e.Unit)
	}
	text := strings.TrimSpace(strings.Join(parts, " "))
	if e.Scale != "" {
		text += " on the " + e.Scale
	}
	if inside := e.inside(); len(inside) > 0 {
		text += " (" + strings.Join(inside, "; ") + ")"
	}
	return text
}

// inside is what stands in brackets.
func (e Effect) inside() []string {
	var inside []string
	if i := e.Interval; i != nil {
		bounds := e.amount(i.Low) + " to " + e.amount(i.High)
		if i.Kind == UpperBound {
			bounds = e.amount(i.High)
		}
		inside = append(inside, i.Kind.String()+" "+bounds)
	}
	if sign := strings.TrimLeft(e.P, "<"); sign != e.P {
		inside = append(inside, "p < "+sign)
	} else if e.P != "" {
		inside = append(inside, "p = "+e.P)
	}
	return inside
}

func (e Effect) amount(x float64) string {
	text := strconv.FormatFloat(x, 'f', -1, 64)
	if e.Metric == Percent {
		text += "%"
	}
	return text
}

var pForm = regexp.MustCompile(`^<?0?\.\d+$`)

// fault says what is wrong with the numbers of an effect and under which key; "" when nothing is.
func (e Effect) fault() (key, problem string) {
	low, high := -1e300, 1e300
	switch {
	case e.Metric == Percent:
		low, high = 0, 100
	case e.Metric.ratio() || e.Metric == PartialEtaSquared || e.Metric == FStatistic:
		low = 0
	}
	within := func(x float64) bool { return low <= x && x <= high }
	switch i := e.Interval; {
	case !within(e.Value):
		return "value", "no " + e.Metric.String() + " has this value"
	case e.Versus != nil && !within(*e.Versus):
		return "versus", "no " + e.Metric.String() + " has this value"
	case e.P != "" && !pForm.MatchString(e.P):
		return "p", "p " + strconv.Quote(e.P) + `: write it as printed, such as "0.09" or "<0.001"`
	case e.Metric.Standardised() && e.Unit != "":
		return "unit", "this metric, " + e.Metric.String() + ", has no unit"
	case !e.Metric.Directed() && e.Better != BetterUnknown:
		return "better", "this metric, " + e.Metric.String() + ", has no better side"
	case i != nil && i.Low > i.High:
		return "interval", "the interval runs backwards: low is above high"
	case i != nil && (e.Value < i.Low || e.Value > i.High):
		return "interval", "the value lies outside its interval"
	}
	return "", ""
}
