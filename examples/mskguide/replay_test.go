package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func ran(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &errs, func(string) string { return "" })
	return code, out.String(), errs.String()
}

func done(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	code, stdout, stderr := ran(t, stdin, args...)
	require.Equal(t, exitDone, code, stderr)
	return stdout
}

const localPolicy = "schema: mskguide.overlay/1\nid: our-clinic\nfor: dry-needling\ntitle: Our clinic\nauthority: made up\nin_force: \"2026-01-01\"\nset: [{param: training_hours_over, was: 60, to: 65}]\n"

func TestReceiptsAreReplayed(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("policy.yaml", []byte(localPolicy), 0o600))
	facts := `{"condition": "low_back_pain", "pain_duration_weeks": {"at_least": 2, "less_than": 20}, "none_of": ["red_flags"]}`
	plainly := done(t, facts, "decide", "-")
	require.Equal(t, plainly, done(t, facts, "decide", "-", "-receipt", "kept.ndjson"), "a receipt changes no answer")
	done(t, facts, "decide", "-json", "-overlay", "literature", "-receipt=kept.ndjson", "-")
	require.Contains(t, done(t, "", "replay", "kept.ndjson"), "2 receipts: 2 with the same answer")

	done(t, facts, "decide", "-overlay", "policy.yaml", "-receipt", "kept.ndjson", "-")
	code, stdout, stderr := ran(t, "", "replay", "kept.ndjson")
	require.Equal(t, exitFailed, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, `kept.ndjson:3:1: `)
	require.Contains(t, stderr, `names overlay "our-clinic", which this guideline does not ship; give its file with -overlay FILE`)
	require.Contains(t, done(t, "", "replay", "kept.ndjson", "-overlay", "policy.yaml"), "3 receipts: 3 with the same answer")

	require.NoError(t, os.WriteFile("policy.yaml", []byte(strings.Replace(localPolicy, "to: 65", "to: 70", 1)), 0o600))
	code, stdout, _ = ran(t, "", "replay", "kept.ndjson", "-overlay", "policy.yaml")
	require.Equal(t, exitFound, code, "the overlay has changed")
	require.Contains(t, stdout, "digest:")
	require.Contains(t, stdout, "3 receipts: 2 with the same answer")
}

func TestReplaySaysWhatIsWrong(t *testing.T) {
	t.Chdir(t.TempDir())
	done(t, `{"cancer_concern": true}`, "decide", "-", "-receipt", "kept.ndjson")
	kept, err := os.ReadFile("kept.ndjson")
	require.NoError(t, err)
	require.NotContains(t, string(kept), "\n\n")
	tampered := strings.Replace(string(kept), `"cancer_concern":true`, `"cancer_concern":false`, 1)
	lines := string(kept) + "\n" + tampered + "not a receipt\n" + strings.Replace(string(kept), `"dry-needling"`, `"other"`, 1) + strings.TrimSuffix(string(kept), "\n")
	code, stdout, _ := ran(t, lines, "replay", "-")
	require.Equal(t, exitFound, code)
	require.Contains(t, stdout, "verdict: was refer; is needs_information")
	require.Contains(t, stdout, "Line 4: it is no receipt")
	require.Contains(t, stdout, "guideline: was other; is dry-needling")
	require.Contains(t, stdout, "5 receipts: 2 with the same answer, 0 with the same but for the name of the guideline, 2 with\nanother, 1 that cannot be read.")

	code, stdout, _ = ran(t, lines, "replay", "-", "-json")
	require.Equal(t, exitFound, code)
	reports := strings.Split(strings.TrimSpace(stdout), "\n")
	require.Len(t, reports, 5)
	for _, r := range reports {
		require.True(t, json.Valid([]byte(r)))
	}
	for _, nothing := range []string{"", "\n\n"} {
		code, stdout, stderr := ran(t, nothing, "replay", "-")
		require.Equal(t, exitFailed, code)
		require.Empty(t, stdout)
		require.Contains(t, stderr, "it holds no receipts")
	}
	among := string(kept) + "a\n\nb\n" + string(kept) + "c\n"
	code, stdout, _ = ran(t, among, "replay", "-")
	require.Equal(t, exitFound, code)
	require.Contains(t, stdout, "Lines 2 to 4: none is a receipt. Of the first: it is no receipt: it is not JSON\n")
	require.Contains(t, stdout, "Line 6: it is no receipt: it is not JSON\n")
	require.Contains(t, stdout, "5 receipts: 2 with the same answer, 0 with the same but for the name of the guideline, 0 with\nanother, 3 that cannot be read.")
	done(t, "\xef\xbb\xbf"+string(kept), "replay", "-")
	code, _, stderr := ran(t, strings.Repeat("x", longestReceipt+1), "replay", "-")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, "is no receipt")
}

