package jsontext_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/internal/jsontext"
)

func read(source string, strict bool) (*jsontext.Tree, bool) {
	t := jsontext.New(source, nil)
	t.Strict, t.Depth = strict, 100
	_, ok := t.Read()
	t.Space()
	return &t, ok && t.At == len(source)
}

// tell shows a value as the tree holds it, with keys and texts unescaped.
func tell(t *jsontext.Tree, i int32) any {
	switch t.Nodes[i].Kind {
	case jsontext.Object:
		all := map[string]any{}
		for k := range t.Held(i) {
			all[t.Key(k)] = tell(t, k)
		}
		return all
	case jsontext.Array:
		all := []any{}
		for k := range t.Held(i) {
			all = append(all, tell(t, k))
		}
		return all
	case jsontext.Text:
		return t.Text(i)
	case jsontext.Number:
		return json.Number(t.Written(i))
	case jsontext.Truth:
		return t.Written(i) == "true"
	}
	return nil
}

// What is wrong is told with its place; what is right holds what encoding/json finds in it.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		source, says string
	}{
		{`{}`, ""}, {` [ ] `, ""}, {`{"a":1,"b":[true,false,null,"x"],"c":{"d":-0.5e+10}}`, ""},
		{`{"\u0061":"\ud83d\ude00\n","é":"é"}`, ""}, {`[1,[2,[3]],{"":""}]`, ""}, {`0`, ""}, {`"x"`, ""}, {`-1`, ""},
		{``, "no value stands where one is expected, at byte 0"},
		{`[1,]`, "no value stands where one is expected, at byte 3"},
		{`tru`, "no value stands where one is expected, at byte 0"},
		{`[1 2]`, "a comma or the end of an object or a list is missing, at byte 3"},
		{`{"a":1`, "a comma or the end of an object or a list is missing, at byte 6"},
		{`{"a":1,}`, "the name of a member is missing, at byte 7"},
		{`{a:1}`, "the name of a member is missing, at byte 1"},
		{`{"a" 1}`, "a colon is missing, at byte 5"},
		{`{"a":1,"\u0061":2}`, "a member is given twice, at byte 7"},
		{`["a`, "a text does not end, at byte 3"},
		{`["\x"]`, "a text holds an escape that does not exist, at byte 2"},
		{"[\"a\tb\"]", "a text holds a control character, at byte 3"},
		{`[01]`, "a comma or the end of an object or a list is missing, at byte 2"},
		{`[1.]`, "a number is not written as JSON writes it, at byte 3"},
		{`[-]`, "a number is not written as JSON writes it, at byte 2"},
		{strings.Repeat("[", 101), "it is nested too deep, at byte 100"},
	} {
		got, ok := read(c.source, true)
		if c.says != "" {
			require.False(t, ok, c.source)
			require.EqualError(t, got.Mistakes[0], c.says, c.source)
			continue
		}
		require.True(t, ok, c.source)
		d := json.NewDecoder(strings.NewReader(c.source))
		d.UseNumber()
		var want any
		require.NoError(t, d.Decode(&want))
		require.Equal(t, want, tell(got, 1), c.source)
	}
}

// Of a key that is given twice the first one counts where that is forgiven, few members or many.
func TestTwice(t *testing.T) {
	for _, n := range []int{1, 15, 16, 17, 40} {
		var source strings.Builder
		for i := range n {
			fmt.Fprintf(&source, `"k%d":%d,`, i, i)
		}
		got, ok := read("{"+source.String()+`"k0":"again","last":1}`, false)
		require.True(t, ok)
		require.Len(t, got.Mistakes, 1)
		require.Equal(t, jsontext.Mistake{What: jsontext.Twice, At: 1 + source.Len()}, got.Mistakes[0])
		require.Equal(t, json.Number("0"), tell(got, got.Member(1, "k0")))
		require.NotZero(t, got.Member(1, "last"))
		for _, again := range []string{`"k0"`, `"\u006b0"`, `"k\u0030"`} {
			for _, first := range []string{source.String(), strings.Replace(source.String(), `"k0"`, `"\u006b\u0030"`, 1)} {
				got, ok = read("{"+first+again+`:"again"}`, true)
				require.False(t, ok)
				require.Equal(t, jsontext.Twice, got.Mistakes[0].What, "%d %s", n, again)
			}
		}
		_, ok = read("{"+source.String()+`"\u006b":1}`, true)
		require.True(t, ok)
	}
}

func TestTooMany(t *testing.T) {
	tree := jsontext.New(`[1,2,3,4]`, nil)
	tree.Depth, tree.Most = 1, 3
	_, ok := tree.Read()
	require.False(t, ok)
	require.Equal(t, jsontext.TooMany, tree.Mistakes[0].What)
}

// It takes what encoding/json takes, and finds in it what that finds, but for keys given twice.
func FuzzRead(f *testing.F) {
	for _, s := range []string{`{"a":[1,"x\u00e9",null]}`, `{"a":1,"a":2}`, `[1e5,-0,"\ud800"]`, `{"a":"b\`, "\xff", ` [ ] x`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) {
			return
		}
		got, ok := read(source, false)
		if !json.Valid([]byte(source)) {
			require.False(t, ok)
			return
		}
		if strings.Count(source, "[")+strings.Count(source, "{") > 100 {
			return
		}
		require.True(t, ok, "%q", source)
		if len(got.Mistakes) > 0 {
			require.True(t, doubled(json.NewDecoder(strings.NewReader(source))))
			return
		}
		d := json.NewDecoder(strings.NewReader(source))
		d.UseNumber()
		var want any
		require.NoError(t, d.Decode(&want))
		require.Equal(t, want, tell(got, 1))
		_, strictly := read(source, true)
		require.Equal(t, !doubled(json.NewDecoder(strings.NewReader(source))), strictly)
	})
}

// doubled reports whether an object of a valid document has a key twice.
func doubled(d *json.Decoder) bool {
	token, _ := d.Token()
	if token != json.Delim('{') && token != json.Delim('[') {
		return false
	}
	keys := map[string]bool{}
	for d.More() {
		if token == json.Delim('{') {
			key, _ := d.Token()
			if keys[key.(string)] {
				return true
			}
			keys[key.(string)] = true
		}
		if doubled(d) {
			return true
		}
	}
	_, _ = d.Token()
	return false
}
