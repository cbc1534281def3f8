package place

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// A number is written as in JSON: YAML's other spellings (0x1F, 0o17, 1_000, .5, .inf) surprise more than they help.
var (
	decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
	whole   = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
)

func (d *decoder) text(n *yaml.Node, required bool) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		d.wrong(n, "text")
		return "", false
	}
	if n.Tag != "!!str" {
		d.errs.Addf(d.pos(n), "expected text, found %s; quote it: %q", describe(n), short(n.Value))
		return "", false
	}
	if required && strings.TrimSpace(n.Value) == "" {
		d.errs.Addf(d.pos(n), "the text is empty; it is required here")
		return "", false
	}
	return n.Value, true
}

func (d *decoder) boolean(n *yaml.Node) (value, ok bool) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!bool" && (n.Value == "true" || n.Value == "false") {
		return n.Value == "true", true
	}
	d.wrong(n, "true or false")
	return false, false
}

func (d *decoder) integer(n *yaml.Node) (int64, bool) {
	if isNumber(n) && whole.MatchString(n.Value) {
		if i, err := strconv.ParseInt(n.Value, 10, strconv.IntSize); err == nil {
			return i, true
		}
	}
	d.wrong(n, "a whole number")
	return 0, false
}

func (d *decoder) number(n *yaml.Node) (Number, bool) {
	if isNumber(n) && decimal.MatchString(n.Value) {
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && !math.IsInf(f, 0) {
			return Number{f + 0, n.Value, d.pos(n)}, true // -0 + 0 is 0
		}
	}
	d.wrong(n, "a decimal number such as 12 or 0.5")
	return Number{}, false
}

func isNumber(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.Tag == "!!int" || n.Tag == "!!float") && n.Style == 0
}

func (d *decoder) anything(n *yaml.Node) (Any, bool) {
	a := Any{Pos: d.pos(n)}
	ok := true
	switch {
	case n.Kind == yaml.MappingNode:
		var m Map[Any]
		d.value(n, reflect.ValueOf(&m).Elem(), false)
		a.Value = m
	case n.Kind == yaml.SequenceNode:
		var list []Any
		d.value(n, reflect.ValueOf(&list).Elem(), false)
		a.Value = list
	case n.Tag == "!!bool":
		a.Value, ok = d.boolean(n)
	case isNumber(n):
		a.Value, ok = d.number(n)
	default:
		var t Text
		d.value(n, reflect.ValueOf(&t).Elem(), false)
		a.Value = t
	}
	return a, ok
}

// written is the part of the source a Text keeps.
func (d *decoder) written(n *yaml.Node) string {
	first := d.src.from(n.Line, n.Column)
	if n.Style&yaml.LiteralStyle == 0 {
		return first
	}
	lines := []string{first}
	for i := range strings.Count(n.Value, "\n") + 1 {
		lines = append(lines, d.src.line(n.Line+1+i))
	}
	return strings.Join(lines, "\n")
}

func (d *decoder) wrong(n *yaml.Node, want string) {
	d.errs.Addf(d.pos(n), "expected %s, found %s", want, describe(n))
}

// describe says what a node is, in the words of someone who writes YAML.
func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!int", n.Tag == "!!float":
		return "the number " + short(n.Value)
	case n.Tag == "!!bool":
		return short(n.Value)
	case n.Tag == "!!null":
		return "null"
	case n.Tag == "!!timestamp":
		return "the date " + short(n.Value)
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		return fmt.Sprintf("the quoted text %q", short(n.Value))
	}
	return fmt.Sprintf("the text %q", short(n.Value))
}

// short keeps a message readable when what it quotes is not.
func short(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}
