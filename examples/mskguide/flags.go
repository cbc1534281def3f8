package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// flag is written -name or --name, before or after the arguments; one with a value is
// -name VALUE or -name=VALUE.
type flag struct {
	name  string
	value string // what its value is called; "" when it takes none
	many  bool   // may be given again and again
	says  string
}

var helpFlag = flag{name: "help", says: "show this help"}

func (f flag) usage() string {
	text := "-" + f.name
	if f.value != "" {
		text += " " + f.value
	}
	if f.many {
		text += " …"
	}
	return text
}

// given holds the values of each flag that was given; a flag without a value has "".
type given map[string][]string

func (g given) has(name string) bool { return len(g[name]) > 0 }

func (g given) one(name string) string {
	if !g.has(name) {
		return ""
	}
	return g[name][0]
}

// parse tells flags from arguments. "-" is an argument, and so is all that follows "--".
func (c *command) parse(args []string) (given, []string, error) {
	out := given{}
	var rest []string
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			return out, append(rest, args...), nil
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			rest = append(rest, arg)
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
		f, err := c.flag(name)
		if err != nil {
			return nil, nil, err
		}
		if f.value != "" && !hasValue && len(args) > 0 && (args[0] == "-" || !strings.HasPrefix(args[0], "-")) {
			value, hasValue, args = args[0], true, args[1:]
		}
		if err := f.check(value, hasValue, out); err != nil {
			return nil, nil, err
		}
		out[f.name] = append(out[f.name], value)
	}
	return out, rest, nil
}

func (c *command) flag(name string) (flag, error) {
	names := []string{}
	for _, f := range append(slices.Clone(c.flags), helpFlag) {
		if f.name == name || f == helpFlag && name == "h" {
			return f, nil
		}
		names = append(names, "-"+f.name)
	}
	near := place.Nearest("-"+name, names)
	return flag{}, problem(decision.FactError{Got: "-" + name, Allowed: names, Nearest: near,
		Message: fmt.Sprintf("%s has no flag %s; it has %s%s", c.name, quoted("-"+name), strings.Join(names, ", "), suggestion(near))})
}

func (f flag) check(value string, hasValue bool, before given) error {
	switch {
	case f.value == "" && hasValue:
		return problem(decision.FactError{Got: value, Message: fmt.Sprintf("-%s takes no value; write -%s alone", f.name, f.name)})
	case f.value != "" && value == "":
		return problemf("-%s needs a value: -%s %s", f.name, f.name, f.value)
	case f.value != "" && !f.many && before.has(f.name):
		return problem(decision.FactError{Got: value, Message: fmt.Sprintf("-%s is given twice; keep one", f.name)})
	}
	return nil
}

// wantsJSON reports whether errors are to be written as JSON, also when the command line
// itself is at fault.
func wantsJSON(args []string) bool {
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	return slices.Contains(args, "-json") || slices.Contains(args, "--json")
}
