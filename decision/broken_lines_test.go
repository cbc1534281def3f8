package decision_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// keyOf finds the keys of a line, in block and in flow style.
var keyOf = regexp.MustCompile(`[a-z_]+:( |$)`)

// TestBrokenLines breaks every line of the small bundles, each key and each line in several
// ways, alone and in a second copy of its file. Whatever is wrong then has its place, and what
// is still a bundle answers. One break in forty is tried, one in five with MSKGUIDE_LONG.
func TestBrokenLines(t *testing.T) {
	n, every := 0, 40
	if oracle.Long() {
		every = 5
	}
	bases := map[string]string{}
	for _, name := range []string{"lantern", "kiln", "river"} {
		bases[name] = asArchive(t, bundles+"/"+name)
	}
	small := &archive{}
	for name, file := range tea(waitWhen("wait-for-it", "wait", "strong and not hot")) {
		small.set(name, string(file.Data))
	}
	bases["tea"] = small.String()
	for _, name := range slices.Sorted(maps.Keys(bases)) {
		base := parseArchive(bases[name])
		for i, file := range base.parts {
			for broken := range everyBreak(file.text) {
				if n++; n%every != 0 {
					continue
				}
				base.parts[i].text = broken
				answersOrIsPlaced(t, base.bundle)
				if file.name != manifest && !strings.Contains(file.name, "/") {
					base.parts[i].text = file.text
					answersOrIsPlaced(t, func() (fstest.MapFS, []decision.Overlay) { return twice(base, broken) })
				}
			}
			base.parts[i].text = file.text
		}
	}
}

const manifest = "guideline.yaml"

var (
	flowFiles  = regexp.MustCompile(`files: \[(.*)\]`)
	blockFiles = regexp.MustCompile(`files:\n(?:  - .*\n)*`)
)

// twice is the bundle with one more file.
func twice(base *archive, text string) (fstest.MapFS, []decision.Overlay) {
	fsys, overlays := base.bundle()
	listed := flowFiles.ReplaceAll(fsys[manifest].Data, []byte("files: [$1, twice.yaml]"))
	listed = blockFiles.ReplaceAll(listed, []byte("${0}  - twice.yaml\n"))
	fsys[manifest] = &fstest.MapFile{Data: listed}
	fsys["twice.yaml"] = &fstest.MapFile{Data: []byte(text)}
	return fsys, overlays
}

// everyBreak is the text with one line or one key spoilt, in turn.
func everyBreak(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		lines := strings.SplitAfter(text, "\n")
		for i, line := range lines {
			before, after := strings.Join(lines[:i], ""), strings.Join(lines[i+1:], "")
			variants := []string{"", line + line, strings.TrimRight(line, "\n") + " [\n"}
			for _, key := range keyOf.FindAllStringIndex(line, -1) {
				end := key[0] + strings.IndexByte(line[key[0]:], ':')
				variants = append(variants, line[:end]+"_x"+line[end:])
				for _, value := range []string{" []", " {}", " -1", ` ""`, " null", " x"} {
					variants = append(variants, line[:end+1]+value+"\n")
					if comma := strings.IndexByte(line[end:], ','); comma > 0 {
						variants = append(variants, line[:end+1]+value+line[end+comma:])
					}
				}
			}
			for _, v := range variants {
				if !yield(before + v + after) {
					return
				}
			}
		}
	}
}

// answersOrIsPlaced holds for any bundle: it answers, or each mistake in it has a place.
func answersOrIsPlaced(t *testing.T, bundle func() (fstest.MapFS, []decision.Overlay)) {
	fsys, overlays := bundle()
	g, err := decision.Open(fsys, overlays...)
	if err != nil {
		require.Nil(t, g)
		requirePlaces(t, err)
		return
	}
	d, err := g.Decide(nil)
	require.NoError(t, err)
	require.True(t, json.Valid(d.JSON()))
	require.Equal(t, d.Settled, len(d.Missing) == 0)
}
