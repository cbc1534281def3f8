package decision_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// agrees compares what the library says with what the completions say. levels are the
// verdicts that some completion has; all is what is known of each comparison rule, then of
// the bar, then of the self-check.
func (k *comparer) agrees(t *testing.T, got *decision.Comparison, levels []bool, all []known, doubt bool, told decision.Facts) {
	bar, reached := all[len(k.compared)], all[len(k.compared)+1]
	if !doubt {
		require.True(t, got.Exact, "%v", told)
	}
	require.Equal(t, bar.possible, got.Bar != nil, "%v", told)
	if got.Bar != nil {
		require.Equal(t, bar.certain, !got.Bar.Possible, "%v", told)
		require.Equal(t, bar.missing, got.Bar.Missing, "%v", told)
	}
	if bar.certain {
		require.Empty(t, got.Modalities, "%v", told)
		require.Nil(t, got.SelfCheck, "%v", told)
		require.NotEmpty(t, got.Reasons, "%v", told)
		return
	}
	k.checkSelfCheck(t, got.SelfCheck, reached, told)
	for _, m := range got.Modalities {
		k.checkModality(t, got, &m, all, doubt, told)
		if got.Exact {
			require.Equal(t, k.status(got, &m, levels, all), m.Status, "%s %v", m.ID, told)
		}
	}
	for i, r := range k.compared {
		at := slices.IndexFunc(got.Equals, func(e decision.Equals) bool { return e.ID == r.ID })
		if r.Kind == decision.EqualsRule {
			require.Equal(t, all[i].possible, at >= 0, "%v", told)
			require.True(t, at < 0 || got.Equals[at].Possible != all[i].certain, "%v", told)
		}
	}
}

func (k *comparer) checkSelfCheck(t *testing.T, s *decision.SelfCheck, want known, told decision.Facts) {
	status := decision.SelfCheckOpen
	switch {
	case want.certain:
		status = decision.SelfCheckReached
	case !want.possible:
		status = decision.SelfCheckNotReached
	}
	require.Equal(t, status, s.Status, "%v", told)
	require.Equal(t, slices.Clip(append([]string{}, want.missing...)), s.Missing, "%v", told)
}

// checkModality asks that exactly what may hold is shown, each with the facts that decide it.
func (k *comparer) checkModality(t *testing.T, got *decision.Comparison, m *decision.Modality, all []known, doubt bool, told decision.Facts) {
	shown := map[string]known{}
	for _, i := range m.Indicators {
		shown[i.ID] = known{!i.Possible, true, i.Missing}
	}
	for _, w := range m.Withheld {
		shown[w.ID] = known{!w.Possible, true, w.Missing}
	}
	for i, r := range k.compared {
		concerns := slices.Contains(r.Of, m.ID) || r.Kind == decision.WithheldRule && slices.ContainsFunc(m.Parts, func(p string) bool { return slices.Contains(r.Of, p) })
		is, ok := shown[r.ID]
		if r.Kind == decision.EqualsRule {
			continue
		}
		require.False(t, ok && !concerns, "%s %s", m.ID, r.ID)
		switch {
		case !concerns:
		case got.Exact:
			require.Equal(t, all[i].possible, ok, "%s %s %v", m.ID, r.ID, told)
			if ok {
				require.Equal(t, all[i], is, "%s %s %v", m.ID, r.ID, told)
			}
		default: // it may hold too much, never too little
			require.True(t, doubt && (ok || !all[i].possible) && (all[i].certain || !is.certain), "%s %s %v", m.ID, r.ID, told)
		}
	}
}

// status is how a modality comes out by its definition.
func (k *comparer) status(got *decision.Comparison, m *decision.Modality, levels []bool, all []known) decision.ModalityStatus {
	indicated, withheld, mayBeWithheld := map[string]bool{}, false, false
	for i, r := range k.compared {
		for _, id := range r.Of {
			if r.Kind == decision.IndicatorRule && all[i].certain {
				indicated[id] = true
			}
			if r.Kind == decision.WithheldRule && (id == m.ID || slices.Contains(m.Parts, id)) {
				withheld, mayBeWithheld = withheld || all[i].certain, mayBeWithheld || all[i].possible
			}
		}
	}
	pages := indicated[m.ID]
	for i, r := range k.compared {
		if r.Kind == decision.EqualsRule && all[i].certain && slices.Contains(r.Of, m.ID) {
			pages = pages || slices.ContainsFunc(r.Of, func(id string) bool { return indicated[id] })
		}
	}
	needs := m.ID == k.firstModality || slices.Contains(m.Parts, k.firstModality) // the one that needs the mildest verdict
	others := slices.Contains(levels[1:], true)
	switch {
	case withheld:
		return decision.StatusWithheld
	case !pages:
		return decision.StatusNotFavoured
	case needs && !levels[0]:
		return decision.StatusPagesOnly
	case mayBeWithheld || needs && others || got.Bar != nil:
		return decision.StatusOpen
	}
	return decision.StatusFavoured
}
