package pathway

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
)

// Measures of the picture, in its own units.
const (
	pictureWidth = 740
	stepLeft     = 16
	stepWidth    = 320
	exitLeft     = 400
	exitWidth    = 324
	gap          = 44 // between steps, with room for a word beside the line
	exitGap      = 8
	lineHeight   = 18
	padding      = 10
	perLetter    = 7.4 // a generous width, since the reader's font is not known
)

// style is how a box or a line is drawn. No style is told from another by colour alone: lines
// differ in width and dashes, and words in every box say the same.
type style string

const (
	plain style = "plain" // no case, or not on its way
	lit   style = "lit"   // where the case went
	open  style = "open"  // what is not decided
)

const sheet = `.pw text{font:14px system-ui,sans-serif;fill:#1a1a1a}.pw .strong{font-weight:700}.pw .small{font-size:12px}` +
	`.pw rect{fill:#fff;stroke:#767676;stroke-width:1}.pw rect.lit{fill:#e3eefb;stroke:#0b4f91;stroke-width:3}` +
	`.pw rect.open{stroke:#7a5c00;stroke-width:2;stroke-dasharray:6 4}.pw rect.answer{stroke-width:5}` +
	`.pw path{fill:none;stroke:#767676;stroke-width:1}.pw path.lit{stroke:#0b4f91;stroke-width:4}` +
	`.pw path.open{stroke:#7a5c00;stroke-width:2;stroke-dasharray:6 4}`

// SVG is the pathway as a picture of its own: no script, no font, nothing fetched. Its title
// and description say in words what it shows.
func (p *Path) SVG() string {
	d := drawing{}
	from := padding + d.box(stepLeft, padding, stepWidth, p.startStyle(), "", text{start, strong})
	y := from
	for i := range p.Steps {
		d.arrow(from, y+gap, p.into(i), p.intoWord(i))
		from, y = d.step(i, &p.Steps[i], y+gap)
	}
	last := len(p.Steps)
	d.arrow(from, y+gap, p.into(last), p.intoWord(last))
	y += gap
	y += d.box(stepLeft, y, stepWidth, p.into(last), p.endClass(), text{p.Mildest.Title, strong}, text{p.endWord(), small})
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" class="pw" role="img" aria-labelledby="pw-title pw-desc" viewBox="0 0 %d %d" width="%d" height="%d">`,
		pictureWidth, y+padding, pictureWidth, y+padding)
	fmt.Fprintf(&out, "\n<title id=\"pw-title\">%s</title>\n<desc id=\"pw-desc\">%s</desc>\n<style>%s</style>\n",
		html.EscapeString("Pathway: "+p.Title), html.EscapeString(p.Description()), sheet)
	out.WriteString(d.String())
	out.WriteString("</svg>\n")
	return out.String()
}

func (p *Path) startStyle() style {
	if p.Case == nil {
		return plain
	}
	return lit
}

// into is how the line to step i is drawn; behind the last step stands the mildest verdict.
func (p *Path) into(i int) style {
	switch {
	case p.Case == nil:
		return plain
	case i == 0:
		return lit
	case p.Steps[i-1].Status == decision.StepPassed:
		return lit
	case p.Steps[i-1].Status == decision.StepOpen:
		return open
	}
	return plain
}

func (p *Path) intoWord(i int) string {
	switch {
	case i == 0:
		return ""
	case p.Case == nil || p.into(i) == lit:
		return "passed"
	case p.into(i) == open:
		return "open"
	}
	return "not taken"
}

func (p *Path) endClass() string {
	if p.Case != nil && p.Case.Allows {
		return " answer"
	}
	return ""
}

func (p *Path) endWord() string {
	switch {
	case p.Case == nil:
		return "when no step stops the case"
	case p.Case.Allows:
		return "the answer"
	case p.into(len(p.Steps)) == open:
		return "not decided"
	}
	return "not reached"
}

// weight is how heavy a line of text is.
type weight string

const (
	strong weight = "strong"
	small  weight = "small"
)

type text struct {
	words  string
	weight weight
}

type drawing struct{ strings.Builder }

