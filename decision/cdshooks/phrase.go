package cdshooks

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// phrasesDoc are the sentences of a card, in GitHub Flavored Markdown. What stands in braces is
// filled in, and escaped; the summary alone is plain text.
type phrasesDoc struct {
	Summary        place.Text `yaml:"summary,required" json:"summary"`                 // {verdict}
	SummaryWeak    place.Text `yaml:"summary_weak,required" json:"summary_weak"`       // {verdict} {reason}: weakly supported
	SummaryWhy     place.Text `yaml:"summary_why,required" json:"summary_why"`         // {verdict} {reason}
	SummaryAsk     place.Text `yaml:"summary_ask,required" json:"summary_ask"`         // {verdict} {count}
	Verdict        place.Text `yaml:"verdict,required" json:"verdict"`                 // {verdict} {says}
	Urgency        place.Text `yaml:"urgency,required" json:"urgency"`                 // {urgency}
	Settled        place.Text `yaml:"settled,required" json:"settled"`                 //
	CouldBecome    place.Text `yaml:"could_become,required" json:"could_become"`       // {verdicts}
	Support        place.Text `yaml:"support,required" json:"support"`                 // {standing} {certainty}
	Remark         place.Text `yaml:"remark,required" json:"remark"`                   // {says}
	Why            place.Text `yaml:"why,required" json:"why"`                         //
	Holding        place.Text `yaml:"holding,required" json:"holding"`                 // in place of why while the verdict is open
	Reason         place.Text `yaml:"reason,required" json:"reason"`                   // {title} {says}
	Possible       place.Text `yaml:"possible,required" json:"possible"`               //
	Evidence       place.Text `yaml:"evidence,required" json:"evidence"`               // {claim} {standing} {certainty} {for} {against}
	None           place.Text `yaml:"none,required" json:"none"`                       // in place of sources
	MoreSources    place.Text `yaml:"more_sources,required" json:"more_sources"`       // {sources} {count}
	MoreReasons    place.Text `yaml:"more_reasons,required" json:"more_reasons"`       // {count}
	Heed           place.Text `yaml:"heed,required" json:"heed"`                       //
	Caution        place.Text `yaml:"caution,required" json:"caution"`                 // {says}
	MoreCautions   place.Text `yaml:"more_cautions,required" json:"more_cautions"`     // {count}
	Course         place.Text `yaml:"course,required" json:"course"`                   //
	Attendance     place.Text `yaml:"attendance,required" json:"attendance"`           // {attended} {scheduled} {percent} {reached}
	Reached        place.Text `yaml:"reached,required" json:"reached"`                 //
	NotReached     place.Text `yaml:"not_reached,required" json:"not_reached"`         //
	Measure        place.Text `yaml:"measure,required" json:"measure"`                 // {measure} {baseline} {now} {unit} {reached}
	MeasureBefore  place.Text `yaml:"measure_before,required" json:"measure_before"`   // {measure} {baseline} {unit}
	Worse          place.Text `yaml:"worse,required" json:"worse"`                     //
	Ask            place.Text `yaml:"ask,required" json:"ask"`                         //
	Question       place.Text `yaml:"question,required" json:"question"`               // {question}
	Questions      place.Text `yaml:"questions,required" json:"questions"`             // {group} {count} {facts}: of a group of which nothing is known
	Raised         place.Text `yaml:"raised,required" json:"raised"`                   // {says}
	Chosen         place.Text `yaml:"chosen,required" json:"chosen"`                   // why these
	MoreQuestions  place.Text `yaml:"more_questions,required" json:"more_questions"`   // {count}
	Behind         place.Text `yaml:"behind,required" json:"behind"`                   // {count}: the rest where there is a link
	Lacks          place.Text `yaml:"lacks,required" json:"lacks"`                     //
	Lack           place.Text `yaml:"lack,required" json:"lack"`                       // {part} {says}
	Contradicted   place.Text `yaml:"contradicted,required" json:"contradicted"`       //
	Contradiction  place.Text `yaml:"contradiction,required" json:"contradiction"`     // {says}
	Options        place.Text `yaml:"options,required" json:"options"`                 //
	Option         place.Text `yaml:"option,required" json:"option"`                   // {option} {stance} {certainty}
	OptionPlain    place.Text `yaml:"option_plain,required" json:"option_plain"`       // {option} {stance}
	MoreOptions    place.Text `yaml:"more_options,required" json:"more_options"`       // {count}
	Sources        place.Text `yaml:"sources,required" json:"sources"`                 //
	Source         place.Text `yaml:"source,required" json:"source"`                   // {number} {cite}
	About          place.Text `yaml:"about,required" json:"about"`                     // {guideline} {id} {version} {digest}
	MoreLink       place.Text `yaml:"more_link,required" json:"more_link"`             // label, plain text
	Suggestion     place.Text `yaml:"suggestion,required" json:"suggestion"`           // {option}; label, plain text
	Proposal       place.Text `yaml:"proposal,required" json:"proposal"`               // {option}; what is done with it, plain text
	SummarySign    place.Text `yaml:"summary_sign,required" json:"summary_sign"`       // {verdict} {reason} {sign}: the source of a warning sign is weak
	SignUntraced   place.Text `yaml:"sign_untraced,required" json:"sign_untraced"`     //
	SignDisputed   place.Text `yaml:"sign_disputed,required" json:"sign_disputed"`     //
	SignUncertain  place.Text `yaml:"sign_uncertain,required" json:"sign_uncertain"`   //
	SummaryRaised  place.Text `yaml:"summary_raised,required" json:"summary_raised"`   // {fact} {source}: the record says so, and is not sure
	SummaryAsks    place.Text `yaml:"summary_asks,required" json:"summary_asks"`       // {fact} {source}: the record has a reason to ask
	SummaryDoubt   place.Text `yaml:"summary_doubt,required" json:"summary_doubt"`     // {says} {summary}: the whole record is doubtful
	SettledLacking place.Text `yaml:"settled_lacking,required" json:"settled_lacking"` // what could not be had may unsettle it
	AskUrgency     place.Text `yaml:"ask_urgency,required" json:"ask_urgency"`         // heading of what can change the urgency alone
	Doubt          place.Text `yaml:"doubt,required" json:"doubt"`                     // {says}: of the record as a whole
	AnsweredFor    place.Text `yaml:"answered_for,required" json:"answered_for"`       // {facts}
	Answer         place.Text `yaml:"answer,required" json:"answer"`                   // {fact} {value}
	NotKnown       place.Text `yaml:"not_known,required" json:"not_known"`             //
	AtLeast        place.Text `yaml:"at_least,required" json:"at_least"`               // {number}
	MoreThan       place.Text `yaml:"more_than,required" json:"more_than"`             // {number}
	AtMost         place.Text `yaml:"at_most,required" json:"at_most"`                 // {number}
	LessThan       place.Text `yaml:"less_than,required" json:"less_than"`             // {number}
	Or             place.Text `yaml:"or,required" json:"or"`                           //
	Raises         place.Text `yaml:"raises,required" json:"raises"`                   //
	Raise          place.Text `yaml:"raise,required" json:"raise"`                     // {fact} {says}
	OnRecord       place.Text `yaml:"on_record,required" json:"on_record"`             // {source} {says}
	Ordered        place.Text `yaml:"ordered,required" json:"ordered"`                 // {says}: of the order
	OrderedOfSome  place.Text `yaml:"ordered_of_some,required" json:"ordered_of_some"` // {says}: of one of several orders
	Otherwise      place.Text `yaml:"otherwise,required" json:"otherwise"`             // {fact} {value} {says}
	Discussed      place.Text `yaml:"discussed,required" json:"discussed"`             //
	Published      place.Text `yaml:"published,required" json:"published"`             //
	Note           place.Text `yaml:"note,required" json:"note"`                       // {says}
}

