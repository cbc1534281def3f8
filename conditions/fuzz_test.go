package conditions_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/conditions"
)

// Whatever the coding: a match that can be asked for again by its usual spelling, or a refusal with a reason.
func FuzzByCode(f *testing.F) {
	catalogue := conditions.Builtin()
	for _, condition := range catalogue.Conditions() {
		for _, code := range condition.Codes {
			f.Add(code.System, code.Code)
			f.Add(code.URI, code.Code)
		}
	}
	for _, refused := range catalogue.RefusedCodes() {
		f.Add(refused.System, refused.Code)
	}
	f.Add("icd10cm", "m5450")
	f.Add("loinc", "82226-2")
	f.Add("snomed_ct", "\xff\x00")
	f.Fuzz(func(t *testing.T, system, code string) {
		match, err := catalogue.ByCode(system, code)
		if err != nil {
			var refusal *conditions.CodeError
			require.True(t, errors.As(err, &refusal))
			require.NotEmpty(t, refusal.Reason)
			require.NotEmpty(t, refusal.Says)
			require.Empty(t, match)
			return
		}
		require.NoError(t, catalogue.CheckCode(system, code))
		require.True(t, len(match.Conditions) > 0 || match.Code.Phase != conditions.PhaseUnstated, "it says nothing at all")
		again, err := catalogue.ByCode(match.Code.System, match.Code.Code)
		require.NoError(t, err)
		require.Equal(t, match, again)
	})
}

// Whatever the text: conditions in catalogue order, each once.
func FuzzLookup(f *testing.F) {
	catalogue := conditions.Builtin()
	for _, text := range []string{"low back pain", "Arthritis", "ΣΊΣΥΦΟΣ", "\xff", "İ"} {
		f.Add(text)
	}
	order := ids(catalogue.Conditions())
	f.Fuzz(func(t *testing.T, text string) {
		last := -1
		for _, id := range ids(catalogue.Lookup(text)) {
			at := slices.Index(order, id)
			require.Greater(t, at, last)
			last = at
		}
	})
}

// Whatever the file: an error that is no panic, or a catalogue in which everything is found under its own name.
func FuzzOpen(f *testing.F) {
	// Small files only: the engine spends its time on shortening large ones.
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*/*.yaml"} {
		names, err := filepath.Glob(pattern)
		require.NoError(f, err)
		for _, name := range names {
			data, err := os.ReadFile(name)
			require.NoError(f, err)
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		catalogue, err := conditions.Open(fstest.MapFS{"a.yaml": {Data: data}})
		if err != nil {
			require.Nil(t, catalogue)
			require.NotEmpty(t, err.Error())
			return
		}
		for _, condition := range catalogue.Conditions() {
			byID, ok := catalogue.ByID(condition.ID)
			require.True(t, ok)
			require.Equal(t, condition, byID)
			require.Equal(t, []conditions.Condition{condition}, catalogue.Lookup(condition.Name))
			for _, code := range condition.Codes {
				match, err := catalogue.ByCode(code.System, code.Code)
				if code.Checked == conditions.NotChecked {
					require.Equal(t, conditions.ReasonUnconfirmed, reason(t, err))
					continue
				}
				require.NoError(t, err)
				require.Equal(t, code, match.Code)
			}
		}
	})
}
