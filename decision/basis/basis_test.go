package basis_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/basis"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/stretchr/testify/require"
)

func builtin(t *testing.T, g *decision.Guideline) *basis.Basis {
	t.Helper()
	b, err := basis.Read(g, dryneedling.Bundle())
	require.NoError(t, err)
	return b
}

// small is a bundle with one rule on age and one on pregnancy, and files of its own on top.
func small(t *testing.T, change func(map[string]string)) (*decision.Guideline, *basis.Basis, error) {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{"guideline.yaml", "content.yaml", "basis.yaml", "evidence/works.yaml", "evidence/claims.yaml"} {
		data, err := os.ReadFile("testdata/small/" + name)
		require.NoError(t, err)
		files[name] = string(data)
	}
	if change != nil {
		change(files)
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	g, err := decision.Open(fsys)
	require.NoError(t, err)
	b, err := basis.Read(g, fsys)
	return g, b, err
}

func swap(file, old, new string) func(map[string]string) {
	return func(files map[string]string) { files[file] = strings.Replace(files[file], old, new, 1) }
}

func TestMistakesAreFoundAndPlaced(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"schema", "mskguide.basis/1", "mskguide.basis/2", `basis.yaml:1:9: schema is "mskguide.basis/2"; it is "mskguide.basis/1" here`},
		{"guideline", "guideline: small", "guideline: other", `basis.yaml:2:12: it is the basis of "other"; the guideline is "small"`},
		{"a key that is not known", "population:", "poplation:", "poplation"},
		{"no use", "intended_use: To test.", "", "intended_use, users and not_for are required, for the bundle has no safety log that says it"},
		{"citation", "[made-up]", "[made-down]", `there is no source "made-down"`},
		{"a date", "2026-01-02", "2026-13-02", `"2026-13-02" is no day such as 2026-11-22, nor "not released"`},
		{"version", `version: "1.0.0"`, `version: "0.9.0"`, `the last release is "0.9.0"; the guideline is version "1.0.0"`},
		{"a class", "class: Vital Signs", "class: Vital Sings", `USCDI version 3 has no class "Vital Sings"; did you mean "Vital Signs"?`},
		{"an element", "element: Date of Birth", "element: Date of Brith", `class "Patient Demographics/Information" has no element "Date of Brith"; did you mean "Date of Birth"?`},
		{"a fact that is not there", "[fever]", "[fevers]", `there is no fact "fevers"; did you mean "fever"?`},
		{"a fact left out", "facts: [calm]", "facts: [fever]", `fact "calm" belongs to no class of data`},
		{"a fact twice", "facts: [calm]", "facts: [calm, fever]", `fact "fever" belongs to a class already, at basis.yaml:`},
		{"neither class nor none", "none: A mood.", "says: A mood.", `name the class of these facts, or say under "none" why they have none`},
		{"both", "none: A mood.", "none: A mood.\n    class: Vital Signs", `a class and "none" cannot both be; keep one`},
		{"a further class", "facts: [calm]", "facts: [calm]\n    also: [{class: Vital Sings, says: x}]", `has no class "Vital Sings"; did you mean "Vital Signs"?`},
		{"a further element", "facts: [calm]", "facts: [calm]\n    also: [{class: Vital Signs, element: Temper, says: x}]", `class "Vital Signs" has no element "Temper"`},
		{"an element of none", "none: A mood.", "element: Reaction\n    none: A mood.", "an element belongs to a class"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := small(t, swap("basis.yaml", test.old, test.new))
			require.ErrorContains(t, err, test.want)
			require.Contains(t, err.Error(), "basis.yaml:")
		})
	}
	_, _, err := small(t, func(files map[string]string) {
		files["basis.yaml"] = strings.NewReplacer("[fever]", "[fevers]", "2026-01-02", "soon", "Vital Signs", "Signs").Replace(files["basis.yaml"])
	})
	require.Equal(t, 4, strings.Count(err.Error(), "\n")+1, "all at once: %v", err)
	_, _, err = small(t, func(files map[string]string) { delete(files, "basis.yaml") })
	require.ErrorContains(t, err, "the bundle does not say what stands behind it")
	_, _, err = small(t, func(files map[string]string) { files["checked.json"] = `{"schema":"x"}` })
	require.ErrorContains(t, err, `checked.json:1:1: schema is "x"`)
}

// What the safety log says is not said twice.
func TestSafetyLogSaysItOnce(t *testing.T) {
	files := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(dryneedling.Bundle(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dryneedling.Bundle(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	}))
	files["basis.yaml"].Data = append(files["basis.yaml"].Data, "\nintended_use: Another one.\n"...)
	_, err := basis.Read(dryneedling.AsPublished(), files)
	require.ErrorContains(t, err, "the safety log of the bundle says what it is meant for")
}

// The attribute of a date of birth is used while a rule uses the age, and not once the last one
// is gone: nothing but the rules says so.
func TestAttributesFollowTheRules(t *testing.T) {
	_, b, err := small(t, nil)
	require.NoError(t, err)
	a := b.DSI().Attributes
	require.True(t, a.DateOfBirth.Used)
	require.Equal(t, "Used: 1 fact of this kind, in 1 entry of the guideline.", a.DateOfBirth.Says)
	require.Equal(t, []basis.FactUsed{{Fact: "age", Title: "age", Class: "Patient Demographics/Information", Element: "Date of Birth",
		By: []basis.Use{{Kind: basis.RuleUse, ID: "too-young", Title: "Too young"}}}}, a.DateOfBirth.Facts)
	require.True(t, a.HealthStatus.Used)
	for _, unused := range []basis.DataUse{a.Race, a.Ethnicity, a.Language, a.SexualOrientation, a.GenderIdentity, a.Sex, a.SDOH} {
		require.False(t, unused.Used, unused.Title)
		require.Empty(t, unused.Facts)
	}

	_, b, err = small(t, swap("content.yaml", "age < 18", "fever"))
	require.NoError(t, err)
	d := b.DSI()
	require.False(t, d.Attributes.DateOfBirth.Used)
	require.True(t, d.Attributes.HealthStatus.Used)
	require.Equal(t, []string{"age", "calm"}, d.Unused)

	_, b, err = small(t, swap("content.yaml", "age < 18", "well_known"))
	require.NoError(t, err)
	require.True(t, b.DSI().Attributes.DateOfBirth.Used, "by way of a definition")
	_, b, err = small(t, swap("content.yaml", "age < 18", "age < youngest"))
	require.NoError(t, err)
	require.False(t, b.DSI().Attributes.DateOfBirth.Used, "the param has no value, so that the rule is off")
}