// step draws a step with its exits beside it and returns where its box ends, and all of it.
func (d *drawing) step(i int, s *Step, y int) (box, all int) {
	texts := []text{{fmt.Sprintf("%d. %s", i+1, s.Title), strong}}
	if s.Status != "" {
		texts = append(texts, text{s.State(), small})
	}
	h := height(stepWidth, texts...)
	for _, style := range []style{plain, open, lit} { // where lines meet, the heaviest is seen
		all = d.exits(s, style, y, y+h/2)
	}
	d.box(stepLeft, y, stepWidth, s.style(), "", texts...)
	return y + h, max(y+h, all)
}

// exits draws the exits of one style and returns where all of them end.
func (d *drawing) exits(s *Step, only style, y, from int) int {
	const trunk = (stepLeft + stepWidth + exitLeft) / 2
	end := y
	for k := range s.Exits {
		e := &s.Exits[k]
		words := text{e.State(), ""}
		h := height(exitWidth, words)
		if e.style(s) == only {
			d.line(only, fmt.Sprintf("M%d %dH%dV%dH%d", stepLeft+stepWidth, from, trunk, y+h/2, exitLeft))
			d.box(exitLeft, y, exitWidth, only, e.class(), words)
		}
		end = y + h
		y = end + exitGap
	}
	return end
}

func (e *Exit) class() string {
	if e.Answer != "" {
		return " answer"
	}
	return ""
}

func (s *Step) style() style {
	switch s.Status {
	case decision.StepPassed, decision.StepStopped:
		return lit
	case decision.StepOpen:
		return open
	}
	return plain
}

// State is where the case stands at the step.
func (s *Step) State() string {
	switch s.Status {
	case decision.StepPassed:
		return "passed"
	case decision.StepStopped:
		return "stopped here"
	case decision.StepNotReached:
		return "not reached"
	}
	switch s.Open {
	case 0:
		return "open"
	case 1:
		return "open, 1 fact not recorded"
	}
	return fmt.Sprintf("open, %d facts not recorded", s.Open)
}

func (e *Exit) style(s *Step) style {
	switch {
	case s.Status == decision.StepNotReached:
		return plain
	case e.Truth == decision.Holds:
		return lit
	case e.Truth == decision.Undecided:
		return open
	}
	return plain
}

// State is the verdict and what came of it.
func (e *Exit) State() string {
	words := e.Verdict.Title
	switch e.Truth {
	case decision.Holds:
		words += " (holds)"
	case decision.Undecided:
		words += " (may hold)"
	case decision.Fails:
		words += " (does not hold)"
	}
	if e.Answer != "" {
		words += ": " + e.Answer
	}
	return words
}

// arrow is the line down to the next box, with a word beside it.
func (d *drawing) arrow(from, to int, s style, word string) {
	const x = stepLeft + 40
	d.line(s, fmt.Sprintf("M%d %dV%dM%d %dL%d %dL%d %d", x, from, to-2, x-6, to-10, x, to-2, x+6, to-10))
	if word != "" {
		fmt.Fprintf(d, "<text class=\"small\" x=\"%d\" y=\"%d\">%s</text>\n", x+12, (from+to)/2+4, word)
	}
}

func (d *drawing) line(s style, path string) {
	fmt.Fprintf(d, "<path class=\"%s\" d=\"%s\"/>\n", s, path)
}

// box draws wrapped text in a frame and returns its height.
func (d *drawing) box(x, y, width int, s style, class string, texts ...text) int {
	h := height(width, texts...)
	fmt.Fprintf(d, "<rect class=\"%s%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", s, class, x, y, width, h)
	row := y + padding + 13
	for _, t := range texts {
		for _, words := range wrap(t.words, width) {
			fmt.Fprintf(d, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", t.weight, x+padding+2, row, html.EscapeString(words))
			row += lineHeight
		}
	}
	return h
}

func height(width int, texts ...text) int {
	lines := 0
	for _, t := range texts {
		lines += len(wrap(t.words, width))
	}
	return 2*padding + lines*lineHeight
}

// wrap breaks text between words so that it fits a width.
func wrap(words string, width int) []string {
	most := int(float64(width-2*padding) / perLetter)
	var lines []string
	line := ""
	for _, word := range strings.Fields(words) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > most {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}
