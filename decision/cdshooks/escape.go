package cdshooks

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hair is a narrow space. It keeps apart what would otherwise be taken for an address or for
// the name of somebody, whichever program shows the card.
const hair = "\u200a"

// escape makes a text mean itself in GitHub Flavored Markdown, in Markdown that lets HTML
// through, and as HTML: on one line, with character references in place of whatever could
// begin a tag, an entity, a link, an image, emphasis, code, a table, a list or a heading.
func escape(s string) string {
	if plainRun(s) == len(s) {
		return s
	}
	var out bytes.Buffer
	out.Grow(len(s) + len(s)/8 + 16)
	appendEscaped(&out, s)
	return out.String()
}

// plainRun is how much of a text, from its beginning, stands for itself wherever it stands:
// letters, digits, and single spaces between them.
func plainRun(s string) int {
	for i := range len(s) {
		c := s[i]
		if !isLetter(c) && !isDigit(c) && (c != ' ' || i == 0 || s[i-1] == ' ' || i == len(s)-1) {
			return i
		}
	}
	return len(s)
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// wordRun is how many letters and digits a text begins with.
func wordRun(s string) int {
	n := 0
	for n < len(s) && (isLetter(s[n]) || isDigit(s[n])) {
		n++
	}
	return n
}

// appendEscaped goes through a text character by character. What cannot be seen, and what is no
// text, is left out: with it one text can be made to look like another.
func appendEscaped(out *bytes.Buffer, s string) {
	start, leading, gap, before := out.Len(), true, false, ' ' // leading: so far nothing but digits
	for i := 0; i < len(s); {
		if n := wordRun(s[i:]); n > 0 && !(leading && isDigit(s[i])) {
			if gap {
				out.WriteByte(' ')
			}
			out.WriteString(s[i : i+n])
			gap, leading, before = false, false, rune(s[i+n-1])
			i += n
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case isHidden(r):
			continue
		case isGap(r):
			gap = out.Len() > start
			continue
		}
		if gap {
			out.WriteByte(' ')
			gap, leading, before = false, false, ' '
		}
		appendRune(out, before, r, after(s[i:]), leading)
		leading = leading && '0' <= r && r <= '9'
		before = r
	}
}

// after is the character that follows within a word; a space where none does.
func after(s string) rune {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && r > ' ' && r != 0x7f:
			return r
		case isHidden(r):
		case isGap(r):
			return ' '
		default:
			return r
		}
	}
	return ' '
}

func appendRune(out *bytes.Buffer, before, r, next rune, leading bool) {
	switch {
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9':
		out.WriteByte(byte(r))
		return
	case r == '.' && (endsInWWW(out.Bytes()) || isDot(before, next)):
		out.WriteString(hair)
		out.WriteByte('.')
		return
	case r >= utf8.RuneSelf:
		out.WriteRune(r)
		return
	case strings.IndexByte("&<>*_[]`~|\\#$^", byte(r)) >= 0,
		leading && strings.IndexByte("-+=:", byte(r)) >= 0, // lists, rules, underlined headings, tables
		leading && next == ' ' && (r == '.' || r == ')'):   // numbered lists
		charref(out, r)
	default:
		out.WriteByte(byte(r))
	}
	if isJoint(r, next) {
		out.WriteString(hair)
	}
}

// isJoint reports whether a character holds an address or a name together with what follows: in
// https://here, mailto:me, me@there, @me and #1.
func isJoint(r, next rune) bool {
	switch r {
	case '@', '#':
		return next != ' '
	case ':':
		return next != ' ' && !unicode.IsDigit(next)
	case '/':
		return next == '/'
	}
	return false
}

// endsInWWW reports whether what was written so far ends so: a full stop after it is taken for the
// beginning of an address whatever follows.
func endsInWWW(written []byte) bool {
	n := len(written) - len("www")
	return n >= 0 && bytes.EqualFold(written[n:], []byte("www"))
}

// isDot reports whether a full stop holds an address together, as in here.there. Numbers stay whole.
func isDot(before, next rune) bool {
	return before != ' ' && !strings.ContainsRune(" ,;)", next) && !(unicode.IsDigit(next) && unicode.IsDigit(before))
}

// charref writes an ASCII character as a reference.
func charref(out *bytes.Buffer, r rune) {
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
func isGap(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || !unicode.IsGraphic(r)
}

// isHidden reports whether a character cannot be seen: marks of direction, joiners and spaces
// without width; or stands for bytes that are no text.
func isHidden(r rune) bool {
	return r >= utf8.RuneSelf && (r == utf8.RuneError || unicode.Is(unicode.Cf, r))
}

// visible is a text on one line, without what cannot be seen, for where no markup is read.
func visible(s string) string {
	if plainRun(s) == len(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if isHidden(r) {
			return -1
		}
		return r
	}, s), isGap), " ")
}

// shortened cuts a text to at most so many characters, at a space where one is near. Characters
// count as in UTF-16, which is how browsers count and never less than anybody else does.
func shortened(s string, most int) string {
	if len(s) <= most {
		return s
	}
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