// A fact that data of another class can tell counts for that one too: how long a pain has lasted
// follows from the date of birth where a record tells its onset as an age.
func TestFurtherDataCounts(t *testing.T) {
	_, b, err := small(t, swap("basis.yaml", "facts: [calm]", "facts: [calm]\n    also: [{class: Patient Demographics/Information, element: Date of Birth, says: Of old.}]"))
	require.NoError(t, err)
	require.Len(t, b.DSI().Attributes.DateOfBirth.Facts, 1, "nothing uses calm")
	_, b, err = small(t, func(files map[string]string) {
		swap("content.yaml", "age < 18", "fever")(files)
		swap("basis.yaml", "facts: [fever]", "facts: [fever]\n    also: [{class: Patient Demographics/Information, element: Date of Birth, says: Of old.}]")(files)
	})
	require.NoError(t, err)
	used := b.DSI().Attributes.DateOfBirth
	require.Len(t, used.Facts, 1)
	require.Equal(t, "fever Date of Birth Of old.", used.Facts[0].Fact+" "+used.Facts[0].Element+" "+used.Facts[0].Says)
	require.Contains(t, b.DSI().Markdown(), "fever: Of old.")

	shipped := builtin(t, dryneedling.AsPublished())
	var facts []string
	for _, f := range shipped.DSI().Attributes.DateOfBirth.Facts {
		facts = append(facts, f.Fact)
	}
	require.ElementsMatch(t, []string{"age_years", "pain_duration_weeks"}, facts)
	fever, ok := shipped.Data("fever")
	require.True(t, ok)
	require.Equal(t, "Health Status Assessments", fever.Class, "no temperature is read, and an acute illness counts too")
}

// Uses agree with what the library itself takes to be named by something that answers.
func TestUsesAreThoseOfTheGuideline(t *testing.T) {
	lantern, err := decision.Open(os.DirFS("../../testdata/bundles/lantern"))
	require.NoError(t, err)
	for _, g := range []*decision.Guideline{dryneedling.AsPublished(), dryneedling.Literature(), lantern} {
		by := basis.Uses(g)
		for _, e := range g.Inventory() {
			if e.Kind == model.FactEntry && len(by[e.ID]) > 0 {
				require.True(t, e.Named, "%s: %v", e.ID, by[e.ID])
			} else if e.Kind == model.FactEntry && e.Named {
				require.True(t, onlyWhatIsOff(g, e.ID), "%s is used, and by nothing", e.ID)
			}
		}
	}
}

// onlyWhatIsOff reports that nothing but a rule that is off names a fact.
func onlyWhatIsOff(g *decision.Guideline, fact string) bool {
	for _, r := range g.Rules() {
		for _, f := range r.Facts {
			if f == fact && r.Off != "" {
				return true
			}
		}
	}
	return false
}

// An overlay that retracts or adds rules changes the sheet of the built-in guideline.
func TestSheetIsThatOfTheOverlays(t *testing.T) {
	plain, literature := builtin(t, dryneedling.AsPublished()).DSI(), builtin(t, dryneedling.Literature()).DSI()
	require.Equal(t, []string{"literature"}, literature.Guideline.Overlays)
	require.NotEqual(t, plain.Attributes.HealthStatus.Facts, literature.Attributes.HealthStatus.Facts)
	require.Contains(t, strings.Join(literature.Attributes.Developer.Says, "\n"), "Overlay literature")
	require.Equal(t, plain.Basis, literature.Basis)
}

func TestSheetsFitTheirSchema(t *testing.T) {
	_, b, err := small(t, nil)
	require.NoError(t, err)
	for _, d := range []*basis.DSI{b.DSI(), builtin(t, dryneedling.AsPublished()).DSI()} {
		conforms(t, basis.DSISchema, d.JSON())
		require.Equal(t, string(d.JSON()), string(d.JSON()))
	}
	text, err := basis.Schema()
	require.NoError(t, err)
	require.Contains(t, string(text), `"additionalProperties": false`)
}

func conforms(t *testing.T, schema func() ([]byte, error), document []byte) {
	t.Helper()
	require.Empty(t, oracle.Fits(schema, document))
}

// The keys are those that an open electronic record has for the thirteen, in the order of the rule.
func TestThirteenAttributes(t *testing.T) {
	data := builtin(t, dryneedling.AsPublished()).DSI().JSON()
	at := 0
	for i, key := range []string{"citation", "developer", "funding", "dates", "race", "ethnicity", "language", "sexual_orientation", "gender_identity", "sex", "dob", "sdoh", "health_status"} {
		next := strings.Index(string(data), `"evidence_based_`+key+`"`)
		require.Greater(t, next, at, "%d %s", i+1, key)
		at = next
	}
	var d struct {
		Attributes map[string]struct{ Number int }
	}
	require.NoError(t, json.Unmarshal(data, &d))
	require.Len(t, d.Attributes, 13)
}
