package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// printedLeaflet is a leaflet all of whose texts are the same one, with everything that a
// leaflet can hold.
func leafletOf(text string) *decision.Leaflet {
	item := decision.LeafletItem{ID: "item", Title: text, Paragraphs: []string{text, text}, List: []string{text}, Then: []string{text}, Sources: []string{"b", "a"}}
	return &decision.Leaflet{Language: "en", Direction: "ltr", Title: text,
		Sections: []decision.LeafletSection{
			{ID: decision.SectionAnswer, Title: text, Paragraphs: []string{text}, List: []string{text}, Items: []decision.LeafletItem{item, item}},
			{ID: decision.SectionSources, Title: text, Paragraphs: []string{text}},
		},
		Sources: []decision.Source{{ID: "a", Cite: text}, {ID: "b", Cite: text, URL: "https://example.org/?a=1&b=2"}}}
}

// element is a tag of a page with what stands in it.
type element struct {
	name       string
	attributes map[string]string
	text       string // its own, not that of elements within
}

// elements takes a page apart. It is written so that it is XML too, which is stricter.
func elements(t *testing.T, page string) []element {
	t.Helper()
	var all []element
	var open []int
	for d := xml.NewDecoder(strings.NewReader(page)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			require.Empty(t, open)
			return all
		}
		require.NoError(t, err)
		switch x := token.(type) {
		case xml.StartElement:
			e := element{name: x.Name.Local, attributes: map[string]string{}}
			for _, a := range x.Attr {
				e.attributes[a.Name.Local] = a.Value
			}
			open, all = append(open, len(all)), append(all, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				all[open[len(open)-1]].text += string(x)
			}
		}
	}
}

func htmlOf(t *testing.T, l *decision.Leaflet) string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, leafletHTML(&out, l))
	return out.String()
}

// printedLeaflet is the page of a real case.
func printedLeaflet(t *testing.T, facts string) string {
	t.Helper()
	var stdout, stderr strings.Builder
	require.Equal(t, exitDone, run([]string{"leaflet", "-html", "-"}, strings.NewReader(facts), &stdout, &stderr, nothing), stderr.String())
	return stdout.String()
}

// The page needs nothing from elsewhere and runs nothing.
func TestLeafletPageStandsAlone(t *testing.T) {
	for _, facts := range []string{`{}`, `{"cauda_equina_signs": true}`, `{"condition": "osteoarthritis"}`} {
		all := elements(t, printedLeaflet(t, facts))
		level := 0
		for _, e := range all {
			require.NotContains(t, []string{"script", "link", "img", "iframe", "object", "form", "base"}, e.name)
			for name, value := range e.attributes {
				require.False(t, strings.HasPrefix(name, "on") || name == "src" || name == "style", "%s of %s", name, e.name)
				require.False(t, name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "https://"), value)
			}
			switch {
			case e.name == "style":
				require.NotContains(t, e.text, "url(")
				require.NotContains(t, e.text, "@import")
				require.Contains(t, e.text, "@media print")
			case regexp.MustCompile(`^h[1-6]$`).MatchString(e.name):
				at := int(e.name[1] - '0')
				require.LessOrEqual(t, at, level+1, "a heading leaves out a level: %s", e.text)
				require.NotEmpty(t, strings.TrimSpace(e.text))
				level = at
			}
		}
		require.Equal(t, "html", all[0].name)
		require.Equal(t, "en", all[0].attributes["lang"])
		require.Equal(t, "ltr", all[0].attributes["dir"])
		linked(t, all)
	}
}

// linked holds every reference to a source that is there.
func linked(t *testing.T, all []element) {
	t.Helper()
	ids := map[string]bool{}
	for _, e := range all {
		if id := e.attributes["id"]; id != "" {
			require.False(t, ids[id], "%s stands twice", id)
			ids[id] = true
		}
	}
	for _, e := range all {
		if target, within := strings.CutPrefix(e.attributes["href"], "#"); within {
			require.True(t, ids[target], target)
		}
	}
}

const hostile = "<script>alert(1)</script> & \"'* _ ` [a](b) # | ~ \\ 1. x"

func TestLeafletEscapes(t *testing.T) {
	seen := 0
	for _, e := range elements(t, htmlOf(t, leafletOf(hostile))) {
		require.NotEqual(t, "script", e.name)
		if strings.TrimSpace(e.text) == hostile {
			seen++
		}
	}
	require.Greater(t, seen, 10, "every text comes out as it went in")

	text := leafletMarkdown(leafletOf(hostile))
	require.NotContains(t, text, "<script>")
	require.NotRegexp(t, `[^\\][*_\x60|~]`, text)
	text = leafletMarkdown(leafletOf("1. one - two + three"))
	require.NotRegexp(t, `(?m)^(1\.|-|\+) (one|two|three)`, text)
	require.Contains(t, text, `1\. one`)
}

// All that is read comes from the leaflet: the pages add no word of any language.
func TestLeafletPagesAddNoWords(t *testing.T) {
	letters := regexp.MustCompile(`[A-Za-z]+`)
	const other = "þéẋŧ"
	for _, e := range elements(t, htmlOf(t, leafletOf(other))) {
		if e.name != "style" && e.name != "a" {
			require.Empty(t, letters.FindString(e.text), e.name)
		}
	}
	require.Empty(t, letters.FindString(strings.ReplaceAll(leafletMarkdown(leafletOf(other)), "<https://example.org/?a=1&b=2>", "")))
}

// WCAG 2 asks for a contrast of 4.5 for text; 7 is its highest level.
func TestLeafletContrast(t *testing.T) {
	style := regexp.MustCompile(`(?m)[; {]color: (#[0-9a-f]{6})`).FindAllStringSubmatch(leafletPage, -1)
	require.GreaterOrEqual(t, len(style), 5)
	require.Contains(t, leafletPage, "background: #ffffff")
	for _, colour := range style {
		require.GreaterOrEqual(t, contrast(t, colour[1], "#ffffff"), 7.0, colour[1])
	}
	require.InDelta(t, 21, contrast(t, "#000000", "#ffffff"), 0.01)
}

func contrast(t *testing.T, a, b string) float64 {
	light, dark := luminance(t, a), luminance(t, b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		part, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		require.NoError(t, err)
		c := float64(part) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func TestLeafletDirection(t *testing.T) {
	l := leafletOf("x")
	l.Language, l.Direction = "ar", "rtl"
	html := elements(t, htmlOf(t, l))[0]
	require.Equal(t, "ar rtl", fmt.Sprint(html.attributes["lang"], " ", html.attributes["dir"]))
}
