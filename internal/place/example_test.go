package place_test

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// A mistake inside an expression is reported where the expression is written.
func ExampleText_At() {
	var file struct {
		Rules []struct {
			ID   string     `yaml:"id,required"`
			When place.Text `yaml:"when,required"`
		} `yaml:"rules"`
	}
	_, err := place.Decode("rules.yaml", []byte(`rules:
  - id: early
    when: |
      pain_duration_weeks < 2 and
      trial == "none" or fevr
  - id: late
    wen: fever
`), &file)
	fmt.Println(err)

	when := file.Rules[0].When
	fmt.Println(when.At(strings.Index(when.Value, "fevr")))
	// Output:
	// rules.yaml:6:5: key "when" is required
	// rules.yaml:7:5: unknown key "wen"; did you mean "when"? keys here: id, when
	// rules.yaml:5:26
}
