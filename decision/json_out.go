package decision

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/mskguide/mskguide/evidence"
)

// The writer below gives the bytes that encoding/json would give for the same struct
// without HTML escapes (a test holds it to that), without reflection and in one buffer.

// JSON is the decision as mskguide.decision/1: canonical bytes with one trailing newline.
func (d *Decision) JSON() []byte {
	return append(d.AppendJSON(make([]byte, 0, 16<<10)), '\n')
}

// MarshalJSON implements json.Marshaler.
func (d *Decision) MarshalJSON() ([]byte, error) { return d.AppendJSON(nil), nil }

// AppendJSON appends the decision as one line of JSON, without a newline.
func (d *Decision) AppendJSON(buf []byte) []byte { return d.append(buf, nil) }

// append writes the evidence that is cited, or that of the decision where cited is nil.
func (d *Decision) append(buf []byte, cited *citing) []byte {
	w := jsonWriter{buf: buf}
	w.open('{')
	w.text("schema", d.Schema)
	w.key("guideline")
	w.open('{')
	w.text("id", d.Guideline.ID)
	w.text("version", d.Guideline.Version)
	w.text("digest", d.Guideline.Digest)
	w.texts("overlays", d.Guideline.Overlays)
	w.close('}')
	w.text("verdict", d.Verdict)
	w.bool("settled", d.Settled)
	w.texts("could_become", d.CouldBecome)
	w.texts("missing", d.Missing)
	w.bool("exact", d.Exact)
	if d.Support != nil {
		w.key("support")
		w.open('{')
		w.standing(d.Support.Standing, d.Support.Certainty)
		w.close('}')
	}
	w.optional("urgency", d.Urgency)
	w.optionalTexts("urgency_could_become", d.UrgencyCouldBecome)
	w.optionalTexts("urgency_missing", d.UrgencyMissing)
	list(&w, "steps", d.Steps, (*jsonWriter).step)
	list(&w, "reasons", d.Reasons, (*jsonWriter).reason)
	list(&w, "cautions", d.Cautions, (*jsonWriter).caution)
	list(&w, "options", d.Options, (*jsonWriter).option)
	if d.Protocol != nil {
		w.protocol(d.Protocol)
	}
	if d.Course != nil {
		w.course(d.Course)
	}
	w.compared(d)
	if len(d.Remarks) > 0 {
		list(&w, "remarks", d.Remarks, (*jsonWriter).remark)
	}
	if cited == nil {
		list(&w, "evidence", d.Evidence, (*jsonWriter).claim)
		list(&w, "sources", d.Sources, (*jsonWriter).source)
	} else {
		list(&w, "evidence", cited.claims, func(w *jsonWriter, at *int32) { w.buf = append(w.buf, cited.lib.claims[*at].claim.written.json...) })
		list(&w, "sources", cited.sources, func(w *jsonWriter, at *int32) { w.buf = append(w.buf, cited.lib.sources[*at].written.json...) })
	}
	w.close('}')
	return w.buf[:len(w.buf)-1] // nothing follows: no comma
}

type jsonWriter struct{ buf []byte }

func (w *jsonWriter) open(c byte) { w.buf = append(w.buf, c) }

// close ends an object or array, taking back the comma after its last member.
func (w *jsonWriter) close(c byte) {
	if w.buf[len(w.buf)-1] == ',' {
		w.buf = w.buf[:len(w.buf)-1]
	}
	w.buf = append(w.buf, c, ',')
}

func (w *jsonWriter) key(k string) {
	w.buf = append(append(append(w.buf, '"'), k...), '"', ':')
}

func (w *jsonWriter) text(k, v string) {
	w.key(k)
	w.buf = append(appendQuoted(w.buf, v), ',')
}

func (w *jsonWriter) optional(k, v string) {
	if v != "" {
		w.text(k, v)
	}
}

func (w *jsonWriter) bool(k string, v bool) {
	w.key(k)
	w.buf = append(strconv.AppendBool(w.buf, v), ',')
}

func (w *jsonWriter) int(k string, v int) {
	w.key(k)
	w.buf = append(strconv.AppendInt(w.buf, int64(v), 10), ',')
}

func (w *jsonWriter) number(k string, v float64) {
	w.key(k)
	w.buf = append(appendNumber(w.buf, v), ',')
}

func (w *jsonWriter) texts(k string, list []string) {
	w.key(k)
	w.open('[')
	for _, s := range list {
		w.buf = append(appendQuoted(w.buf, s), ',')
	}
	w.close(']')
}

func (w *jsonWriter) optionalTexts(k string, list []string) {
	if len(list) > 0 {
		w.texts(k, list)
	}
}

func (w *jsonWriter) standing(s evidence.Standing, c evidence.Certainty) {
	w.text("standing", s.String())
	w.optional("certainty", c.String())
}

func list[T any](w *jsonWriter, k string, items []T, one func(*jsonWriter, *T)) {
	w.key(k)
	w.open('[')
	for i := range items {
		w.open('{')
		one(w, &items[i])
		w.close('}')
	}
	w.close(']')
}

func (w *jsonWriter) step(s *Step) {
	w.text("id", s.ID)
	w.text("status", string(s.Status))
	w.texts("open", s.Open)
}

func (w *jsonWriter) remark(r *Remark) {
	w.text("id", r.ID)
	w.text("says", r.Says)
}

func (w *jsonWriter) claim(c *Claim) {
	if was := c.written; was != nil && c.same(&was.value) {
		w.buf = append(w.buf, was.json...)
		return
	}
	w.text("claim", c.Claim)
	w.text("text", c.Text)
	w.standing(c.Standing, c.Certainty)
	w.texts("for", c.For)
	w.texts("against", c.Against)
}

