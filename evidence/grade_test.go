package evidence_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

type grade interface {
	fmt.Stringer
	encoding.TextMarshaler
}

func TestGradesInText(t *testing.T) {
	for _, test := range []struct {
		value grade
		zero  func() encoding.TextUnmarshaler
		text  string
	}{
		{evidence.CertaintyUnstated, newOf[evidence.Certainty], ""},
		{evidence.VeryLow, newOf[evidence.Certainty], "very_low"},
		{evidence.Low, newOf[evidence.Certainty], "low"},
		{evidence.Moderate, newOf[evidence.Certainty], "moderate"},
		{evidence.High, newOf[evidence.Certainty], "high"},
		{evidence.StrengthUnstated, newOf[evidence.Strength], ""},
		{evidence.Conditional, newOf[evidence.Strength], "conditional"},
		{evidence.Weak, newOf[evidence.Strength], "weak"},
		{evidence.Strong, newOf[evidence.Strength], "strong"},
		{evidence.Limited, newOf[evidence.Strength], "limited"},
		{evidence.Consensus, newOf[evidence.Strength], "consensus"},
		{evidence.Can, newOf[evidence.Strength], "can"},
		{evidence.May, newOf[evidence.Strength], "may"},
		{evidence.Should, newOf[evidence.Strength], "should"},
		{evidence.Consider, newOf[evidence.Strength], "consider"},
		{evidence.Offer, newOf[evidence.Strength], "offer"},
		{evidence.DirectionUnstated, newOf[evidence.Direction], ""},
		{evidence.For, newOf[evidence.Direction], "for"},
		{evidence.Against, newOf[evidence.Direction], "against"},
		{evidence.NoRecommendation, newOf[evidence.Direction], "no_recommendation"},
		{evidence.Insufficient, newOf[evidence.Direction], "insufficient"},
		{evidence.NoAddedBenefit, newOf[evidence.Direction], "no_added_benefit"},
		{evidence.StandingUnstated, newOf[evidence.Standing], ""},
		{evidence.Supported, newOf[evidence.Standing], "supported"},
		{evidence.Partly, newOf[evidence.Standing], "partly"},
		{evidence.Disputed, newOf[evidence.Standing], "disputed"},
		{evidence.Untraced, newOf[evidence.Standing], "untraced"},
	} {
		t.Run(fmt.Sprintf("%T %q", test.value, test.text), func(t *testing.T) {
			require.Equal(t, test.text, test.value.String())
			encoded, err := json.Marshal(test.value)
			require.NoError(t, err)
			require.Equal(t, `"`+test.text+`"`, string(encoded))
			decoded := test.zero()
			require.NoError(t, decoded.UnmarshalText([]byte(test.text)))
			require.Equal(t, test.text, decoded.(fmt.Stringer).String())
		})
	}
}

// newOf gives a fresh pointer of the type, which is what reads text.
func newOf[G evidence.Certainty | evidence.Strength | evidence.Direction | evidence.Standing]() encoding.TextUnmarshaler {
	var into any = new(G)
	return into.(encoding.TextUnmarshaler)
}

func TestGradesOutOfRangeReadAsUnstated(t *testing.T) {
	for _, value := range []grade{
		evidence.Certainty(99), evidence.Strength(99), evidence.Direction(99), evidence.Standing(99),
	} {
		require.Empty(t, value.String(), "%T", value)
	}
}

func TestGradesRefuseUnknownText(t *testing.T) {
	certainty := evidence.Moderate
	err := certainty.UnmarshalText([]byte("moderat"))
	require.EqualError(t, err, `unknown certainty "moderat"; did you mean "moderate"? one of very_low, low, moderate, high`)
	require.Equal(t, evidence.Moderate, certainty, "a refused text changes nothing")
	var standing evidence.Standing
	require.ErrorContains(t, standing.UnmarshalText([]byte("Supported")), `did you mean "supported"?`)
}

func TestDescribe(t *testing.T) {
	require.Equal(t, "supported in part, very low certainty", evidence.Describe(evidence.Partly, evidence.VeryLow))
	require.Equal(t, "disputed", evidence.Describe(evidence.Disputed, evidence.CertaintyUnstated))
}

func TestCertaintiesAreOrdered(t *testing.T) {
	order := []evidence.Certainty{
		evidence.CertaintyUnstated, evidence.VeryLow, evidence.Low, evidence.Moderate, evidence.High,
	}
	require.IsIncreasing(t, order)
}
