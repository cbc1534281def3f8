package scenario_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// csvTold is what a CSV text gives, as the golden tables tell it.
func csvTold(t testing.TB, text string, f scenario.Format) string {
	return told(pond(t), table{"t.csv", text, f})
}

const (
	byteOrderMark = "\uFEFF"
	carp          = "row 1, line 2\n  {\"fish\":\"carp\",\"frozen\":true}\n"
)

// TestText is about bytes that a golden file does not show.
func TestText(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no table":                {"", "t.csv:1:1: the table is empty; its first row names the columns\n"},
		"empty lines":             {"\n\r\n", "t.csv:1:1: the table is empty; its first row names the columns\n"},
		"a header alone":          {"frozen", ""},
		"no line end at the end":  {"frozen,fish\n1,carp", carp},
		"CRLF":                    {"frozen,fish\r\n1,carp\r\n\r\n", carp},
		"a byte order mark":       {byteOrderMark + "frozen,fish\n1,carp\n", carp},
		"a mark and a mistake":    {byteOrderMark + "frozn\n", "t.csv:1:1: there is no fact \"frozn\"; did you mean \"frozen\"? A column of something else is kept by its name.\n"},
		"CR alone":                {"frozen\r1\r", "t.csv:1:1: there is a carriage return in the name of a column. Lines that end with one alone are read as one line; save the table with LF or CRLF.\n"},
		"UTF-16":                  {"\xFF\xFEf\x00\n\x00", "t.csv:1:1: the table is UTF-16; save it as UTF-8\n"},
		"UTF-16, big end first":   {"\xFE\xFF\x00f", "t.csv:1:1: the table is UTF-16; save it as UTF-8\n"},
		"a Latin-1 header":        {"frozen,fr\xFCh\n", "t.csv:1:10: this is not UTF-8; save the table as UTF-8\n"},
		"a Latin-1 row":           {"frozen,fish\n1,h\xE4cht\n1,carp\n", "row 1, line 2\n  t.csv:2:4: this is not UTF-8; save the table as UTF-8\n" + strings.Replace(carp, "1, line 2", "2, line 3", 1)},
		"a delimiter in a header": {`"frozen","fi,sh"` + "\n", "t.csv:1:10: there is no fact \"fi,sh\"; did you mean \"fish\"? A column of something else is kept by its name.\n"},
		"a quote in a header":     {`frozen,fi"sh` + "\n", "t.csv:1:10: a quote within a cell without quotes; put the whole cell in quotes and double those of the text\n"},
		"one column, unknown":     {"frozen\n\n\"\"\nyes\n", "row 1, line 3\n  {}\nrow 2, line 4\n  {\"frozen\":true}\n"},
		"runes count as columns":  {"fish,frozen\n\"öäü\n€€\",x\n", "row 1, line 2\n  t.csv:2:1: \"öäü\\n€€\" is not a choice of \"fish\"; it may be carp, tench, pike\n  t.csv:3:5: \"frozen\" is yes or no: true, false, yes, no, 1 or 0, not \"x\"\n"},
	} {
		require.Equal(t, c.want, csvTold(t, c.text, scenario.Format{}), name)
	}
}

// TestReaders holds that it does not matter in which pieces a text arrives.
func TestReaders(t *testing.T) {
	text := "frozen,fish,note\n" + strings.Repeat("1,carp,\"two\nlines\"\n0,,x\n,pike,\"never closed\n", 50)
	f := scenario.Format{Keep: []string{"note"}}
	want := csvTold(t, text, f)
	require.Equal(t, 150, strings.Count(want, "\nrow ")+1)
	for name, reader := range map[string]io.Reader{
		"byte by byte": iotest.OneByteReader(strings.NewReader(text)),
		"by halves":    iotest.HalfReader(strings.NewReader(text)),
		"end with it":  iotest.DataErrReader(strings.NewReader(text)),
	} {
		rows, err := scenario.ReadCSV(pond(t), "t.csv", reader, f)
		require.NoError(t, err, name)
		require.Equal(t, want, toldRows(rows), name)
	}
}

