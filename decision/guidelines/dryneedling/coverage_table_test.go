package dryneedling_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// coverageRow is what became of one statement of a page.
type coverageRow struct {
	place     string // file:line, for messages
	page      string
	lines     []int
	statement string
	kind, id  string
	claims    []string
	note      string
}

// states reports whether the row holds a statement; the others say which lines hold none.
func (r coverageRow) states() bool { return r.kind != "none" }

const coverageFolder = "testdata/coverage"

// pageLines is the number of lines of each page as it was read.
func pageLines() map[string]int {
	return map[string]int{
		"droracle-dn-neck-back":       131,
		"therarehab-needling-massage": 62,
		"impact-needling-massage":     53,
		"needling-knots-page":         238,
		"messina-massage":             117,
	}
}

// coverage reads the tables of all pages, each in file order.
func coverage(t *testing.T) map[string][]coverageRow {
	t.Helper()
	tables := map[string][]coverageRow{}
	for page := range pageLines() {
		tables[page] = coverageOf(t, page)
	}
	files, err := filepath.Glob(filepath.Join(coverageFolder, "*.csv"))
	require.NoError(t, err)
	require.Len(t, files, len(tables), "a table for a page that is not one of the five")
	return tables
}

func coverageOf(t *testing.T, page string) []coverageRow {
	t.Helper()
	name := filepath.Join(coverageFolder, page+".csv")
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	reader := csv.NewReader(file)
	header, err := reader.Read()
	require.NoError(t, err, name)
	require.Equal(t, []string{"line", "statement", "carrier_kind", "carrier_id", "claims", "note"}, header, name)
	cells, err := reader.ReadAll()
	require.NoError(t, err, name)
	var rows []coverageRow
	for i, c := range cells {
		place := fmt.Sprintf("%s:%d", name, i+2)
		lines, err := lineNumbers(c[0])
		require.NoError(t, err, place)
		rows = append(rows, coverageRow{place, page, lines, c[1], c[2], c[3], strings.Fields(c[4]), c[5]})
	}
	return rows
}

// lineNumbers reads `3`, `3-5` or several of these.
func lineNumbers(text string) ([]int, error) {
	var all []int
	for _, part := range strings.Fields(text) {
		from, to, isRange := strings.Cut(part, "-")
		first, err := strconv.Atoi(from)
		if err != nil {
			return nil, err
		}
		last := first
		if isRange {
			if last, err = strconv.Atoi(to); err != nil {
				return nil, err
			}
		}
		if first < 1 || isRange && last <= first {
			return nil, fmt.Errorf("%q is no range of lines", part)
		}
		for n := first; n <= last; n++ {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no line is named")
	}
	return all, nil
}

func TestLineNumbers(t *testing.T) {
	got, err := lineNumbers("3 5-7 9")
	require.NoError(t, err)
	require.Equal(t, []int{3, 5, 6, 7, 9}, got)
	for _, bad := range []string{"", "x", "3-", "7-5", "5-5", "0", "-3"} {
		_, err := lineNumbers(bad)
		require.Error(t, err, bad)
	}
}
