package conditions_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/conditions"
)

// The ids are for ever, and their order is that of every list made from them.
func TestBuiltinIDs(t *testing.T) {
	var ids []string
	for _, condition := range conditions.Builtin().Conditions() {
		ids = append(ids, condition.ID)
	}
	require.Equal(t, strings.Fields(`
		low_back_pain degenerative_lumbar_disease sciatica neck_pain myofascial_pain osteoarthritis patellofemoral_pain
		headache tension_type_headache migraine cervicogenic_headache fibromyalgia plantar_fasciitis
		rotator_cuff_disorder tendinopathy sports_injury muscle_strain muscle_tightness muscle_soreness
		stress_or_anxiety postural_strain post_injury_stiffness post_surgical_stiffness joint_pain other`), ids)
}

// The built-in catalogue has no privilege: the folder on disk opens to the same, so nothing in it escaped go:embed.
func TestBuiltinIsTheFolder(t *testing.T) {
	fromDisk, err := conditions.Open(os.DirFS("data"))
	require.NoError(t, err)
	require.Equal(t, fromDisk, conditions.Builtin())
	strays, err := filepath.Glob("data/*")
	require.NoError(t, err)
	for _, name := range strays {
		require.Equal(t, ".yaml", filepath.Ext(name), "%s is not read", name)
	}
}

func TestBuiltinEveryCodeFindsItsConditions(t *testing.T) {
	catalogue := conditions.Builtin()
	for _, condition := range catalogue.Conditions() {
		for _, code := range condition.Codes {
			match, err := catalogue.ByCode(code.System, code.Code)
			if code.Checked == conditions.NotChecked {
				require.Equal(t, conditions.ReasonUnconfirmed, reason(t, err), "%s %s", code.System, code.Code)
				continue
			}
			require.NoError(t, err)
			require.Equal(t, code, match.Code)
			require.Contains(t, match.Conditions, condition)
			require.Equal(t, code.Shared, len(match.Conditions) > 1, "%s %s", code.System, code.Code)
		}
	}
}

// A code tells its phase exactly when its display does: a silent "chronic" would move verdicts, a missed one too.
func TestBuiltinPhasesAreSaid(t *testing.T) {
	for _, condition := range conditions.Builtin().Conditions() {
		for _, code := range condition.Codes {
			said := conditions.PhaseUnstated
			switch words := strings.Fields(strings.ToLower(code.Display)); {
			case slices.Contains(words, "chronic"):
				said = conditions.Chronic
			case slices.Contains(words, "acute"):
				said = conditions.Acute
			}
			require.Equal(t, said, code.Phase, "%s %q", code.Code, code.Display)
		}
	}
}

func TestBuiltinEveryNameFindsItsCondition(t *testing.T) {
	catalogue := conditions.Builtin()
	for _, condition := range catalogue.Conditions() {
		names := append([]string{condition.ID, condition.Name, condition.PlainName}, condition.Synonyms...)
		for _, name := range names {
			require.Equal(t, []conditions.Condition{condition}, catalogue.Lookup(name), "%q", name)
		}
	}
}

func TestBuiltinSystems(t *testing.T) {
	uris := map[string]string{}
	for _, system := range conditions.Builtin().Systems() {
		uris[system.ID] = system.URI
	}
	require.Equal(t, map[string]string{
		"snomed_ct": "http://snomed.info/sct",
		"icd_10_cm": "http://hl7.org/fhir/sid/icd-10-cm",
		"icd_11":    "",
		"loinc":     "http://loinc.org",
		"rxnorm":    "http://www.nlm.nih.gov/research/umls/rxnorm",
	}, uris)
}

// What is handed out is the caller's own.
func TestResultsAreCopies(t *testing.T) {
	catalogue := conditions.Builtin()
	before := catalogue.Conditions()
	spoil := func(list []conditions.Condition) {
		for i := range list {
			if len(list[i].Synonyms) > 0 {
				list[i].Synonyms[0] = "spoilt"
			}
			for j := range list[i].Codes {
				list[i].Codes[j].Code = "spoilt"
			}
		}
	}
	one, _ := catalogue.ByID("low_back_pain")
	match, err := catalogue.ByCode("snomed_ct", "278860009")
	require.NoError(t, err)
	spoil([]conditions.Condition{one})
	spoil(match.Conditions)
	spoil(catalogue.Lookup("low back pain"))
	spoil(catalogue.Conditions())
	catalogue.Systems()[0].URI = "spoilt"
	catalogue.RefusedCodes()[0].Code = "spoilt"
	catalogue.Schemes()[0].Spans[0].Phase = conditions.Chronic
	scheme, _ := catalogue.Scheme("DU-01")
	scheme.Spans[0].Phase = conditions.Chronic

	require.Equal(t, before, catalogue.Conditions())
	require.NotEqual(t, "spoilt", catalogue.Systems()[0].URI)
	require.NotEqual(t, "spoilt", catalogue.RefusedCodes()[0].Code)
	scheme, _ = catalogue.Scheme("DU-01")
	require.Equal(t, conditions.Acute, scheme.Phase(0))
}

func TestNilAndZeroCatalogueAreEmpty(t *testing.T) {
	for _, catalogue := range []*conditions.Catalogue{nil, {}} {
		require.Empty(t, catalogue.Conditions())
		require.Empty(t, catalogue.Systems())
		require.Empty(t, catalogue.Schemes())
		require.Empty(t, catalogue.RefusedCodes())
		require.Empty(t, catalogue.Lookup("low back pain"))
		_, found := catalogue.ByID("low_back_pain")
		require.False(t, found)
		_, found = catalogue.Scheme("DU-01")
		require.False(t, found)
		_, found = catalogue.DefaultScheme("neck")
		require.False(t, found)
		_, err := catalogue.ByCode("snomed_ct", "278860009")
		require.Equal(t, conditions.ReasonUnknownSystem, reason(t, err))
		require.Equal(t, conditions.ReasonUnknownSystem, reason(t, catalogue.CheckCode("loinc", "82226-2")))
	}
}
