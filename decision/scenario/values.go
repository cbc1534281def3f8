package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// value reads a cell of a fact. Whether the fact has such a value is for the guideline.
func value(text string, f *decision.Fact) (any, *decision.FactError) {
	v, e := said(text, f)
	if e != nil {
		e.Message += unknownHint(text)
	}
	return v, e
}

// said is value for a text that need not be in a table.
func said(text string, f *decision.Fact) (v any, e *decision.FactError) {
	switch f.Type {
	case decision.TypeBool:
		v, e = boolean(text)
	case decision.TypeChoice:
		v, e = choice(text)
	default:
		v, e = number(text, f)
	}
	if e != nil {
		e.Message = fmt.Sprintf("%q is %s, not %q", f.ID, e.Message, wording.Abridge(text))
	}
	return v, e
}

func boolean(text string) (bool, *decision.FactError) {
	switch strings.ToLower(text) {
	case "true", "yes", "1":
		return true, nil
	case "false", "no", "0":
		return false, nil
	}
	return false, &decision.FactError{Allowed: []string{"true", "false", "yes", "no", "1", "0"}, Message: "yes or no: true, false, yes, no, 1 or 0"}
}

// choice reads a choice, or several of which it is one.
func choice(text string) (any, *decision.FactError) {
	if !strings.Contains(text, "|") {
		return text, nil
	}
	several, e := list(text)
	if e != nil {
		e.Message = "one choice, or several parted by | (" + e.Message + ")"
		return nil, e
	}
	return map[string]any{"one_of": several}, nil
}

// maxIDs bounds a list: more is no list that anyone meant.
const maxIDs = 200

// list reads ids parted by |.
func list(text string) ([]string, *decision.FactError) {
	if n := strings.Count(text, "|"); n >= maxIDs {
		return nil, &decision.FactError{Message: fmt.Sprintf("%d ids are parted by |; at most %d are read", n+1, maxIDs)}
	}
	several := strings.Split(text, "|")
	for i, id := range several {
		several[i] = strings.TrimSpace(id)
		if several[i] == "" {
			return nil, &decision.FactError{Message: "an id is missing beside a |"}
		}
	}
	return several, nil
}

// unknownHint says how to read a word that other programs write for what is unknown.
func unknownHint(text string) string {
	words := []string{"na", "n/a", "#n/a", "nan", "null", "nil", "none", "unknown", "missing", ".", "-", "--", "?"}
	if !slices.Contains(words, strings.ToLower(text)) {
		return ""
	}
	return "; where that means unknown, leave the cell empty or list the word among those that do"
}
