package cdshooks

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every part that could not be had stands on the card, those with one reason in one line.
func TestEveryLackIsNamed(t *testing.T) {
	var lacks []lack
	for _, key := range []string{"condition", "procedure", "care-plan", "device", "encounter", "observation-loinc-72514-3", "observation-loinc-29463-7", "questionnaire-response"} {
		lacks = append(lacks, lack{key: key, says: "it was not given"})
	}
	lacks = append(lacks, lack{key: "allergy-intolerance", says: "an error came in its place"}, lack{key: "medication-request", says: "it was not given"},
		lack{key: standingKey, says: "one is told in two ways"}, lack{key: standingKey, says: "another is told in two ways"}, lack{key: standingKey, says: "another is told in two ways"})
	detail := play(t, policy(t), &scene{hook: orderSign, order: needling, record: []string{born}, lacks: lacks})[0].Detail
	_, told, _ := strings.Cut(detail, "could not be had")
	_, told, _ = strings.Cut(told, "\n\n")
	told, _, _ = strings.Cut(told, "\n\n")
	require.Equal(t, []string{
		"- condition, procedure, care-plan, device, encounter, observation-loinc-72514-3, observation-loinc-29463-7, questionnaire-response, medication-request: it was not given",
		"- allergy-intolerance: an error came in its place",
		"- standing: one is told in two ways",
		"- standing: another is told in two ways",
	}, strings.Split(strings.ReplaceAll(told, `\`, ""), "\n"))
}