// TestFailingReader holds that a reader that fails ends the table after the last whole row,
// whatever was begun.
func TestFailingReader(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, begun := range []string{"", "0,ca", "0,\"carp\nand", "0,\"carp\n"} {
		text := "frozen,fish\n1,carp\n" + begun
		rows, err := scenario.ReadCSV(pond(t), "t.csv", io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), scenario.Format{})
		require.NoError(t, err)
		require.Equal(t, carp+"t.csv:3: the table cannot be read on: the disk is gone\n", toldRows(rows), begun)
	}
	_, err := scenario.ReadCSV(pond(t), "t.csv", iotest.ErrReader(broken), scenario.Format{})
	require.ErrorIs(t, err, broken)
	_, err = scenario.ReadCSV(pond(t), "t.csv", stuck{}, scenario.Format{})
	require.ErrorIs(t, err, io.ErrNoProgress)
}

// stuck is a reader that never gives anything.
type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// TestLongRows holds that what is too long costs its row, and no memory.
func TestLongRows(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	after := "\n1,carp\n"
	tooLong := "row 1, line 2\n  t.csv:2:1: the row is longer than 1048576 bytes\n"
	next := strings.Replace(carp, "1, line 2", "2, line 3", 1)
	require.Equal(t, tooLong+next, csvTold(t, "frozen,fish\n"+long+long+long+after, scenario.Format{}))
	require.Equal(t, tooLong+next, csvTold(t, "frozen,fish\n,\""+long+"\""+after, scenario.Format{}))
	require.Equal(t, tooLong, csvTold(t, "frozen,fish\n"+long+"x", scenario.Format{}))
	require.Contains(t, csvTold(t, "frozen,fish\n"+long[2:]+after, scenario.Format{}), "the row has 1 cell, the header 2")

	lines := strings.Repeat("0,pike"+strings.Repeat(" ", 194)+"\n", 6_000) // after a quote that is never closed
	got := csvTold(t, "frozen,fish\n0,\"\n"+lines, scenario.Format{})
	require.True(t, strings.HasPrefix(got, "row 1, line 2\n  t.csv:2:3: the quote that begins this cell is never closed, or closed in another row\nrow 2, line 3\n  {\"fish\""), got[:200])
	require.Equal(t, 6_001, strings.Count(got, "row "))

	require.Equal(t, "t.csv:1:1: the names of the columns cannot be read: the row is longer than 1048576 bytes\n", csvTold(t, long+long, scenario.Format{}))
	require.Equal(t, "t.csv:1:10001: the header names 500001 columns; at most 10000 are read\n", csvTold(t, strings.Repeat(",", 500_000), scenario.Format{}))
	object := `{"x":1` + strings.Repeat(`,"x":1`, 10_000) + "}"
	require.Equal(t, "row 1, line 1\n  t.ndjson:1:60006: the object has more than 10000 members; no more are read\n",
		told(pond(t), table{name: "t.ndjson", text: object}))
	ids := csvTold(t, "fish,none_of\n"+strings.Repeat("carp|", 200)+"carp,"+strings.Repeat("dangers|", 300)+"\n", scenario.Format{})
	require.Contains(t, ids, "t.csv:2:1: \"fish\" is one choice, or several parted by | (201 ids are parted by |; at most 200 are read), not ")
	require.Contains(t, ids, "t.csv:2:1006: 301 ids are parted by |; at most 200 are read\n")
	many := csvTold(t, strings.Repeat("zz,", 2_000)+"zz", scenario.Format{})
	require.True(t, strings.HasSuffix(many, "t.csv:1:301: and 1901 more mistakes from here on\n"), many)
}

