package conditions_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/conditions"
)

var update = flag.Bool("update", false, "rewrite the expected messages under testdata")

// Each folder of testdata/bad is a catalogue and, in want.txt, every mistake it is told of.
func TestOpenBadCatalogues(t *testing.T) {
	folders, err := filepath.Glob("testdata/bad/*")
	require.NoError(t, err)
	require.NotEmpty(t, folders)
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			catalogue, err := conditions.Open(os.DirFS(folder))
			require.Error(t, err)
			require.Nil(t, catalogue)
			golden := filepath.Join(folder, "want.txt")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(err.Error()+"\n"), 0o644))
			}
			want, readErr := os.ReadFile(golden)
			require.NoError(t, readErr)
			require.Equal(t, string(want), err.Error()+"\n")
		})
	}
}

// Every key a catalogue may hold, in one small file.
func TestOpenGoodCatalogue(t *testing.T) {
	catalogue, err := conditions.Open(os.DirFS("testdata/good"))
	require.NoError(t, err)
	match, err := catalogue.ByCode("SNOMED CT", "278860009")
	require.NoError(t, err)
	require.Equal(t, conditions.Code{
		System: "snomed_ct", Code: "278860009", Display: "Chronic low back pain (finding)",
		Phase: conditions.Chronic, Checked: conditions.CheckedWell,
	}, match.Code)
	match, err = catalogue.ByCode("http://hl7.org/fhir/sid/icd-10-cm", "M62.830")
	require.NoError(t, err)
	require.Equal(t, []string{"low_back_pain", "other"}, ids(match.Conditions), "in catalogue order, however written")
	require.Equal(t, conditions.Code{
		System: "icd_10_cm", URI: "http://hl7.org/fhir/sid/icd-10-cm", Code: "M62.830", Display: "Muscle spasm of back",
		Checked: conditions.CheckedWell, Shared: true,
	}, match.Code)
	_, err = catalogue.ByCode("icd_10_cm", "M54.59")
	require.Equal(t, conditions.ReasonUnconfirmed, reason(t, err))
}

// A folder may spread its catalogue over files as it likes; the order is that of their names.
func TestOpenReadsFilesInOrder(t *testing.T) {
	entry := func(id string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("conditions: [{id: " + id + ", name: " + id + ", plain_name: " + id + ", region: any}]\n")}
	}
	catalogue, err := conditions.Open(fstest.MapFS{
		"20.yaml":        entry("second"),
		"10.yaml":        entry("first"),
		"30.yaml":        {Data: []byte("shared_terms: [{text: either, conditions: [second, first]}]\n")},
		"notes.txt":      {Data: []byte("not read")},
		"more/deep.yaml": {Data: []byte("not read")},
	})
	require.NoError(t, err)
	require.Equal(t, []string{"first", "second"}, ids(catalogue.Conditions()))
	require.Equal(t, []string{"first", "second"}, ids(catalogue.Lookup("Either")))
}

func TestOpenCannotRead(t *testing.T) {
	_, err := conditions.Open(nil)
	require.EqualError(t, err, "cannot read conditions: no folder given")
	_, err = conditions.Open(fstest.MapFS{"readme.md": {}})
	require.EqualError(t, err, "cannot read conditions: the folder holds no .yaml file")
	_, err = conditions.Open(os.DirFS("testdata/no such folder"))
	require.ErrorIs(t, err, fs.ErrNotExist)

	_, err = conditions.Open(unreadable{fstest.MapFS{"a.yaml": {}, "b.yaml": {}}})
	require.ErrorContains(t, err, "open a.yaml: no luck")
	require.ErrorContains(t, err, "open b.yaml: no luck", "every file that cannot be read is told")
}

// unreadable lists its files and opens none of them.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("no luck")}
}

func (u unreadable) ReadFile(name string) ([]byte, error) {
	_, err := u.Open(name)
	return nil, err
}
