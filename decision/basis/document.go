package basis

import (
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// The documents as they are written in YAML.

const (
	basisSchema   = "mskguide.basis/1"
	classesSchema = "mskguide.data_classes/1"
	notReleased   = "not released"
)

type document struct {
	Schema     place.Text   `yaml:"schema,required"`
	Guideline  place.Text   `yaml:"guideline,required"`
	Intended   place.Text   `yaml:"intended_use"`
	Users      []place.Text `yaml:"users"`
	NotFor     []place.Text `yaml:"not_for"`
	Population string       `yaml:"population,required"`
	Settings   []string     `yaml:"settings,required"`
	Developer  developerDoc `yaml:"developer,required"`
	Funding    fundingDoc   `yaml:"funding,required"`
	Citations  []place.Text `yaml:"citations,required"`
	Releases   []releaseDoc `yaml:"releases,required"`
	Limits     []string     `yaml:"limits,required"`
	Validation string       `yaml:"validation,required"`
	Data       []dataDoc    `yaml:"data,required"`
}

type developerDoc struct {
	Name string `yaml:"name,required"`
	Says string `yaml:"says"`
}

type fundingDoc struct {
	Source string `yaml:"source,required"`
	Says   string `yaml:"says"`
}

type releaseDoc struct {
	Version place.Text `yaml:"version,required"`
	Date    place.Text `yaml:"date,required"`
	Says    string     `yaml:"says"`
}

type dataDoc struct {
	Pos     place.Pos
	Class   place.Text   `yaml:"class"`
	Element place.Text   `yaml:"element"`
	None    string       `yaml:"none"`
	Says    string       `yaml:"says"`
	Facts   []place.Text `yaml:"facts,required"`
	Also    []alsoDoc    `yaml:"also"`
}

// alsoDoc is data of another class from which the facts can be told as well.
type alsoDoc struct {
	Class   place.Text `yaml:"class,required"`
	Element place.Text `yaml:"element"`
	Says    string     `yaml:"says,required"`
}

// classesDoc is the data classes that facts are told to belong to.
type classesDoc struct {
	Schema  place.Text `yaml:"schema,required"`
	Title   string     `yaml:"title,required"`
	Classes []classDoc `yaml:"classes,required"`
}

type classDoc struct {
	Title     string       `yaml:"title,required"`
	CountsFor place.Text   `yaml:"counts_for"`
	Elements  []elementDoc `yaml:"elements"`
}

type elementDoc struct {
	Title     string     `yaml:"title,required"`
	CountsFor place.Text `yaml:"counts_for"`
}

// Schema returns the JSON Schema (2020-12) of a basis.yaml.
func Schema() ([]byte, error) {
	return decision.SchemaOf("What stands behind a guideline ("+basisSchema+")", document{})
}
