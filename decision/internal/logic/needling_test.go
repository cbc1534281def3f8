package logic_test

import (
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// needling is a problem of the size and shape of a real guideline: most rules
// look at one fact, some bind the condition, the region and several trials of
// treatment together.
type needling struct {
	problem logic.Problem
	index   map[string]int
	choices map[string][]string
	axes    map[string]*logic.Axis
}

const (
	consider = iota
	notYet
	notByThisPractitioner
	notConsented
	noRecommendation
	preferAlternative
	doNotUse
	contraindicated
	refer
	caution = -1
)

const redFlags = `cancer_concern fracture_concern spinal_infection_concern progressive_neurological_deficit
	acute_undiagnosed_illness suspected_dvt acute_limb_signs cauda_equina_signs abdominal_or_vascular_signs myelopathy_signs
	cervical_artery_signs unresolved_cervical_trauma meningism_or_thunderclap_headache giant_cell_arteritis_signs
	chest_pain_or_breathlessness`

const noNeedles = `severe_bleeding_disorder anticoagulation_uncontrolled fever lymphoedema_at_site
	infection_or_wound_at_site malignancy_at_site prohibited_site`

const careful = `antithrombotic_medicine bleeding_tendency diabetes frail epilepsy immunosuppressed asthma hyperthyroidism
	steroid_use metal_allergy vessel_disease heart_valve_disease implant_near_site recent_injection hypermobility
	psychiatric_condition night_pain kinesiophobia`

const trials = `nsaid_trial acetaminophen_trial heat_trial self_care_education_trial activity_modification_trial
	manual_therapy_exercise_trial dry_needling_trial massage_trial topical_trial exercise_trial`

var regions = strings.Fields("head neck shoulder thorax low_back abdomen hip upper_limb lower_limb")

func newNeedling() *needling {
	n := &needling{index: map[string]int{}, choices: map[string][]string{}, axes: map[string]*logic.Axis{}}
	n.problem.Levels = refer + 1
	n.choice("condition", strings.Fields(`low_back_pain degenerative_lumbar_disease sciatica neck_pain myofascial_pain
		osteoarthritis patellofemoral_pain headache tension_type_headache migraine cervicogenic_headache fibromyalgia
		plantar_fasciitis rotator_cuff_disorder tendinopathy sports_injury muscle_strain muscle_tightness muscle_soreness
		stress_or_anxiety postural_strain post_injury_stiffness post_surgical_stiffness joint_pain other`))
	n.number("pain_duration_weeks", 5200, 2, 6, 12)
	n.bools("trigger_points_identified")
	n.choice("needling_region", regions)
	n.number("age_years", 130, 18, 70)
	n.number("training_hours", 10000, 0, 60)
	n.number("pain_now", 10, 8)
	n.number("weeks_since_surgery", 520, 4, 12)
	n.number("sessions_attended", 100, 6, 24)
	for _, t := range strings.Fields(trials) {
		n.choice(t, strings.Fields("not_tried in_progress helped wore_off not_helped unsuitable declined_or_unavailable"))
	}
	n.bools("dry_needling_in_scope ultrasound_available consents_to_needling needle_phobia able_to_consent " +
		"representative_consents pregnancy prior_serious_needling_harm " + careful + " " + redFlags + " " + noNeedles)
	n.screen()
	n.condition()
	n.care()
	n.cautions()
	return n
}

func (n *needling) choice(name string, choices []string) {
	n.choices[name] = choices
	n.variable(name, len(choices))
}

func (n *needling) number(name string, hi float64, cuts ...float64) {
	axis, err := logic.NewAxis(0, hi, false, cuts)
	if err != nil {
		panic(err)
	}
	n.axes[name] = axis
	n.variable(name, axis.Regions())
}

func (n *needling) bools(names string) {
	for _, name := range strings.Fields(names) {
		n.variable(name, 2)
	}
}

func (n *needling) variable(name string, regions int) {
	n.index[name] = len(n.problem.Vars)
	n.problem.Vars = append(n.problem.Vars, logic.Var{Regions: regions})
}

func (n *needling) rule(level int, when *logic.Formula) {
	n.problem.Rules = append(n.problem.Rules, logic.Rule{When: when, Level: level})
}

func (n *needling) is(name string) *logic.Formula { return logic.In(n.index[name], 2) }

func (n *needling) not(name string) *logic.Formula { return logic.Not(n.is(name)) }

func (n *needling) in(name, choices string) *logic.Formula {
	var s logic.Set
	for _, wanted := range strings.Fields(choices) {
		for i, c := range n.choices[name] {
			if c == wanted {
				s |= 1 << i
			}
		}
	}
	return logic.In(n.index[name], s)
}

func (n *needling) compare(name, op string, x float64) *logic.Formula {
	return logic.In(n.index[name], n.axes[name].Compare(op, x))
}

func (n *needling) screen() {
	for _, f := range strings.Fields(redFlags) {
		n.rule(refer, n.is(f))
	}
	for _, f := range strings.Fields(noNeedles) {
		n.rule(contraindicated, n.is(f))
	}
	minor := n.compare("age_years", "<", 18)
	n.rule(notConsented, n.not("consents_to_needling"))
	n.rule(notConsented, n.not("able_to_consent"))
	n.rule(notConsented, n.is("needle_phobia"))
	n.rule(notConsented, logic.And(minor, n.not("representative_consents")))
	n.rule(noRecommendation, minor)
	n.rule(contraindicated, logic.And(n.is("pregnancy"), n.in("needling_region", "low_back abdomen hip")))
	n.rule(preferAlternative, logic.And(logic.Or(n.is("antithrombotic_medicine"), n.is("bleeding_tendency")),
		n.in("needling_region", "thorax shoulder neck abdomen"), n.not("ultrasound_available")))
	n.rule(preferAlternative, n.is("prior_serious_needling_harm"))
	n.rule(contraindicated, logic.And(n.compare("weeks_since_surgery", "<", 4), n.in("condition", "post_surgical_stiffness")))
}

func (n *needling) low() *logic.Formula {
	return logic.Or(n.in("condition", "low_back_pain degenerative_lumbar_disease"),
		logic.And(n.in("condition", "myofascial_pain"), n.in("needling_region", "low_back")))
}

func (n *needling) neck() *logic.Formula {
	return logic.Or(n.in("condition", "neck_pain"),
		logic.And(n.in("condition", "myofascial_pain"), n.in("needling_region", "neck")))
}

func (n *needling) spinal() *logic.Formula {
	return n.in("condition", "low_back_pain degenerative_lumbar_disease neck_pain myofascial_pain")
}

func (n *needling) condition() {
	chronic := n.compare("pain_duration_weeks", ">", 12)
	n.rule(doNotUse, logic.And(n.in("condition", "low_back_pain degenerative_lumbar_disease"), chronic))
	n.rule(doNotUse, logic.And(n.in("condition", "degenerative_lumbar_disease"), chronic))
	n.rule(preferAlternative, logic.And(n.neck(),
		logic.Not(n.in("manual_therapy_exercise_trial", "wore_off not_helped unsuitable"))))
	n.rule(preferAlternative, logic.And(n.in("condition", "neck_pain"), chronic))
	n.rule(doNotUse, logic.And(n.in("condition", "myofascial_pain"), chronic))
	n.rule(preferAlternative, logic.And(n.spinal(), n.not("trigger_points_identified")))
	n.rule(doNotUse, n.in("condition", "osteoarthritis"))
	n.rule(doNotUse, n.in("condition", "patellofemoral_pain"))
	n.rule(doNotUse, n.in("condition", "headache tension_type_headache migraine cervicogenic_headache"))
	n.rule(noRecommendation, logic.Not(logic.Or(n.spinal(), n.in("condition",
		"osteoarthritis patellofemoral_pain headache tension_type_headache migraine cervicogenic_headache"))))
	n.rule(noRecommendation, n.in("needling_region", "abdomen head"))
	n.rule(preferAlternative, n.in("dry_needling_trial", "not_helped"))
}

func (n *needling) care() {
	nsaid := func(c string) *logic.Formula { return n.in("nsaid_trial", c) }
	aceta := func(c string) *logic.Formula { return n.in("acetaminophen_trial", c) }
	n.rule(notYet, logic.And(n.spinal(), logic.Or(nsaid("helped in_progress"), aceta("helped in_progress"),
		logic.And(logic.Not(nsaid("wore_off not_helped")), logic.Not(aceta("wore_off not_helped")),
			logic.Not(logic.And(nsaid("unsuitable"), aceta("unsuitable")))))))
	const failed, worn = "wore_off not_helped unsuitable", "wore_off not_helped"
	open := func(trial, states string) *logic.Formula { return logic.Not(n.in(trial, states)) }
	n.rule(notYet, logic.And(n.low(), open("heat_trial", failed)))
	n.rule(notYet, logic.And(n.spinal(), open("self_care_education_trial", failed)))
	n.rule(notYet, logic.And(n.spinal(), open("activity_modification_trial", failed)))
	n.rule(notYet, logic.And(n.spinal(), n.compare("pain_duration_weeks", "<", 2)))
	n.rule(notYet, logic.And(n.spinal(), logic.Not(nsaid(worn)), logic.Not(aceta(worn)),
		open("self_care_education_trial", worn), open("activity_modification_trial", worn),
		logic.Or(logic.Not(n.low()), open("heat_trial", worn)),
		logic.Or(logic.Not(n.neck()), open("manual_therapy_exercise_trial", worn))))
	n.rule(notByThisPractitioner, logic.Not(n.compare("training_hours", ">", 60)))
	n.rule(notByThisPractitioner, n.compare("training_hours", "==", 0))
	n.rule(notByThisPractitioner, n.not("dry_needling_in_scope"))
	for _, t := range []string{"self_care_education_trial", "activity_modification_trial", "heat_trial", "manual_therapy_exercise_trial"} {
		n.rule(consider, n.in(t, failed))
	}
	n.rule(consider, logic.And(n.spinal(), n.is("trigger_points_identified")))
	n.rule(consider, logic.True())
}

func (n *needling) cautions() {
	for _, f := range strings.Fields(careful) {
		n.rule(caution, n.is(f))
	}
	for _, r := range regions {
		n.rule(caution, n.in("needling_region", r))
	}
	for _, t := range strings.Fields(trials) {
		n.rule(caution, n.in(t, "unsuitable"))
	}
	n.rule(caution, logic.And(n.is("pregnancy"), logic.Not(n.in("needling_region", "low_back abdomen hip"))))
	n.rule(caution, logic.And(n.is("steroid_use"), n.is("diabetes")))
	n.rule(caution, logic.And(n.is("frail"), n.compare("age_years", ">", 70)))
	n.rule(caution, n.compare("pain_now", ">=", 8))
	n.rule(caution, n.compare("sessions_attended", ">=", 24))
	n.rule(caution, logic.And(n.compare("sessions_attended", ">=", 6), n.is("kinesiophobia")))
	n.rule(caution, logic.And(n.is("implant_near_site"), n.in("needling_region", "hip low_back")))
	n.rule(caution, logic.And(n.compare("weeks_since_surgery", "<", 12), n.is("metal_allergy")))
}

// sometimes is how often a flag is true that is not as rare as a red flag.
var sometimes = map[string]float64{
	"dry_needling_in_scope": 0.95, "able_to_consent": 0.95, "consents_to_needling": 0.95, "representative_consents": 0.95,
	"trigger_points_identified": 0.7, "ultrasound_available": 0.7,
}

// patient is a complete case in a realistic mix of which a fraction is unknown.
func (n *needling) patient(s source, unknown float64) knowledge {
	k := make(knowledge, len(n.problem.Vars))
	for v, x := range n.problem.Vars {
		k[v] = 1 << s.IntN(x.Regions)
		if x.Regions == 2 {
			k[v] = 1
			if s.Float64() < 0.03 {
				k[v] = 2
			}
		}
	}
	for name, often := range sometimes {
		if v := n.index[name]; k[v] == 2 || s.Float64() < often {
			k[v] = 2
		}
	}
	for v, x := range n.problem.Vars {
		if s.Float64() < unknown {
			k[v] = logic.Full(x.Regions)
		}
	}
	return k
}
