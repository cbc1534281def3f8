package decision_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestPlacesOfAReview opens every file at the line that is given and finds the entry there.
func TestPlacesOfAReview(t *testing.T) {
	for name, folder := range map[string]string{"kiln": bundles + "/kiln", "dry needling": "guidelines/dryneedling/bundle"} {
		t.Run(name, func(t *testing.T) {
			g, err := decision.Open(os.DirFS(folder))
			require.NoError(t, err)
			r := g.Review()
			ids := map[string]string{}
			for _, e := range r.Rules {
				ids[e.ID] = e.Place
			}
			for _, e := range r.Definitions {
				ids[e.ID] = e.Place
			}
			for _, e := range r.Params {
				ids[e.ID] = e.Place
			}
			for _, e := range r.Checks {
				ids[e.ID] = e.Place
			}
			for _, e := range r.Remarks {
				ids[e.ID] = e.Place
			}
			for _, e := range r.Measures {
				ids[e.ID] = e.Place
			}
			for _, e := range r.Protocol.Items {
				ids[e.ID] = e.Place
			}
			require.Greater(t, len(ids), 30)
			for id, place := range ids {
				file, line, ok := strings.Cut(place, ":")
				require.True(t, ok, id)
				data, err := os.ReadFile(filepath.Join(folder, file))
				require.NoError(t, err)
				at, err := strconv.Atoi(line)
				require.NoError(t, err)
				require.Contains(t, strings.Split(string(data), "\n")[at-1], "id: "+id)
			}
		})
	}
}

// A param that an overlay sets is placed in the overlay, with its authority.
func TestReviewOfAnOverlay(t *testing.T) {
	for _, p := range madeUp(t, "kiln", "riverside").Review().Params {
		if p.ID == "quiet_from_hour" {
			require.Regexp(t, `^overlays/riverside\.yaml:\d+$`, p.Place)
			require.True(t, p.Set)
			return
		}
	}
	require.Fail(t, "the param is gone")
}

// TestRemarksInWords reads every kind of occasion for a remark aloud.
func TestRemarksInWords(t *testing.T) {
	want := map[string][]string{
		"another-kiln":      {`the verdict is "Do not fire"`, "every rule that gives the verdict or a more severe one, and holds or may, concerns the site only"},
		"only-the-keeper":   {"something is missing, and nothing but keeper trained, start hour"},
		"only-the-load":     {`the only open step is "The load"`},
		"firmer-still":      {"there is a verdict, settled or not", "something is missing besides ware, fuel"},
		"whatever-the-ware": {"the verdict is certain though no single rule that gives it is"},
	}
	for _, r := range madeUp(t, "kiln").Review().Remarks {
		require.Equal(t, want[r.ID], r.When, r.ID)
		delete(want, r.ID)
	}
	require.Empty(t, want)
}

// What is off says so, in a review and in an explanation.
func TestOffInWords(t *testing.T) {
	g := openTea(t, waitWhen("many-cups", "wait", "spoons > cups"))
	x, err := g.Explain(decision.Facts{"spoons": 9})
	require.NoError(t, err)
	rules := g.Review().Rules
	last := rules[len(rules)-1]
	require.Equal(t, "param cups has no value", last.Off)
	require.Equal(t, "spoons > cups", last.When)
	require.Equal(t, last.Off, x.Rules[len(x.Rules)-1].Off)
	require.Nil(t, g.Review().Protocol)
	require.Nil(t, g.Review().Attendance)
	require.NotNil(t, dryneedling.AsPublished().Review().Attendance)
}
