package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// answerer answers the question that was written last, as a patient would of whom all is known.
type answerer struct {
	t       *testing.T
	patient map[string]any
	facts   map[string]decision.Fact // by question
	screen  bytes.Buffer
	asked   int
}

func newAnswerer(t *testing.T, patient map[string]any) *answerer {
	a := &answerer{t: t, patient: patient, facts: map[string]decision.Fact{}}
	for _, f := range dryneedling.AsPublished().Facts() {
		a.facts[folded(f.Question)] = f
	}
	return a
}

func folded(text string) string { return strings.Join(strings.Fields(text), " ") }

func (a *answerer) Write(p []byte) (int, error) { return a.screen.Write(p) }

func (a *answerer) Read(p []byte) (int, error) {
	all := a.screen.String()
	if strings.HasSuffix(all, "z takes the last answer back.\n> ") {
		return 0, io.EOF
	}
	a.asked++
	require.Less(a.t, a.asked, 100, "no end")
	last := all[strings.LastIndex(all, "\nQuestion ")+1:]
	_, text, _ := strings.Cut(last, ". ")
	if f, ok := a.facts[paragraph(text)]; ok {
		return copy(p, answerTo(f, a.patient[f.ID])+"\n"), nil
	}
	var yes []string
	for line := range strings.Lines(text) {
		number, _, found := strings.Cut(strings.TrimPrefix(line, "  "), " ")
		if !strings.HasPrefix(line, "  ") || !found || strings.Trim(number, "0123456789") != "" || number == "" {
			continue
		}
		f, ok := a.facts[paragraph(text[strings.Index(text, "\n  "+number+" ")+len(number)+4:])]
		require.True(a.t, ok, line)
		if a.patient[f.ID] == true {
			yes = append(yes, number)
		}
	}
	if len(yes) == 0 {
		return copy(p, "none\n"), nil
	}
	return copy(p, strings.Join(yes, " ")+" only\n"), nil
}

// paragraph is a question, which ends with its mark.
func paragraph(text string) string {
	question, _, _ := strings.Cut(text, "?")
	return folded(question) + "?"
}

func answerTo(f decision.Fact, v any) string {
	switch v := v.(type) {
	case bool:
		return yesNo(v)[:1]
	case float64:
		return number(v)
	}
	return v.(string)
}