// What is something else is said to be that, once and in words that need no knowledge of programs.
func TestReplayOfSomethingElse(t *testing.T) {
	record, err := os.ReadFile("../../testdata/fhir/acute-low-back-pain.json")
	require.NoError(t, err)
	folder := t.TempDir()
	for name, tt := range map[string]struct{ stdin, arg, says string }{
		"a record":       {string(record), "-", "standard input:1:1: it holds no receipts, one on each line as mskguide decide -receipt FILE writes them. Of this line: it is no receipt: it ends before it is complete\n"},
		"some texts":     {"\n\"a\"\n\"b\"\n", "-", "standard input:2:1: it holds no receipts, one on each line as mskguide decide -receipt FILE writes them. Of this line: it is no receipt: a receipt is an object, and this is a text\n"},
		"a document":     {done(t, "{}", "decide", "-json", "-"), "-", `its schema is "mskguide.decision/1", not "mskguide.receipt/1"` + "\n"},
		"a folder":       {"", folder, "mskguide: " + folder + ": it is a folder; name a file of receipts in it, as mskguide decide -receipt FILE writes one\n"},
		"nothing at all": {"", "-", "mskguide: standard input: it holds no receipts\n"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := ran(t, tt.stdin, "replay", tt.arg)
			require.Equal(t, exitFailed, code)
			require.Empty(t, stdout)
			require.True(t, strings.HasSuffix(stderr, tt.says), stderr)
			require.Equal(t, 1, strings.Count(stderr, "\n"))
		})
	}
}

// What somebody changed in a receipt shows, also where it leaves the hash right.
func TestDoctoredReceipts(t *testing.T) {
	t.Chdir(t.TempDir())
	done(t, `{"cancer_concern": true}`, "decide", "-", "-receipt", "kept.ndjson")
	data, err := os.ReadFile("kept.ndjson")
	require.NoError(t, err)
	kept := string(data)
	digest := kept[strings.Index(kept, `"digest":"`)+len(`"digest":"`):]
	digest = digest[:strings.Index(digest, `"`)]
	library := kept[strings.Index(kept, `"library":"`)+len(`"library":"`):]
	library = library[:strings.Index(library, `"`)]
	for changed, says := range map[string]string{
		strings.Replace(kept, digest, "sha256:00", 1):                         "contradicts itself: says digest sha256:00; its hash stands for digest sha256:",
		strings.Replace(kept, `"verdict":"refer"`, `"verdict":"consider"`, 1): "contradicts itself: says verdict consider; its hash stands for verdict refer",
	} {
		require.NotEqual(t, kept, changed)
		code, stdout, _ := ran(t, changed, "replay", "-")
		require.Equal(t, exitFound, code)
		require.Contains(t, strings.Join(strings.Fields(stdout), " "), says)
		require.Contains(t, strings.Join(strings.Fields(stdout), " "), "1 receipt: 0 with the same answer, 0 with the same but for the name of the guideline, 0 with another, 1 against themselves, 0 that cannot be read.")
		code, stdout, _ = ran(t, changed, "replay", "-", "-json")
		require.Equal(t, exitFound, code)
		require.Contains(t, stdout, `"self_contradictory":true`)
	}
	_, stdout, _ := ran(t, strings.NewReplacer(`"refer"`, `"\u001b[31mrefer\nall fine"`, `"at":"`, `"at":"\u202e`).Replace(kept), "replay", "-")
	require.Contains(t, stdout, "says verdict \ufffd[31mrefer\ufffdall fine")
	require.NotContains(t, stdout, "\u202e")
	other := strings.Replace(kept, `"library":"`+library, `"library":"v0.0.9`, 1)
	text := done(t, other, "replay", "-")
	require.Contains(t, text, "library: was v0.0.9; is "+library, "another library that answers the same is told")
	require.Contains(t, text, "1 receipt: 1 with the same answer")
}

// What of a record could not be had is told of every receipt that knows, also where nothing differs;
// one of a record that does not know is not taken for one of all of it.
func TestReplaySaysWhatWasLacking(t *testing.T) {
	t.Chdir(t.TempDir())
	done(t, `{"cancer_concern": true}`, "decide", "-", "-receipt", "kept.ndjson")
	data, err := os.ReadFile("kept.ndjson")
	require.NoError(t, err)
	with := func(members string) string { return strings.Replace(string(data), `"facts":`, members+`"facts":`, 1) }
	const mapping = `"mapping":"sha256:00",`
	lacking := mapping + `"lacks":[{"part":"condition","says":"it was not given"},{"part":"procedure","says":"it is one page of several"},{"part":"device\u001b[31m","says":"it was not given"}],`
	text := strings.Join(strings.Fields(done(t, with("")+with(mapping+`"lacks":[],`)+with(lacking)+with(mapping), "replay", "-")), " ")
	require.Contains(t, text, "could not be had: condition, device\ufffd[31m: it was not given could not be had: procedure: it is one page of several")
	require.Contains(t, text, "4 receipts: 4 with the same answer")
	require.Contains(t, text, "For 1 of them parts of the record could not be had, or not whole")
	require.Contains(t, text, "For 1 of them it is not told whether all of the record could be had.")
	require.Equal(t, 1, strings.Count(text, "Line "), "the others need no word")

	var told []string
	for line := range strings.Lines(done(t, with("")+with(mapping+`"lacks":[],`)+with(lacking), "replay", "-json", "-")) {
		var report struct{ Lacks json.RawMessage }
		require.NoError(t, json.Unmarshal([]byte(line), &report))
		told = append(told, string(report.Lacks))
	}
	require.Equal(t, []string{"", "[]", `[{"part":"condition","says":"it was not given"},{"part":"procedure","says":"it is one page of several"},{"part":"device\u001b[31m","says":"it was not given"}]`}, told)
}

func TestNoReceiptNoAnswer(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("facts.json", []byte("{}\n"), 0o600))
	code, stdout, stderr := ran(t, "", "decide", "facts.json", "-receipt", "facts.json")
	require.Equal(t, exitFailed, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "it is read here; write to another file")
	code, stdout, stderr = ran(t, "{}", "decide", "-", "-receipt", "no/such/folder")
	require.Equal(t, exitFailed, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "no receipt can be kept")
}
