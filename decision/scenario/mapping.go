package scenario

import (
	"errors"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

const mappingSchema = "mskguide.map/1"

// Mapping says which columns of a table are facts under other names, by the name of the
// column. Read one with [ReadMapping].
type Mapping map[string]Mapped

// Mapped is what a column is: a fact, none_of or an expectation.
type Mapped struct {
	As     string
	Values map[string]string // what a cell means, by its text; "" means unknown. Other texts stay
}

// mappingDoc is such a mapping as a file writes it.
type mappingDoc struct {
	Schema  place.Text           `yaml:"schema,required"`
	Says    string               `yaml:"says"`
	Columns place.Map[place.Any] `yaml:"columns,required"`
}

// mapper checks a mapping against a guideline.
type mapper struct {
	known *names
	try   *decision.Case
	errs  place.Errors
	taken map[string]place.Text // column by what it is
}

// ReadMapping reads a mapping from YAML:
//
//	schema: mskguide.map/1
//	columns:
//	  age: age_years
//	  side:
//	    as: condition
//	    values: {LBP: low_back_pain, "9": ""}
//
// Name is what errors call it. The error lists every mistake with its place: a column or a
// value that means nothing to the guideline, a fact that is given by two columns.
func ReadMapping(g *decision.Guideline, name string, data []byte) (Mapping, error) {
	var doc mappingDoc
	if _, err := place.Decode(name, data, &doc); err != nil {
		return nil, err
	}
	m := mapper{known: newNames(g, Format{}), try: g.NewCase(), taken: map[string]place.Text{}}
	if doc.Schema.Value != mappingSchema {
		m.errs.Addf(doc.Schema.Pos, "schema %q is not one this library reads; it reads %q", wording.Abridge(doc.Schema.Value), mappingSchema)
	}
	out := Mapping{}
	for _, entry := range doc.Columns {
		out[entry.Key.Value] = m.mapped(entry)
	}
	if err := m.errs.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

func (m *mapper) mapped(entry place.Entry[place.Any]) Mapped {
	as, fields := entry.Value, place.Map[place.Any](nil)
	if f, ok := entry.Value.Value.(place.Map[place.Any]); ok {
		as, fields = place.Any{Pos: entry.Value.Pos}, f
	}
	out := Mapped{}
	var values place.Any
	for _, f := range fields {
		switch f.Key.Value {
		case "as":
			as = f.Value
		case "values":
			values = f.Value
		default:
			m.errs.Addf(f.Key.Pos, "unknown key %q; a column has as and values", wording.Abridge(f.Key.Value))
		}
	}
	out.As = as.String()
	c, e := m.known.column(out.As)
	switch first, twice := m.taken[out.As]; {
	case out.As == "":
		m.errs.Addf(as.Pos, "column %q is a fact of some name, or has as and values", wording.Abridge(entry.Key.Value))
		return out
	case e != nil:
		m.errs.Addf(as.Pos, "there is no fact %q%s", wording.Abridge(out.As), wording.DidYouMean(e.Nearest))
		return out
	case twice:
		m.errs.Addf(as.Pos, "columns %q and %q are both %q; keep one", wording.Abridge(first.Value), wording.Abridge(entry.Key.Value), out.As)
	}
	m.taken[out.As] = entry.Key
	if values.Value != nil {
		out.Values = m.values(&c, values)
	}
	return out
}

func (m *mapper) values(c *column, from place.Any) map[string]string {
	list, ok := from.Value.(place.Map[place.Any])
	if !ok {
		m.errs.Addf(from.Pos, "values is a list of what cells mean: {\"1\": true, \"9\": \"\"}")
		return nil
	}
	out := make(map[string]string, len(list))
	for _, v := range list {
		text := v.Value.String()
		switch v.Value.Value.(type) {
		case place.Map[place.Any], []place.Any:
			m.errs.Addf(v.Value.Pos, "what a cell means is one text, as another cell would have it")
			continue
		}
		out[strings.TrimSpace(v.Key.Value)] = text
		if err := m.means(c, text); err != nil {
			m.errs.Addf(v.Value.Pos, "%s", err.Message)
		}
	}
	return out
}

// means looks whether a cell of this text could be read.
func (m *mapper) means(c *column, text string) *decision.FactError {
	if text == "" || c.role != roleFact {
		return nil
	}
	v, e := value(text, &c.fact)
	if e != nil {
		return e
	}
	var errs decision.FactErrors
	if errors.As(m.try.Load(decision.Facts{c.fact.ID: v}), &errs) {
		return errs[0]
	}
	return nil
}

// unmapped reports columns of the mapping that the table does not have.
func (t *Table) unmapped(there map[string]int) (errs decision.FactErrors) {
	names := make([]string, 0, len(there))
	for name := range there {
		names = append(names, name)
	}
	slices.Sort(names)
	for name := range t.known.mapping {
		if _, ok := there[name]; ok {
			continue
		}
		near := place.Nearest(name, names)
		e := t.fail(wording.Abridge(name), "the mapping names a column %q, which the table does not have%s", wording.Abridge(name), wording.DidYouMean(near))
		e[0].Nearest = near
		errs = append(errs, e...)
	}
	return errs
}
