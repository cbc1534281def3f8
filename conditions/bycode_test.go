package conditions_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/conditions"
)

const (
	snomed = "http://snomed.info/sct"
	icd10  = "http://hl7.org/fhir/sid/icd-10-cm"
)

func reason(t *testing.T, err error) conditions.Reason {
	t.Helper()
	var refusal *conditions.CodeError
	require.True(t, errors.As(err, &refusal), "%v", err)
	return refusal.Reason
}

func ids(list []conditions.Condition) []string {
	var ids []string
	for _, condition := range list {
		ids = append(ids, condition.ID)
	}
	return ids
}

func TestByCode(t *testing.T) {
	for _, tt := range []struct {
		system, code string
		want         []string
		phase        conditions.Phase
		retired      string
	}{
		{snomed, "278860009", []string{"low_back_pain"}, conditions.Chronic, ""},
		{snomed, "279039007", []string{"low_back_pain"}, conditions.PhaseUnstated, ""},
		{snomed, "278862001", []string{"low_back_pain"}, conditions.Acute, ""},
		{snomed, " 278860009\n", []string{"low_back_pain"}, conditions.Chronic, ""},
		{"SNOMED CT", "247366003", []string{"sciatica"}, conditions.Acute, ""},
		{"snomed-ct", "1121000119107", []string{"neck_pain"}, conditions.Chronic, ""},
		{icd10, "M54.5", []string{"low_back_pain"}, conditions.PhaseUnstated, "2021-10-01"},
		{icd10, "M51.36", []string{"degenerative_lumbar_disease"}, conditions.PhaseUnstated, "2024-10-01"},
		{"ICD-10-CM", "M54.50", []string{"low_back_pain"}, conditions.PhaseUnstated, ""},
		{"icd10cm", "M5450", []string{"low_back_pain"}, conditions.PhaseUnstated, ""},
		{"icd10cm", "m222x1", []string{"patellofemoral_pain"}, conditions.PhaseUnstated, ""},
		{"icd10cm", "S39.012A", []string{"low_back_pain", "muscle_strain"}, conditions.PhaseUnstated, ""},
		{"icd10cm", "M79.10", []string{"myofascial_pain", "muscle_soreness", "other"}, conditions.PhaseUnstated, ""},
		{snomed, "134407002", []string{"low_back_pain", "other"}, conditions.Chronic, ""},
		{"ICD-11", "8A81", []string{"tension_type_headache"}, conditions.PhaseUnstated, ""},
		// How long, and not what.
		{snomed, "82423001", nil, conditions.Chronic, ""},
		{icd10, "G89.29", nil, conditions.Chronic, ""},
	} {
		match, err := conditions.Builtin().ByCode(tt.system, tt.code)
		require.NoError(t, err)
		require.Equal(t, tt.want, ids(match.Conditions), tt.code)
		require.Equal(t, tt.phase, match.Code.Phase, tt.code)
		require.Equal(t, tt.retired, match.Code.Retired, tt.code)
		only, settled := match.Only()
		require.Equal(t, len(tt.want) == 1, settled, tt.code)
		if settled {
			require.Equal(t, tt.want[0], only.ID)
		} else {
			require.Empty(t, only)
		}
	}
}

func TestByCodeRefuses(t *testing.T) {
	for _, tt := range []struct {
		system, code string
		reason       conditions.Reason
		message      string
	}{
		{snomed, "57680009", conditions.ReasonWrongCode,
			`SNOMED CT code "57680009": not a code for rotator cuff syndrome: its check digit fails, so it is no SNOMED CT identifier at all`},
		{snomed, "202855006", conditions.ReasonWrongCode,
			`SNOMED CT code "202855006": not a code for plantar fasciitis: it is a real identifier, for lateral epicondylitis; plantar fasciitis is 202882003`},
		{snomed, "44868003", conditions.ReasonWrongCode,
			`SNOMED CT code "44868003": not a code for nebulizer: it is a real identifier, for acupuncture: a procedure and no condition`},
		{icd10, "m609", conditions.ReasonWrongCode,
			`ICD-10-CM code "M60.9": not a code for muscle soreness: it is a real code, for myositis: inflammation of muscle, which soreness is not`},
		{"RxNorm", "7646", conditions.ReasonWrongCode, `RxNorm code "7646": not a code for naproxen: 7646 is omeprazole; naproxen is 7258`},
		{"RxNorm", "54552", conditions.ReasonWrongCode, `RxNorm code "54552": not a code for celecoxib: 54552 is perindopril; celecoxib is 140587`},
		{"RxNorm", "6129", conditions.ReasonWrongCode, `RxNorm code "6129": not a code for meloxicam: 6129 is ketamine; meloxicam is 41493`},
		{snomed, "278860008", conditions.ReasonCheckDigit,
			`SNOMED CT code "278860008": its check digit does not fit, so it is no SNOMED CT identifier`},
		{snomed, "low back pain", conditions.ReasonMalformed,
			`SNOMED CT code "low back pain": a SNOMED CT identifier has 6 to 18 digits and does not begin with 0`},
		{icd10, "54.5M", conditions.ReasonMalformed,
			`ICD-10-CM code "54.5M": an ICD-10-CM code is a letter, a digit and a letter or digit, then up to four letters or digits after a dot`},
		{snomed, "128053003", conditions.ReasonUnmapped, `SNOMED CT code "128053003": no condition of this catalogue lists it`},
		{icd10, "M54", conditions.ReasonUnmapped, `ICD-10-CM code "M54": no condition of this catalogue lists it`},
		{"ICD-11", "8A80", conditions.ReasonUnconfirmed,
			`ICD-11 code "8A80": on record as "Migraine", but that was never confirmed, so it is not used`},
		{"http://snomed.info/sct/", "278860009", conditions.ReasonUnknownSystem,
			`code system "http://snomed.info/sct/": not known here; did you mean "http://snomed.info/sct"? one of SNOMED CT, ` +
				`http://snomed.info/sct, ICD-10-CM, http://hl7.org/fhir/sid/icd-10-cm, ICD-11, LOINC, http://loinc.org, RxNorm, ` +
				`http://www.nlm.nih.gov/research/umls/rxnorm`},
		{"", "278860009", conditions.ReasonUnknownSystem,
			`code system "": not known here; one of SNOMED CT, http://snomed.info/sct, ICD-10-CM, ` +
				`http://hl7.org/fhir/sid/icd-10-cm, ICD-11, LOINC, http://loinc.org, RxNorm, http://www.nlm.nih.gov/research/umls/rxnorm`},
	} {
		match, err := conditions.Builtin().ByCode(tt.system, tt.code)
		require.EqualError(t, err, tt.message)
		require.Equal(t, tt.reason, reason(t, err), tt.code)
		require.Empty(t, match)
	}
}

// A code that is wrong for a condition may be right for something else.
func TestCheckCodeAsksForFormOnly(t *testing.T) {
	catalogue := conditions.Builtin()
	for _, refused := range catalogue.RefusedCodes() {
		_, err := catalogue.ByCode(refused.System, refused.Code)
		require.Equal(t, conditions.ReasonWrongCode, reason(t, err), refused.Code)
		if refused.Code != "57680009" {
			require.NoError(t, catalogue.CheckCode(refused.System, refused.Code))
		}
	}
	require.Equal(t, conditions.ReasonCheckDigit, reason(t, catalogue.CheckCode(snomed, "57680009")))
}
