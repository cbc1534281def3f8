package logic

import "encoding/binary"

type operator uint8

const (
	opFalse operator = iota
	opTrue
	opIn
	opAnd
	opOr
	opNot
)

// Formula is a condition over variables. It is immutable; nil is False.
type Formula struct {
	op   operator
	v    int
	set  Set
	kids []*Formula
}

// True always holds.
func True() *Formula { return &Formula{op: opTrue} }

// False never holds.
func False() *Formula { return &Formula{op: opFalse} }

// In holds when the region of variable v is in s.
func In(v int, s Set) *Formula {
	if s == 0 {
		return False()
	}
	return &Formula{op: opIn, v: v, set: s}
}

// And holds when all of fs hold; And() is True.
func And(fs ...*Formula) *Formula { return join(opAnd, opTrue, opFalse, fs) }

// Or holds when one of fs holds; Or() is False.
func Or(fs ...*Formula) *Formula { return join(opOr, opFalse, opTrue, fs) }

// Not holds when f does not.
func Not(f *Formula) *Formula {
	switch f.kind() {
	case opTrue:
		return False()
	case opFalse:
		return True()
	case opNot:
		return f.kids[0]
	}
	return &Formula{op: opNot, kids: []*Formula{f}}
}

// join builds a conjunction or disjunction: neutral operands vanish, an
// absorbing one decides, and nested ones of the same kind are flattened.
func join(op, neutral, absorbing operator, fs []*Formula) *Formula {
	kids := make([]*Formula, 0, len(fs))
	for _, f := range fs {
		switch f.kind() {
		case neutral:
		case absorbing:
			return &Formula{op: absorbing}
		case op:
			kids = append(kids, f.kids...)
		default:
			kids = append(kids, f)
		}
	}
	switch len(kids) {
	case 0:
		return &Formula{op: neutral}
	case 1:
		return kids[0]
	}
	return &Formula{op: op, kids: kids}
}

// Literals are the operands of a conjunction each of which is about a variable of its own:
// what is certain of each of them is certain of it. They are nil for any other formula.
func (f *Formula) Literals(vars []Var) []Part {
	kids := []*Formula{f}
	if f.kind() == opAnd {
		kids = f.kids
	}
	var seen VarSet
	var out []Part
	for _, k := range kids {
		p, ok := k.literal(vars)
		if !ok || seen.Has(p.Var) {
			return nil
		}
		seen.Add(p.Var)
		out = append(out, p)
	}
	return out
}

func (f *Formula) literal(vars []Var) (Part, bool) {
	switch f.kind() {
	case opIn:
		return Part{f.v, f.set}, true
	case opNot:
		if p, ok := f.kids[0].literal(vars); ok {
			return Part{p.Var, Full(vars[p.Var].Regions) &^ p.Set}, true
		}
	}
	return Part{}, false
}

func (f *Formula) kind() operator {
	if f == nil {
		return opFalse
	}
	return f.op
}

// AppendKey appends what tells the formula from others: those with one key are written alike.
func (f *Formula) AppendKey(b []byte) []byte {
	b = append(b, '0'+byte(f.kind()))
	if f.kind() == opIn {
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(f.v)), uint64(f.set))
	}
	if f != nil && f.kids != nil {
		b = binary.AppendUvarint(b, uint64(len(f.kids)))
		for _, k := range f.kids {
			b = k.AppendKey(b)
		}
	}
	return b
}

// Vars is the set of the variables that the formula names.
func (f *Formula) Vars() VarSet {
	var s VarSet
	f.atoms(func(v int, _ Set) { s.Add(v) })
	return s
}

// atoms visits every In of the formula from left to right.
func (f *Formula) atoms(visit func(v int, s Set)) {
	if f == nil {
		return
	}
	if f.op == opIn {
		visit(f.v, f.set)
	}
	for _, k := range f.kids {
		k.atoms(visit)
	}
}

// Eval reports whether the formula holds when variable v is in region[v].
// A variable beyond the slice is in no region.
func (f *Formula) Eval(region []uint8) bool {
	switch f.kind() {
	case opTrue:
		return true
	case opIn:
		return f.v >= 0 && f.v < len(region) && f.set.Has(int(region[f.v]))
	case opNot:
		return !f.kids[0].Eval(region)
	case opAnd:
		for _, k := range f.kids {
			if !k.Eval(region) {
				return false
			}
		}
		return true
	case opOr:
		for _, k := range f.kids {
			if k.Eval(region) {
				return true
			}
		}
	}
	return false
}
