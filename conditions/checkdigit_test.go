package conditions_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/conditions"
)

// Identifiers that no published file holds are invented, to reach the limits of the form.
func TestCheckCode(t *testing.T) {
	const fine = conditions.ReasonUnstated
	for _, tt := range []struct {
		system, code string
		want         conditions.Reason
	}{
		{"snomed_ct", "82423001", fine},
		{"snomed_ct", "1296686009", fine},
		{"snomed_ct", "38781000087100", fine},  // long format: namespace 1000087, partition 10
		{"snomed_ct", "124171000119105", fine}, // long format
		{"snomed_ct", "224721000000103", fine}, // long format, UK namespace
		{"snomed_ct", "100005", fine},          // six digits, the fewest
		{"snomed_ct", "10003", conditions.ReasonMalformed},
		{"snomed_ct", "1000000000000000000", conditions.ReasonMalformed}, // 19 digits
		{"snomed_ct", "082423001", conditions.ReasonMalformed},
		{"snomed_ct", "", conditions.ReasonMalformed},
		{"snomed_ct", "82423001|Chronic pain|", conditions.ReasonMalformed},
		{"snomed_ct", "-82423001", conditions.ReasonMalformed},
		{"snomed_ct", "８２４２３００１", conditions.ReasonMalformed},
		{"snomed_ct", "82423010", conditions.ReasonCheckDigit},
		{"snomed_ct", "82423017", conditions.ReasonMalformed},   // a description
		{"snomed_ct", "82423029", conditions.ReasonMalformed},   // a relationship
		{"snomed_ct", "82423038", conditions.ReasonMalformed},   // no partition that exists
		{"snomed_ct", "1234567107", conditions.ReasonMalformed}, // long partition, no room for the namespace
		{"loinc", "82226-2", fine},
		{"loinc", "82227-0", fine},
		{"loinc", "82236-1", fine},
		{"loinc", "82237-9", fine},
		{"loinc", "72514-3", fine},
		{"loinc", "75893-8", fine},
		{"loinc", "38208-5", fine},
		{"loinc", "38221-8", fine},
		{"loinc", "91148-7", fine},
		{"loinc", "91147-9", fine},
		{"loinc", "91145-3", fine},
		{"loinc", "91146-1", fine},
		{"loinc", "91351-7", fine},
		{"loinc", "97909-6", fine},
		{"loinc", "82226-3", conditions.ReasonCheckDigit},
		{"loinc", "28226-2", conditions.ReasonCheckDigit},
		{"loinc", "822262", conditions.ReasonMalformed},
		{"loinc", "82226-", conditions.ReasonMalformed},
		{"loinc", "-2", conditions.ReasonMalformed},
		{"loinc", "82226-22", conditions.ReasonMalformed},
		{"loinc", "12345678-1", conditions.ReasonMalformed},
		{"icd_10_cm", "M54", fine},
		{"icd_10_cm", "M54.5", fine},
		{"icd_10_cm", "S39.012A", fine},
		{"icd_10_cm", "s39012a", fine},
		{"icd_10_cm", "M5", conditions.ReasonMalformed},
		{"icd_10_cm", "M54.", conditions.ReasonMalformed},
		{"icd_10_cm", "M54.12345", conditions.ReasonMalformed},
		{"icd_10_cm", "M5.45", conditions.ReasonMalformed},
		{"icd_10_cm", "M54.5.0", conditions.ReasonMalformed},
		{"icd_10_cm", "MM4.5", conditions.ReasonMalformed},
		{"icd_10_cm", "M54-5", conditions.ReasonMalformed},
		{"icd_10_cm", "ı54.5", conditions.ReasonMalformed},
		{"icd_10_cm", "", conditions.ReasonMalformed},
		{"icd_11", "ME84.2Z", fine},
		{"icd_11", "ME84 2Z", conditions.ReasonMalformed},
		{"icd_11", "", conditions.ReasonMalformed},
		{"icd_11", strings.Repeat("M", 65), conditions.ReasonMalformed},
	} {
		err := conditions.Builtin().CheckCode(tt.system, tt.code)
		if tt.want == fine {
			require.NoError(t, err, tt.code)
		} else {
			require.Equal(t, tt.want, reason(t, err), "%s %q: %v", tt.system, tt.code, err)
		}
	}
}

// Verhoeff's scheme catches every single wrong digit and every swap of two neighbours.
func TestVerhoeffCatchesSlips(t *testing.T) {
	catalogue := conditions.Builtin()
	for _, condition := range catalogue.Conditions() {
		for _, code := range condition.Codes {
			if code.System != "snomed_ct" {
				continue
			}
			for _, slip := range slips(code.Code) {
				require.Error(t, catalogue.CheckCode("snomed_ct", slip), "%s for %s", slip, code.Code)
			}
		}
	}
}

// slips are the ways to get one digit wrong or to swap two neighbours.
func slips(digits string) []string {
	var slips []string
	for i := range digits {
		for digit := byte('0'); digit <= '9'; digit++ {
			if digit != digits[i] {
				slips = append(slips, digits[:i]+string(digit)+digits[i+1:])
			}
		}
		if i > 0 && digits[i] != digits[i-1] {
			slips = append(slips, digits[:i-1]+string(digits[i])+string(digits[i-1])+digits[i+1:])
		}
	}
	return slips
}