func (c *Claim) same(d *Claim) bool {
	return c.Claim == d.Claim && c.Text == d.Text && c.Standing == d.Standing && c.Certainty == d.Certainty &&
		slices.Equal(c.For, d.For) && slices.Equal(c.Against, d.Against)
}

func (w *jsonWriter) source(s *Source) {
	if was := s.written; was != nil && s.ID == was.value.ID && s.Cite == was.value.Cite && s.URL == was.value.URL {
		w.buf = append(w.buf, was.json...)
		return
	}
	w.text("id", s.ID)
	w.text("cite", s.Cite)
	w.optional("url", s.URL)
}

func (w *jsonWriter) protocol(p *Protocol) {
	w.key("protocol")
	w.open('{')
	w.text("title", p.Title)
	w.text("says", p.Says)
	w.bool("not_for_orders", p.NotForOrders)
	list(w, "items", p.Items, func(w *jsonWriter, it *ProtocolItem) {
		w.text("id", it.ID)
		w.text("title", it.Title)
		w.text("says", it.Says)
		w.bool("withheld", it.Withheld)
		w.texts("claims", it.Claims)
	})
	if s := p.Schedule; s != nil {
		w.key("schedule")
		w.open('{')
		w.text("says", s.Says)
		w.int("sessions", s.Sessions)
		w.number("weeks", s.Weeks)
		list(w, "phases", s.Phases, func(w *jsonWriter, f *Phase) {
			w.text("title", f.Title)
			w.int("sessions", f.Sessions)
			w.number("per_week", f.PerWeek)
		})
		w.texts("claims", s.Claims)
		w.close('}')
	}
	list(w, "notes", p.Notes, func(w *jsonWriter, n *ProtocolNote) {
		w.text("id", n.ID)
		w.text("says", n.Says)
		w.texts("claims", n.Claims)
	})
	if a := p.Acknowledge; a != nil {
		w.key("acknowledge")
		w.open('{')
		w.text("says", a.Says)
		w.texts("cautions", a.Cautions)
		w.close('}')
	}
	w.texts("claims", p.Claims)
	w.close('}')
}

func (w *jsonWriter) course(c *Course) {
	w.key("course")
	w.open('{')
	if a := c.Attendance; a != nil {
		w.key("attendance")
		w.open('{')
		w.number("scheduled", a.Scheduled)
		w.number("attended", a.Attended)
		w.number("at_least_percent", a.AtLeastPercent)
		w.bool("reached", a.Reached)
		w.close('}')
	}
	list(w, "measures", c.Measures, func(w *jsonWriter, m *MeasureChange) {
		w.text("id", m.ID)
		w.text("title", m.Title)
		w.text("unit", m.Unit)
		w.number("baseline", m.Baseline)
		if m.Now != nil {
			w.number("now", *m.Now)
		}
		if m.Change != nil {
			w.number("change", *m.Change)
		}
		if m.Important != nil {
			w.number("important", *m.Important)
		}
		if m.Reached != nil {
			w.bool("reached", *m.Reached)
		}
		if m.Worse != nil {
			w.bool("worse", *m.Worse)
		}
		w.texts("claims", m.Claims)
	})
	w.close('}')
}

// appendNumber writes a finite number as encoding/json does.
func appendNumber(buf []byte, x float64) []byte {
	format := byte('f')
	if abs := math.Abs(x); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	buf = strconv.AppendFloat(buf, x, format, -1, 64)
	if n := len(buf); format == 'e' && n >= 4 && buf[n-4] == 'e' && buf[n-3] == '-' && buf[n-2] == '0' {
		buf[n-2] = buf[n-1] // e-09 is written e-9
		buf = buf[:n-1]
	}
	return buf
}

const hexDigits = "0123456789abcdef"

// appendQuoted writes a string as encoding/json does without HTML escapes.
func appendQuoted(buf []byte, s string) []byte {
	from := len(buf) + 1
	buf = append(append(buf, '"'), s...)
	if isPlain(buf[from:]) {
		return append(buf, '"')
	}
	buf = buf[:from]
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			buf = append(buf, s[start:i]...)
			buf = appendEscape(buf, c)
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			buf = append(append(buf, s[start:i]...), `\ufffd`...)
			start = i + 1
		case r == '\u2028' || r == '\u2029': // ends a line in JavaScript
			buf = append(append(buf, s[start:i]...), `\u202`...)
			buf = append(buf, hexDigits[r&0xF])
			start = i + size
		}
		i += size
	}
	return append(append(buf, s[start:]...), '"')
}

// isPlain reports whether text is printable ASCII without quotes and backslashes, eight
// bytes at a time: most texts are.
func isPlain(text []byte) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	zero := func(x uint64) uint64 { return (x - ones) &^ x } // its top bits mark the zero bytes
	for len(text) >= 8 {
		x := binary.LittleEndian.Uint64(text)
		if (x|zero(x^('"'*ones))|zero(x^('\\'*ones))|(x-' '*ones))&tops != 0 {
			return false
		}
		text = text[8:]
	}
	for _, c := range text {
		if c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func appendEscape(buf []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(buf, '\\', c)
	case '\b':
		return append(buf, '\\', 'b')
	case '\f':
		return append(buf, '\\', 'f')
	case '\n':
		return append(buf, '\\', 'n')
	case '\r':
		return append(buf, '\\', 'r')
	case '\t':
		return append(buf, '\\', 't')
	}
	return append(buf, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xF])
}

// members is the JSON of a value's members, each with the comma after it.
func members[T any](value *T, one func(*jsonWriter, *T)) []byte {
	var w jsonWriter
	one(&w, value)
	return w.buf
}
