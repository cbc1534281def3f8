package place_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/internal/place"
)

// What is decoded beside other files is what Decode makes of each alone.
func TestStartIsDecode(t *testing.T) {
	type doc struct {
		ID place.Text `yaml:"id,required"`
	}
	texts := []string{"id: a", "id: [1, 2]", "", "id: \"open", "ID: b", "id: a\nid: b", "id: a\n---\nid: b"}
	docs := make([]doc, len(texts))
	var waits []func() (*place.File, error)
	for i, text := range texts {
		waits = append(waits, place.Start(fmt.Sprintf("%d.yaml", i), []byte(text), &docs[i]))
	}
	for i, text := range texts {
		file, err := waits[i]()
		var want doc
		alone, wantErr := place.Decode(fmt.Sprintf("%d.yaml", i), []byte(text), &want)
		require.Equal(t, want, docs[i], text)
		require.Equal(t, wantErr, err, text)
		require.Equal(t, alone.At("id"), file.At("id"), text)
	}
}