// phrases are those of a document, taken apart.
type phrases struct {
	summary, summaryWhy, summaryWeak, summaryAsk                                                     phrase
	verdict, urgency, settled, couldBecome, support, remark                                          phrase
	why, holding, reason, possible, evidence                                                         phrase
	none, moreSources, moreReasons                                                                   phrase
	heed, caution, moreCautions                                                                      phrase
	course, attendance, reached, notReached                                                          phrase
	measure, measureBefore, worse                                                                    phrase
	ask, question, questions, raised                                                                 phrase
	chosen, moreQuestions, behind                                                                    phrase
	lacks, lack, contradicted, contradiction                                                         phrase
	options, option, optionPlain, moreOptions, sources, source                                       phrase
	about, moreLink, suggestion, proposal                                                            phrase
	summarySign, signUntraced, signDisputed, signUncertain, summaryRaised, summaryAsks, summaryDoubt phrase
	settledLacking, askUrgency                                                                       phrase
	doubt, answeredFor, answer, notKnown, atLeast, moreThan, atMost, lessThan, or                    phrase
	raises, raise, onRecord, ordered, orderedOfSome, otherwise, discussed, published, note           phrase
}

// slot is a phrase and what may be filled in, in the order in which it is given.
type slot struct {
	from  place.Text
	into  *phrase
	names string
}

