package conditions_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/conditions"
)

func TestLookup(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"low_back_pain", []string{"low_back_pain"}},
		{"Low back pain", []string{"low_back_pain"}},
		{"  LOW-BACK  PAIN ", []string{"low_back_pain"}},
		{"Lower Back Pain", []string{"low_back_pain"}},
		{"lumbago", []string{"low_back_pain"}},
		{"Tension headaches", []string{"tension_type_headache"}},
		{"tension type headache", []string{"tension_type_headache"}},
		{"trigger-points", []string{"myofascial_pain"}},
		{"chronic knots", []string{"myofascial_pain"}},
		{"tendonitis", []string{"tendinopathy"}},
		{"Runner’s knee", []string{"patellofemoral_pain"}},
		{"post-surgical stiffness", []string{"post_surgical_stiffness"}},
		{"pulled muscle", []string{"muscle_strain"}},
		{"none of these", []string{"other"}},
		// Words for several conditions.
		{"back pain", []string{"low_back_pain", "degenerative_lumbar_disease", "sciatica", "other"}},
		{"Arthritis", []string{"osteoarthritis", "other"}},
		{"tension", []string{"tension_type_headache", "muscle_tightness", "muscle_soreness", "stress_or_anxiety"}},
		// In full or not at all.
		{"back", nil},
		{"low back pain after a fall", nil},
		{"", nil},
		{"- _ -", nil},
		{"\xff", nil},
	} {
		require.Equal(t, tt.want, ids(conditions.Builtin().Lookup(tt.text)), "%q", tt.text)
	}
}

func TestByID(t *testing.T) {
	condition, ok := conditions.Builtin().ByID("neck_pain")
	require.True(t, ok)
	require.Equal(t, "Mechanical neck pain", condition.Name)
	for _, id := range []string{"", "Neck_pain", "neck pain", "cervicalgia"} {
		_, ok := conditions.Builtin().ByID(id)
		require.False(t, ok, id)
	}
}