// TestAskedPatients interviews patients of whom all is known through the command, and holds what it
// keeps to their own answer.
func TestAskedPatients(t *testing.T) {
	g := dryneedling.AsPublished()
	base := map[string]any{}
	data, err := os.ReadFile("subacute-low-back-pain.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &base))
	delete(base, denial)
	for _, f := range g.Facts() {
		if _, given := base[f.ID]; !given && f.Type == decision.TypeBool {
			base[f.ID] = false
		} else if !given && f.Type == decision.TypeChoice {
			base[f.ID] = f.Choices[0].ID
		}
	}
	for name, patch := range map[string]map[string]any{
		"may be discussed": {"manual_therapy_exercise_trial": "not_tried"},
		"with precautions": {"diabetes": true, "osteoporosis": true},
		"chronic":          {"pain_duration_weeks": 30.0},
		"warning signs":    {"cauda_equina_signs": true, "fracture_concern": true},
		"no consent":       {"consents_to_needling": false},
		"another region":   {"needling_region": "abdomen"},
		"headache":         {"condition": "migraine", "manual_therapy_exercise_trial": "helped"},
		"neck":             {"condition": "neck_pain", "needling_region": "neck", "manual_therapy_exercise_trial": "helped"},
	} {
		t.Run(name, func(t *testing.T) {
			patient := map[string]any{}
			for _, facts := range []map[string]any{base, patch} {
				for k, v := range facts {
					patient[k] = v
				}
			}
			a, kept, stderr := newAnswerer(t, patient), filepath.Join(t.TempDir(), "kept.json"), &bytes.Buffer{}
			require.Equal(t, exitDone, run([]string{"ask", "-o", kept}, a, a, stderr, nothing), stderr)
			require.Contains(t, a.screen.String(), "All was asked.")
			require.NotContains(t, a.screen.String(), "Not taken")
			data, err := os.ReadFile(kept)
			require.NoError(t, err)
			got, err := g.Decide(data)
			require.NoError(t, err)
			want, err := g.Decide(decision.Facts(patient))
			require.NoError(t, err)
			require.Equal(t, want.Verdict, got.Verdict)
		})
	}
}

func TestAskEchoes(t *testing.T) {
	for _, terminal := range []bool{false, true} {
		var in io.Reader = strings.NewReader("\x1b[2Jnone\nq\n")
		if terminal {
			in = struct {
				io.Reader
				stat
			}{in, stat{os.ModeDevice | os.ModeCharDevice}}
		}
		var out, stderr bytes.Buffer
		require.Equal(t, exitDone, run([]string{"ask"}, in, &out, &stderr, nothing))
		require.Equal(t, !terminal, strings.Contains(out.String(), "> \uFFFD[2Jnone\n"))
		require.NotContains(t, out.String(), "\x1b")
	}
}

// TestAskTakesNothingTwoWays tries all answers to a group of up to three words: what is taken denies
// a fact only where none stands alone, no stands before it, or only stands last behind what applies.
func TestAskTakesNothingTwoWays(t *testing.T) {
	words := []string{"none", "only", "no", "1", "2", "1-3", "yes"}
	var answers [][]string
	for from := [][]string{nil}; len(from[0]) < 3; {
		var longer [][]string
		for _, answer := range from {
			for _, w := range words {
				longer = append(longer, append(slices.Clone(answer), w))
			}
		}
		answers, from = append(answers, longer...), longer
	}
	for _, answer := range answers {
		var out, stderr bytes.Buffer
		line := strings.Join(answer, " ")
		require.Equal(t, exitDone, run([]string{"ask"}, strings.NewReader(line+"\nq\n"), &out, &stderr, nothing), line)
		_, recorded, taken := strings.Cut(out.String(), "\nRecorded: ")
		recorded, _, _ = strings.Cut(recorded, "\n")
		denies := taken && (strings.HasPrefix(recorded, "none") || strings.Contains(recorded, "no to"))
		one := line == "none"
		only := slices.Index(answer, "only") == len(answer)-1 && len(answer) > 1 && !slices.Contains(answer, "no") && !slices.Contains(answer, "none")
		no := slices.Contains(answer, "no") && !slices.Contains(answer, "none") && !slices.Contains(answer, "only")
		require.False(t, denies && !one && !only && !no, "%s: %s", line, recorded)
		require.False(t, taken && slices.Contains(answer, "none") && !one, line)
	}
}

type stat struct{ mode os.FileMode }

func (s stat) Stat() (os.FileInfo, error) { return info(s), nil }

// TestAskKeeps reads the kept facts back at every prompt: they are complete whenever the
// interview is cut off.
func TestAskKeeps(t *testing.T) {
	folder := t.TempDir()
	kept := filepath.Join(folder, "kept.json")
	var lengths []int
	answers := strings.Split("none|none|z|8|?|q", "|")
	in := reader(func(p []byte) (int, error) {
		data, err := os.ReadFile(kept)
		if errors.Is(err, os.ErrNotExist) {
			require.Empty(t, lengths)
		} else {
			require.NoError(t, err)
			facts := map[string]any{}
			require.NoError(t, json.Unmarshal(data, &facts))
			lengths = append(lengths, len(facts))
		}
		files, err := os.ReadDir(folder)
		require.NoError(t, err)
		require.LessOrEqual(t, len(files), 1, "nothing half-written is left")
		line := answers[0]
		answers = answers[1:]
		return copy(p, line+"\n"), nil
	})
	var out, stderr bytes.Buffer
	require.Equal(t, exitDone, run([]string{"ask", "-o", kept}, in, &out, &stderr, nothing), stderr.String())
	require.Equal(t, []int{7, 9, 7, 8, 8}, lengths)
}

type reader func([]byte) (int, error)

func (r reader) Read(p []byte) (int, error) { return r(p) }

// TestAskFails loses nothing that was said when the input, the screen or the disk fails.
func TestAskFails(t *testing.T) {
	for _, test := range []struct {
		name   string
		in     func(kept string) io.Reader
		out    io.Writer
		stderr string
		facts  int
	}{
		{"input", func(string) io.Reader { return io.MultiReader(strings.NewReader("none\n"), broken{}) }, &bytes.Buffer{}, "line is dead", 7},
		{"long line", func(string) io.Reader {
			return io.MultiReader(strings.NewReader("none\n"), strings.NewReader(strings.Repeat("x", 1<<20)))
		}, &bytes.Buffer{}, "is no answer", 7},
		{"screen", func(string) io.Reader { return strings.NewReader("none\n") }, &fills{left: 3000}, "no space left", 7},
	} {
		t.Run(test.name, func(t *testing.T) {
			kept := filepath.Join(t.TempDir(), "kept.json")
			var stderr bytes.Buffer
			require.Equal(t, exitFailed, run([]string{"ask", "-o", kept}, test.in(kept), test.out, &stderr, nothing))
			require.Contains(t, stderr.String(), test.stderr)
			data, err := os.ReadFile(kept)
			require.NoError(t, err)
			facts := map[string]any{}
			require.NoError(t, json.Unmarshal(data, &facts))
			require.Len(t, facts, test.facts)
		})
	}
}

// fills is a screen that takes only so much.
type fills struct{ left int }

func (f *fills) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}
