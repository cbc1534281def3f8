package cdshooks

import (
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"Low back pain":                  "Low back pain",
		"worse, at night; 5 (of 10)":     "worse, at night; 5 (of 10)",
		"a  b\n\tc ":                     "a b c",
		"<script>alert(1)</script>":      "&#60;script&#62;alert(1)&#60;/script&#62;",
		"<img src=x onerror=alert(1)>":   "&#60;img src=x onerror=alert(1)&#62;",
		"[click](javascript:alert(1))":   "&#91;click&#93;(javascript:\u200aalert(1))",
		"![x](http://evil.example/a.png": "!&#91;x&#93;(http:\u200a/\u200a/evil\u200a.example/a\u200a.png",
		"https://evil.example":           "https:\u200a/\u200a/evil\u200a.example",
		"www.evil.example www.163.com":   "www\u200a.evil\u200a.example www\u200a.163\u200a.com",
		"me@evil.example @doc #12":       "me@\u200aevil\u200a.example @\u200adoc &#35;\u200a12",
		"www. WWW.evil.example":          "www\u200a. WWW\u200a.evil\u200a.example",
		"w\u200bww.evil":                 "www\u200a.evil",
		"w.evil":                         "w\u200a.evil",
		"Only these count now. No more":  "Only these count now. No more",
		"Wiesel SW.":                     "Wiesel SW.",
		"mailto:me":                      "mailto:\u200ame",
		"&lt;b&gt; &amp;":                "&#38;lt;b&#38;gt; &#38;amp;",
		"# Heading":                      "&#35; Heading",
		"1. one":                         "1&#46; one",
		"2) two":                         "2&#41; two",
		"1.5 points":                     "1.5 points",
		"M54.50 at 12:30":                "M54.50 at 12:30",
		"- item":                         "&#45; item",
		"---":                            "&#45;--",
		"===":                            "&#61;==",
		":--":                            "&#58;\u200a--",
		"a | b":                          "a &#124; b",
		"*x* __y__ `z` ~~w~~ $v$ [^1]":   "&#42;x&#42; &#95;&#95;y&#95;&#95; &#96;z&#96; &#126;&#126;w&#126;&#126; &#36;v&#36; &#91;&#94;1&#93;",
		"back\\slash":                    "back&#92;slash",
		"right\u202eto\u200bleft\ufeff":  "righttoleft",
		"nul\x00bell\x07del\x7f":         "nul bell del",
		"torn\xff\xfe":                   "torn",
		"Grüße, 痛み":                      "Grüße, 痛み",
	} {
		require.Equal(t, want, escape(text), "%q", text)
	}
}

// structural is what no escaped text may hold, whatever it was made of.
var structural = regexp.MustCompile(`[<>*_\[\]` + "`" + `~|\\$^\x00-\x1f\x7f]|&($|[^#])|&#($|[^0-9])|&#[0-9]+($|[^0-9;])|://|//|(?i:www)\.|@[^ \x{200a}]|(?:mailto|xmpp):[^ \x{200a}0-9]`)

// block is what begins a block, at the beginning of a line.
var block = regexp.MustCompile(`^( |[-+=]|[0-9]+[.)]( |$)|:?-+:?( |$)|#([^0-9]|$))`)

// meansItself holds an escaped text to being text and nothing else, and the same text as before.
func meansItself(t testing.TB, text string) {
	t.Helper()
	got := escape(text)
	require.True(t, utf8.ValidString(got))
	require.NotRegexp(t, structural, got, "%q", text)
	require.NotRegexp(t, block, got, "%q", text)
	require.NotContains(t, got, "\n")
	shown := strings.ReplaceAll(html.UnescapeString(got), "\u200a", "")
	require.Equal(t, strings.ReplaceAll(seen(text), "\u200a", ""), shown, "what is read is what was written: %q", text)
	require.Equal(t, visible(strings.ReplaceAll(text, "\u200a", "")), strings.ReplaceAll(visible(text), "\u200a", ""))
}

// seen is what a reader sees of a text: its words, parted by one space.
func seen(s string) string {
	var words []string
	word := ""
	for _, r := range s + " " {
		switch {
		case r == utf8.RuneError || unicode.Is(unicode.Cf, r):
		case unicode.IsSpace(r) || !unicode.IsGraphic(r):
			if word != "" {
				words = append(words, word)
			}
			word = ""
		default:
			word += string(r)
		}
	}
	return strings.Join(words, " ")
}

// Texts made of what means something to one program or another are still only text.
func TestEscapedTextMeansItself(t *testing.T) {
	pieces := []string{"<", ">", "&", "amp;", "&#60;", "script", "img src=", "*", "_", "`", "~~", "[", "](", ")", "!", "\\", "|", "-", "--", "---", "+", "=", "#", "@", ":", "/", "//",
		"http://", "HTTPS://", "www.", "WWW.", "mailto:", "ftp://", ".com", ".", "a", "Z", "0", "1", "12", " ", "  ", "\n", "\r\n", "\t", "\x00", "\u202e", "\u200b", "\u2060", "\ufeff", "\u00a0",
		"é", "痛", "🙂", "\xff", "\xc3", "'", `"`, "$", "^", "{", "}", "{verdict}", ";", ",", "(", "<!--", "-->", "<![CDATA[", "<?", "1. ", "- ", "> ", "    ", ":smile:", "[x]", "[^1]", "|--|", ":-:"}
	random := rand.New(rand.NewPCG(7, 7))
	for range 10000 {
		var text strings.Builder
		for range random.IntN(8) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		meansItself(t, text.String())
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"<b>", "[a](b)", "a@b.c", "1. x", "\xff\n- a", "http://a.b/c?d=e&f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { meansItself(t, s) })
}

func TestShortened(t *testing.T) {
	require.Equal(t, "short", shortened("short", 5))
	require.Equal(t, "shor…", shortened("shorter", 5))
	require.Equal(t, "cut at a space…", shortened("cut at a space where one is", 19))
	require.Equal(t, "🙂…", shortened("🙂🙂🙂", 4), "a character beyond the basic plane counts twice")
	require.Equal(t, "", shortened("\xff\xff", 1))
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		var text strings.Builder
		for range random.IntN(60) {
			text.WriteString([]string{"a", "é", "🙂", " ", ".", "\xff", "\ufffd"}[random.IntN(7)])
		}
		most := 1 + random.IntN(40)
		got := shortened(text.String(), most)
		require.LessOrEqual(t, units(got), most, "%q", text.String())
	}
}

// units is how long browsers find a text.
func units(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
