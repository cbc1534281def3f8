package basis

import (
	_ "embed"
	"sync"

	"github.com/mskguide/mskguide/internal/place"
)

//go:embed uscdi.yaml
var uscdi []byte

// class is a class of data, and which attribute data of it counts for, "" for none.
type class struct {
	title     string
	countsFor string
	elements  []element
}

type element struct{ title, countsFor string }

type classes struct {
	title string
	list  []class
}

// knownClasses are those of the embedded list, which a test reads.
var knownClasses = sync.OnceValue(func() classes {
	var d classesDoc
	if _, err := place.Decode("uscdi.yaml", uscdi, &d); err != nil {
		panic(err)
	}
	out := classes{title: d.Title}
	for _, c := range d.Classes {
		k := class{title: c.Title, countsFor: c.CountsFor.Value}
		for _, e := range c.Elements {
			k.elements = append(k.elements, element{e.Title, e.CountsFor.Value})
		}
		out.list = append(out.list, k)
	}
	return out
})

func (c classes) titles() (out []string) {
	for _, k := range c.list {
		out = append(out, k.title)
	}
	return out
}

func (c classes) find(title string) (class, bool) {
	for _, k := range c.list {
		if k.title == title {
			return k, true
		}
	}
	return class{}, false
}

func (k class) elementTitles() (out []string) {
	for _, e := range k.elements {
		out = append(out, e.title)
	}
	return out
}

func (k class) element(title string) (element, bool) {
	for _, e := range k.elements {
		if e.title == title {
			return e, true
		}
	}
	return element{}, false
}
