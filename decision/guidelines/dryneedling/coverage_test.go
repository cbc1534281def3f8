package dryneedling_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/evidence"
)

// The five documents are where the guideline comes from. Each of their statements went
// somewhere, and this is where: nothing of them was dropped unnoticed.

func TestEveryLineOfThePagesWasRead(t *testing.T) {
	for page, count := range pageLines() {
		stated, empty := make([]bool, count+1), make([]bool, count+1)
		for _, r := range coverageOf(t, page) {
			mark := empty
			if r.states() {
				mark = stated
			}
			for _, n := range r.lines {
				if n > count {
					t.Errorf("%s: %s has %d lines", r.place, page, count)
					continue
				}
				if !r.states() && mark[n] {
					t.Errorf("%s: line %d is in two rows that say why it states nothing", r.place, n)
				}
				mark[n] = true
			}
		}
		for n := 1; n <= count; n++ {
			if stated[n] == empty[n] {
				t.Errorf("%s line %d: has a statement %v, is said to have none %v", page, n, stated[n], empty[n])
			}
		}
	}
}

func TestStatementsStandInOrder(t *testing.T) {
	statements := 0
	for _, rows := range coverage(t) {
		at, seen := 0, map[string]string{}
		for i, r := range rows {
			if !r.states() {
				require.Empty(t, r.statement+r.id, r.place)
				require.Empty(t, r.claims, r.place)
				require.NotEmpty(t, r.note, "%s: say why these lines state nothing", r.place)
				continue
			}
			statements++
			require.True(t, i == 0 || rows[i-1].states(), "%s: statements come first", r.place)
			require.GreaterOrEqual(t, r.lines[0], at, "%s: lines rise", r.place)
			at = r.lines[0]
			require.NotEmpty(t, r.statement, r.place)
			key := r.statement + " | " + r.kind
			if r.kind != "self_check" { // the answers to its questions are alike
				require.Empty(t, seen[key], "%s says the same", r.place)
			}
			seen[key] = r.place
		}
	}
	require.GreaterOrEqual(t, statements, 180)
}

func TestEveryStatementHasACarrier(t *testing.T) {
	known := carriersOf(t, dryneedling.AsPublished())
	for _, rows := range coverage(t) {
		for _, r := range rows {
			if r.states() {
				checkCarrier(t, r, known)
			}
		}
	}
}

// What says something of a page carries statements of that page alone. A carrier that can cite
// claims cites one of those that the statement was traced to; otherwise it may be about
// something else.
func checkCarrier(t *testing.T, r coverageRow, known carriers) {
	t.Helper()
	found := known[r.kind][r.id]
	ofPage := slices.DeleteFunc(slices.Clone(found), func(c carrier) bool { return c.page != "" && c.page != r.page })
	cites := func(c carrier) bool {
		traced := func(id string) bool { return slices.Contains(c.claims, id) }
		return c.page == "" && c.claims == nil || len(r.claims) == 0 || slices.ContainsFunc(r.claims, traced)
	}
	switch {
	case known[r.kind] == nil:
		t.Errorf("%s: %q is no kind of carrier", r.place, r.kind)
	case found == nil:
		t.Errorf("%s: there is no %s %q", r.place, r.kind, r.id)
	case len(ofPage) == 0:
		t.Errorf("%s: %s %q says nothing of %s: %v", r.place, r.kind, r.id, r.page, found)
	case !slices.ContainsFunc(ofPage, cites):
		t.Errorf("%s: %s %q cites none of %v: %v", r.place, r.kind, r.id, r.claims, ofPage)
	}
}

// decides are the kinds that a clinician acts on, or that judge what a page says: each rests on a claim.
func decides(kind string) bool {
	return slices.Contains([]string{"rule", "caution", "param", "measure", "option", "combination", "self_check", "claim", "never_asserted"}, kind)
}

func TestStatementsAreTracedToClaims(t *testing.T) {
	library := evidence.Builtin()
	for _, rows := range coverage(t) {
		for _, r := range rows {
			if len(r.claims) == 0 && decides(r.kind) {
				t.Errorf("%s: a %s needs a claim", r.place, r.kind)
			}
			named := len(r.claims) == 0
			for _, id := range r.claims {
				claim, ok := library.Claim(id)
				if !ok {
					t.Errorf("%s: there is no claim %q", r.place, id)
				}
				named = named || slices.Contains(claim.For, r.page) || slices.Contains(claim.Against, r.page)
			}
			if !named && r.note == "" {
				t.Errorf("%s: none of %v names the page; say in the note why they are the right ones", r.place, r.claims)
			}
		}
	}
}

// What is never asserted rests on a claim that does not hold as the page makes it.
func TestWhatIsNeverAssertedIsNotSupported(t *testing.T) {
	library, found := evidence.Builtin(), 0
	for _, rows := range coverage(t) {
		for _, r := range rows {
			if r.kind != "never_asserted" {
				continue
			}
			found++
			require.Equal(t, []string{r.id}, r.claims, r.place)
			claim, _ := library.Claim(r.id)
			require.NotEqual(t, evidence.Supported, claim.Standing, r.place)
		}
	}
	require.Positive(t, found)
}

// The library traces what the pages say: a claim that no statement leads to was made up, or a
// statement is missing here.
func TestEveryClaimOfThePagesIsStatedThere(t *testing.T) {
	stated := map[string]bool{}
	for _, rows := range coverage(t) {
		for _, r := range rows {
			for _, id := range r.claims {
				stated[id] = true
			}
		}
	}
	ofPages := regexp.MustCompile(`^[CM]\d\d$`)
	for _, claim := range evidence.Builtin().Claims() {
		if ofPages.MatchString(claim.ID) {
			require.True(t, stated[claim.ID], "%s: no page is shown to say so", claim.ID)
		}
	}
}