// endless repeats a text.
type endless struct {
	text string
	left int
	rest string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		if e.left--; e.left < 0 {
			return 0, io.EOF
		}
		e.rest = e.text
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestMemory holds that a long table takes no more memory than a short one.
func TestMemory(t *testing.T) {
	g := pond(t)
	from := io.MultiReader(strings.NewReader("frozen,fish,note\n"), &endless{text: strings.Repeat("1,carp,\"some\n"+strings.Repeat("text ", 30)+"\"\n", 1000), left: 200})
	rows, err := scenario.ReadCSV(g, "t.csv", from, scenario.Format{KeepAll: true})
	require.NoError(t, err)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	c, last, most := g.NewCase(), 0, uint64(0)
	for row, err := range rows.Rows() {
		if last++; last%50_000 == 0 {
			require.NoError(t, err)
			require.Equal(t, last, row.Number)
			require.NoError(t, row.Load(c))
			runtime.GC()
			runtime.ReadMemStats(&after)
			most = max(most, after.HeapAlloc)
		}
	}
	require.Equal(t, 200_000, last)
	require.Less(t, most, before.HeapAlloc+4<<20)
}

func TestDelimiters(t *testing.T) {
	for _, d := range []rune{'"', '\n', '\r', '\uFFFD', -1, 0x110000} {
		_, err := scenario.ReadCSV(pond(t), "", strings.NewReader("frozen\n"), scenario.Format{Delimiter: d})
		require.ErrorContains(t, err, "cannot be the delimiter of a table", "%q", d)
	}
	for _, d := range []rune{',', ';', '\t', '|', '☃'} {
		text := fmt.Sprintf("frozen%cfish\n1%c\"carp\"\n", d, d)
		require.Equal(t, carp, csvTold(t, text, scenario.Format{Delimiter: d}), "%q", d)
	}
}

// TestErrorDocument holds that mistakes in a table are told like mistakes in any facts.
func TestErrorDocument(t *testing.T) {
	rows, err := scenario.ReadCSV(pond(t), "", strings.NewReader("pond_age,fish\n1,carp\n999,\"karp\"\n"), scenario.Format{})
	require.NoError(t, err)
	g := pond(t)
	c := g.NewCase()
	for row, err := range rows.Rows() {
		require.NoError(t, err)
		err = row.Load(c)
		if row.Number == 1 {
			require.NoError(t, err)
			require.Equal(t, "table:2", row.String())
			continue
		}
		var wrong decision.FactErrors
		require.ErrorAs(t, err, &wrong)
		require.Equal(t, `{"schema":"mskguide.error/1","errors":[`+
			`{"file":"table","line":3,"column":1,"fact":"pond_age","got":"999","allowed":["0 to 130"],"message":"\"pond_age\" is 0 to 130 years, not 999"},`+
			`{"file":"table","line":3,"column":5,"fact":"fish","got":"karp","allowed":["carp","tench","pike"],"nearest":"carp","message":"\"karp\" is not a choice of \"fish\"; it may be carp, tench, pike; did you mean \"carp\"?"}]}`+"\n",
			string(decision.ErrorJSON(err)))
		want, err := g.Decide(nil)
		require.NoError(t, err)
		require.Equal(t, string(want.JSON()), string(g.DecideCase(c).JSON()), "a case knows nothing after a mistake")
	}
}

// TestStoppedEarly holds that reading goes on where it was left.
func TestStoppedEarly(t *testing.T) {
	rows, err := scenario.ReadNDJSON(pond(t), "t", bytes.NewReader([]byte(byteOrderMark+"{}\n{}\n{}\n")), scenario.Format{})
	require.NoError(t, err)
	var seen []int
	for range 2 {
		for row, err := range rows.Rows() {
			require.NoError(t, err)
			if seen = append(seen, row.Number); row.Number == 2 {
				break
			}
		}
	}
	require.Equal(t, []int{1, 2, 3}, seen)
}
