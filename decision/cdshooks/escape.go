package cdshooks

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hair is a narrow space. It keeps apart what would otherwise be taken for an address or for
// the name of somebody, whichever program shows the card.
const hair = '\u200a'

// escape makes a text mean itself in GitHub Flavored Markdown, in Markdown that lets HTML
// through, and as HTML: on one line, with character references in place of whatever could
// begin a tag, an entity, a link, an image, emphasis, code, a table, a list or a heading.
func escape(s string) string {
	if isHarmless(s) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s) + len(s)/8 + 16)
	appendEscaped(&out, visible(s))
	return out.String()
}

// isHarmless reports whether nothing has to be done to a text: most texts are plain words.
func isHarmless(s string) bool {
	if s == "" || !isLetter(s[0]) {
		return s == ""
	}
	for i := range len(s) {
		c := s[i]
		ends := i == len(s)-1 || s[i+1] == ' '
		switch {
		case isLetter(c) || isDigit(c) || strings.IndexByte(",;-()%'?", c) >= 0:
		case c == ' ' && i < len(s)-1 && s[i+1] != ' ':
		case (c == '.' || c == ':') && ends:
		default:
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func appendEscaped(out *strings.Builder, s string) {
	leading := true // so far nothing but digits
	for n, word := range strings.FieldsFunc(s, isGap) {
		if n > 0 {
			out.WriteByte(' ')
			leading = false
		}
		before := ' '
		for i, r := range word {
			next, _ := utf8.DecodeRuneInString(word[i+utf8.RuneLen(r):])
			appendRune(out, before, r, next, leading)
			leading = leading && '0' <= r && r <= '9'
			before = r
		}
	}
}

// appendRune writes a character between two others; after the last one of a word comes none,
// which is read as an error.
func appendRune(out *strings.Builder, before, r, next rune, leading bool) {
	switch {
	case strings.ContainsRune("&<>*_[]`~|\\#$^", r):
		charref(out, r)
	case leading && strings.ContainsRune("-+=.)", r): // lists, rules and underlined headings
		charref(out, r)
	default:
		out.WriteRune(r)
	}
	switch {
	case next == utf8.RuneError:
	case r == '@', r == ':', r == '#', r == '/' && next == '/':
		out.WriteRune(hair)
	case r == '.' && !unicode.IsPunct(next) && !(unicode.IsDigit(before) && unicode.IsDigit(next)): // an address; 54.5 stays whole
		out.WriteRune(hair)
	}
}

func charref(out *strings.Builder, r rune) {
	const digits = "0123456789"
	out.WriteString("&#")
	if r >= 100 {
		out.WriteByte(digits[r/100])
	}
	out.WriteByte(digits[r/10%10])
	out.WriteByte(digits[r%10])
	out.WriteByte(';')
}

// isGap reports whether a character only parts words: spaces, and what is no text at all.
func isGap(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }

// visible leaves out what cannot be seen, marks of direction, joiners and spaces without width,
// with which one text can be made to look like another; and bytes that are no text.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

// shortened cuts a text to at most so many characters, at a space where one is near. Characters
// count as in UTF-16, which is how browsers count and never less than anybody else does.
func shortened(s string, most int) string {
	s = strings.ToValidUTF8(s, "")
	n, cut := 0, 0
	for i, r := range s {
		n++
		if r > 0xffff {
			n++
		}
		if n > most {
			if space := strings.LastIndexByte(s[:cut], ' '); space > cut-24 && space > 0 {
				cut = space
			}
			return strings.TrimRight(s[:cut], " ,;:.-–(") + "…"
		}
		if n < most {
			cut = i + utf8.RuneLen(r)
		}
	}
	return s
}
