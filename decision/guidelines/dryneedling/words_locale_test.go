package dryneedling_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/internal/place"
)

const pseudoTag = "qps-ploc"

// accented makes every letter one that is not ASCII, so that a word which came from
// elsewhere than the file of words shows.
func accented(text string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	other := []rune("áƀçđéƒǧĥíĵķłɱñóþɋŕšŧúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶŁṀÑÓÞɊŔŠŦÚṼŴẊÝŽ")
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune(plain, r); i >= 0 {
			return other[i]
		}
		return r
	}, text)
}

// allWords is a file of words with its top keys, whatever stands below them.
type allWords struct {
	Schema        string    `yaml:"schema,required"`
	Language      string    `yaml:"language,required"`
	Name          place.Any `yaml:"name,required"`
	Title         place.Any `yaml:"title,required"`
	Headings      place.Any `yaml:"headings,required"`
	Phrases       place.Any `yaml:"phrases,required"`
	Verdicts      place.Any `yaml:"verdicts,required"`
	Urgencies     place.Any `yaml:"urgencies,required"`
	Steps         place.Any `yaml:"steps,required"`
	Remarks       place.Any `yaml:"remarks,required"`
	Interventions place.Any `yaml:"interventions,required"`
	Tried         place.Any `yaml:"tried,required"`
	Education     place.Any `yaml:"education,required"`
}

// pseudo is the English words in the pseudo-locale, as JSON, which is YAML too.
func pseudo(t *testing.T, english []byte) []byte {
	var w allWords
	_, err := place.Decode("en.yaml", english, &w)
	require.NoError(t, err)
	out := map[string]any{"schema": w.Schema, "language": pseudoTag}
	for key, value := range map[string]place.Any{"name": w.Name, "title": w.Title, "headings": w.Headings, "phrases": w.Phrases, "verdicts": w.Verdicts,
		"urgencies": w.Urgencies, "steps": w.Steps, "remarks": w.Remarks, "interventions": w.Interventions, "tried": w.Tried, "education": w.Education} {
		out[key] = translated(value)
	}
	data, err := json.Marshal(out)
	require.NoError(t, err)
	return data
}

func translated(a place.Any) any {
	switch v := a.Value.(type) {
	case place.Text:
		return accented(v.Value)
	case []place.Any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = translated(e)
		}
		return list
	case place.Map[place.Any]:
		out := map[string]any{}
		for _, e := range v {
			if out[e.Key.Value] = translated(e.Value); e.Key.Value == "id" {
				out["id"] = e.Value.Value.(place.Text).Value
			}
		}
		return out
	}
	return a.Value
}

// openPseudo is the built-in guideline with the pseudo-locale as a second language.
func openPseudo(t *testing.T) *decision.Guideline {
	fsys := fstest.MapFS{}
	bundle := dryneedling.Bundle()
	require.NoError(t, fs.WalkDir(bundle, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(bundle, name)
		fsys[name] = &fstest.MapFile{Data: data}
		return err
	}))
	const listed = "  - words/en.yaml\n"
	manifest := string(fsys["guideline.yaml"].Data)
	require.Contains(t, manifest, listed)
	fsys["guideline.yaml"].Data = []byte(strings.Replace(manifest, listed, listed+"  - words/pseudo.yaml\n", 1))
	fsys["words/pseudo.yaml"] = &fstest.MapFile{Data: pseudo(t, fsys["words/en.yaml"].Data)}
	g, err := decision.Open(fsys)
	require.NoError(t, err)
	return g
}

// Nothing in a leaflet but ids and the citations of sources comes from elsewhere than the
// words of its language.
func TestLeafletHoldsNoOtherLanguage(t *testing.T) {
	g := openPseudo(t)
	require.Equal(t, []decision.Language{{Tag: "en", Name: "English", Direction: "ltr"}, {Tag: pseudoTag, Name: accented("English"), Direction: "ltr"}}, g.Languages())
	english := regexp.MustCompile(`[A-Za-z]+`)
	own := strings.NewReplacer(g.Info().ID, "")
	for name, facts := range leafletCases() {
		d, err := g.Decide(facts)
		require.NoError(t, err, name)
		withOptions(d)
		l, err := g.Leaflet(d, pseudoTag)
		require.NoError(t, err, name)
		require.Equal(t, pseudoTag, l.Language)
		for _, text := range textsOf(l) {
			require.Empty(t, english.FindString(own.Replace(text)), "%s: %s", name, text)
		}
		in, err := g.Leaflet(d, "en")
		require.NoError(t, err, name)
		require.Equal(t, len(textsOf(in)), len(textsOf(l)), name)
		for i, text := range textsOf(in) {
			require.Equal(t, accented(own.Replace(text)), accented(own.Replace(textsOf(l)[i])), name)
		}
	}
}

// textsOf lists what is read of a leaflet, the sources apart.
func textsOf(l *decision.Leaflet) []string {
	out := []string{l.Title}
	for _, s := range l.Sections {
		out = append(append(append(out, s.Title), s.Paragraphs...), s.List...)
		for _, it := range s.Items {
			out = append(append(append(append(out, it.Title), it.Paragraphs...), it.List...), it.Then...)
		}
	}
	return out
}