func (p *phrases) slots(d *phrasesDoc) []slot {
	return []slot{
		{d.Summary, &p.summary, "verdict"}, {d.SummaryWhy, &p.summaryWhy, "verdict reason"}, {d.SummaryWeak, &p.summaryWeak, "verdict reason"}, {d.SummaryAsk, &p.summaryAsk, "verdict count"},
		{d.Verdict, &p.verdict, "verdict says"}, {d.Urgency, &p.urgency, "urgency"}, {d.Settled, &p.settled, ""},
		{d.CouldBecome, &p.couldBecome, "verdicts"}, {d.Support, &p.support, "standing certainty"}, {d.Remark, &p.remark, "says"},
		{d.Why, &p.why, ""}, {d.Holding, &p.holding, ""}, {d.Reason, &p.reason, "title says"}, {d.Possible, &p.possible, ""},
		{d.Evidence, &p.evidence, "claim standing certainty for against"}, {d.None, &p.none, ""}, {d.MoreSources, &p.moreSources, "sources count"},
		{d.MoreReasons, &p.moreReasons, "count"}, {d.Heed, &p.heed, ""}, {d.Caution, &p.caution, "says"}, {d.MoreCautions, &p.moreCautions, "count"},
		{d.Course, &p.course, ""}, {d.Attendance, &p.attendance, "attended scheduled percent reached"}, {d.Reached, &p.reached, ""}, {d.NotReached, &p.notReached, ""},
		{d.Measure, &p.measure, "measure baseline now unit reached"}, {d.MeasureBefore, &p.measureBefore, "measure baseline unit"}, {d.Worse, &p.worse, ""},
		{d.Ask, &p.ask, ""}, {d.Question, &p.question, "question"}, {d.Questions, &p.questions, "group count facts"}, {d.Raised, &p.raised, "says"},
		{d.Chosen, &p.chosen, ""}, {d.MoreQuestions, &p.moreQuestions, "count"}, {d.Behind, &p.behind, "count"},
		{d.Lacks, &p.lacks, ""}, {d.Lack, &p.lack, "part says"}, {d.Contradicted, &p.contradicted, ""}, {d.Contradiction, &p.contradiction, "says"},
		{d.Options, &p.options, ""}, {d.Option, &p.option, "option stance certainty"}, {d.OptionPlain, &p.optionPlain, "option stance"}, {d.MoreOptions, &p.moreOptions, "count"},
		{d.Sources, &p.sources, ""}, {d.Source, &p.source, "number cite"}, {d.About, &p.about, "guideline id version digest"},
		{d.MoreLink, &p.moreLink, ""}, {d.Suggestion, &p.suggestion, "option"}, {d.Proposal, &p.proposal, "option"},
		{d.SummarySign, &p.summarySign, "verdict reason sign"},
		{d.SignUntraced, &p.signUntraced, ""},
		{d.SignDisputed, &p.signDisputed, ""},
		{d.SignUncertain, &p.signUncertain, ""},
		{d.SummaryRaised, &p.summaryRaised, "fact source"},
		{d.SummaryAsks, &p.summaryAsks, "fact source"},
		{d.SummaryDoubt, &p.summaryDoubt, "says summary"},
		{d.SettledLacking, &p.settledLacking, ""},
		{d.AskUrgency, &p.askUrgency, ""},
		{d.Doubt, &p.doubt, "says"},
		{d.AnsweredFor, &p.answeredFor, "facts"},
		{d.Answer, &p.answer, "fact value"},
		{d.NotKnown, &p.notKnown, ""},
		{d.AtLeast, &p.atLeast, "number"},
		{d.MoreThan, &p.moreThan, "number"},
		{d.AtMost, &p.atMost, "number"},
		{d.LessThan, &p.lessThan, "number"},
		{d.Or, &p.or, ""},
		{d.Raises, &p.raises, ""},
		{d.Raise, &p.raise, "fact says"},
		{d.OnRecord, &p.onRecord, "source says"},
		{d.Ordered, &p.ordered, "says"},
		{d.OrderedOfSome, &p.orderedOfSome, "says"},
		{d.Otherwise, &p.otherwise, "fact value says"},
		{d.Discussed, &p.discussed, ""},
		{d.Published, &p.published, ""},
		{d.Note, &p.note, "says"},
	}
}

// phrase is a sentence in pieces: text, and after each piece but the last what is filled in.
type phrase struct {
	text  []string
	fills []int
}

// parse takes a phrase apart. What may be filled in is named in order, parted by spaces.
func parse(t place.Text, names string, errs *place.Errors) (p phrase) {
	allowed, rest := strings.Fields(names), t.Value
	for {
		before, after, found := strings.Cut(rest, "{")
		p.text = append(p.text, before)
		if !found {
			return p
		}
		name, tail, closed := strings.Cut(after, "}")
		i := slices.Index(allowed, name)
		if !closed || i < 0 {
			may := "nothing is filled in here"
			if len(allowed) > 0 {
				may = "what is filled in here is {" + strings.Join(allowed, "}, {") + "}"
			}
			errs.Addf(t.Pos, "{%s is not known: %s", strings.TrimSuffix(shortened(after, 24), "…"), may)
			return p
		}
		p.fills = append(p.fills, i)
		rest = tail
	}
}

// write fills a phrase in, escaping what comes from elsewhere. Of texts that are met again and
// again it is known how they are escaped.
func (p *phrase) write(out *bytes.Buffer, known map[string]string, values ...string) {
	for text, value := range p.pieces(values) {
		out.WriteString(text)
		if value == "" {
			continue
		}
		if escaped, ok := known[value]; ok {
			out.WriteString(escaped)
		} else {
			appendEscaped(out, value)
		}
	}
}

// plain fills a phrase in as it stands, for what is no Markdown.
func (p *phrase) plain(values ...string) string {
	if len(p.text) == 1 {
		return p.text[0]
	}
	var out strings.Builder
	for text, value := range p.pieces(values) {
		out.WriteString(text)
		out.WriteString(visible(value))
	}
	return out.String()
}

// pieces are those of a phrase, each with what follows it.
func (p *phrase) pieces(values []string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for i, text := range p.text {
			value := ""
			if i < len(p.fills) && p.fills[i] < len(values) {
				value = values[p.fills[i]]
			}
			if !yield(text, value) {
				return
			}
		}
	}
}
