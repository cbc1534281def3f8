package dryneedling_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/oracle"
)

type goal uint8

const (
	goalRelievePain goal = iota
	goalQuickTargetedRelief
	goalRestoreMotion
	goalFunction
	goalFlexibility
	goalRelaxation
	goalStressRelief
	goalSleep
	goalWellbeing
	goalCirculation
	goalExerciseRecovery
)

// withheld is what is withheld from a patient, by hand.
type withheld struct{ nsaid, massage, pressing, joints, needles bool }

func (r *record) withheldByHand() withheld {
	var w withheld
	w.nsaid = r.nsaidReaction || r.activeGiBleedOrUlcer || r.thirdTrimester
	w.massage = r.fever || r.infectionOrWoundAtSite || r.malignancyAtSite
	w.pressing = w.massage || r.severeBleedingDisorder || r.anticoagulationUncontrolled
	w.joints = r.nightPainUnremitting
	trunk := r.region == regionLowBack || r.region == regionAbdomen || r.region == regionHip
	w.needles = w.pressing || r.lymphoedemaAtSite || r.prohibitedSite || (r.pregnancy || r.thirdTrimester) && trunk ||
		!r.consentsToNeedling || !r.ableToConsent || r.needlePhobia || r.ageYears < 18 && !r.representativeConsents
	return w
}

// handOption is an option as the clinical model has it.
type handOption struct {
	id       string
	offers   bool
	applies  func(r *record, c complaint) bool
	withheld func(w withheld) bool
	trial    func(r *record) trial // nil: nobody asks what came of it
}

func is(conditions ...condition) func(*record, complaint) bool {
	return func(r *record, _ complaint) bool {
		for _, c := range conditions {
			if r.condition == c {
				return true
			}
		}
		return false
	}
}

func handOptions() []handOption {
	never := func(withheld) bool { return false }
	nsaid := func(w withheld) bool { return w.nsaid }
	massage := func(w withheld) bool { return w.massage }
	pressing := func(w withheld) bool { return w.pressing }
	joints := func(w withheld) bool { return w.joints }
	needles := func(w withheld) bool { return w.needles }
	either := func(w withheld) bool { return w.needles || w.massage }
	jointsOrNeedles := func(w withheld) bool { return w.needles || w.joints }

	lowEarly := func(_ *record, c complaint) bool { return c.low && !c.chronic }
	lowChronic := func(_ *record, c complaint) bool { return c.low && c.chronic }
	neck := func(_ *record, c complaint) bool { return c.neck }

	massaged := func(r *record) trial { return r.massageTrial }
	punctured := func(r *record) trial { return r.acupunctureTrial }
	needled := func(r *record) trial { return r.dryNeedlingTrial }
	exercised := func(r *record) trial { return r.exerciseTrial }
	painkilled := func(r *record) trial { return r.acetaminophenTrial }
	return []handOption{
		{"heat", true, lowEarly, never, func(r *record) trial { return r.heatTrial }},
		{"nsaid", true, lowEarly, nsaid, func(r *record) trial { return r.nsaidTrial }},
		{"acetaminophen", false, lowEarly, never, painkilled},
		{"massage_acute_low_back", true, lowEarly, massage, massaged},
		{"acupuncture_acute_low_back", true, lowEarly, needles, punctured},
		{"spinal_manipulation", true, lowEarly, joints, func(r *record) trial { return r.manipulationTrial }},
		{"exercise_therapy", true, lowChronic, never, exercised},
		{"psychological_and_mind_body_therapy", true, lowChronic, never, func(r *record) trial { return r.mindBodyTrial }},
		{"acupuncture_chronic_low_back", true, lowChronic, needles, punctured},
		{"relaxation_massage_chronic_low_back", true, lowChronic, massage, massaged},
		{"medical_massage_chronic_low_back", true, lowChronic, pressing, massaged},
		{"acetaminophen_chronic_low_back", false, lowChronic, never, painkilled},
		{"manual_therapy_exercise", true, neck, joints, func(r *record) trial { return r.manualTherapyExerciseTrial }},
		{"massage_chronic_neck_pain", true, func(_ *record, c complaint) bool { return c.neck && c.chronic }, massage, massaged},
		{"manual_therapy_exercise_and_dry_needling", false, neck, jointsOrNeedles, nil},
		{"trigger_point_manual_therapy", true, func(r *record, c complaint) bool {
			return r.triggerPointsIdentified && (c.neck || r.condition == condMyofascialPain)
		}, pressing, func(r *record) trial { return r.triggerPointManualTrial }},
		{"acupuncture_osteoarthritis", false, is(condOsteoarthritis), needles, punctured},
		{"hip_and_knee_exercise", true, is(condPatellofemoralPain), never, exercised},
		{"massage_tension_type_headache", true, is(condTensionTypeHeadache), massage, massaged},
		{"manual_therapy_tension_type_headache", true, is(condTensionTypeHeadache), joints, func(r *record) trial { return r.manualTherapyExerciseTrial }},
		{"acupuncture_tension_type_headache", true, is(condTensionTypeHeadache), needles, punctured},
		{"massage_stress_or_anxiety", true, is(condStressOrAnxiety), massage, massaged},
		{"relaxation_massage_soreness", false, func(r *record, _ complaint) bool {
			return r.condition == condMuscleSoreness || r.primaryGoal == goalExerciseRecovery
		}, massage, massaged},
		{"relaxation_massage_sleep_or_wellbeing", false, func(r *record, _ complaint) bool {
			return r.primaryGoal == goalSleep || r.primaryGoal == goalWellbeing
		}, massage, massaged},
		{"medical_massage_stiffness", false, is(condPostInjuryStiffness, condPostSurgicalStiffness, condJointPain), pressing, massaged},
		{"dry_needling_sciatica", false, is(condSciatica), needles, needled},
		{"dry_needling_fibromyalgia", false, is(condFibromyalgia), needles, needled},
		{"acupuncture_fibromyalgia", false, is(condFibromyalgia), needles, punctured},
		{"dry_needling_plantar_fasciitis", false, is(condPlantarFasciitis), needles, needled},
		{"dry_needling_tendinopathy", false, is(condTendinopathy), needles, needled},
		{"dry_needling_rotator_cuff", false, is(condRotatorCuffDisorder), needles, needled},
		{"massage_and_dry_needling", false, func(_ *record, c complaint) bool { return c.spinal && !c.chronic }, either, nil},
		{"acupuncture_and_massage", false, func(_ *record, c complaint) bool { return c.spinal }, either, nil},
	}
}

// handCautions are the cautions that options have of their own.
func handCautions() map[string]func(r *record) bool {
	return map[string]func(r *record) bool{
		"heat-numb-skin":          func(r *record) bool { return r.sensationImpairedAtSite },
		"heat-malignancy":         func(r *record) bool { return r.malignancyAtSite },
		"nsaid-heart-and-vessels": func(r *record) bool { return r.cardiovascularDisease },
		"nsaid-with-other-medicines": func(r *record) bool {
			return r.antithromboticMedicine || r.anticoagulationUncontrolled || r.longTermSteroids || r.ssriOrSnri
		},
		"heat-inflamed-skin":  func(r *record) bool { return r.infectionOrWoundAtSite },
		"nsaid-bleeding":      func(r *record) bool { return r.severeBleedingDisorder || r.bleedingTendency },
		"nsaid-pregnancy":     func(r *record) bool { return r.pregnancy || r.thirdTrimester },
		"adults-only":         func(r *record) bool { return r.ageYears < 18 },
		"nsaid-after-ulcer":   func(r *record) bool { return r.ulcerHistory },
		"acetaminophen-liver": func(r *record) bool { return r.liverDiseaseOrAlcohol },
		"massage-bleeding": func(r *record) bool {
			return r.severeBleedingDisorder || r.anticoagulationUncontrolled || r.antithromboticMedicine || r.bleedingTendency
		},
		"massage-bone":      func(r *record) bool { return r.osteoporosis },
		"massage-cancer":    func(r *record) bool { return r.cancerHistory || r.vulnerableTissueAtSite },
		"massage-pregnancy": func(r *record) bool { return r.pregnancy || r.thirdTrimester },
		"massage-heart-or-skin": func(r *record) bool {
			return r.cardiovascularDisease || r.cardiacDeviceOrValve || r.vulnerableTissueAtSite
		},
		"manual-therapy-bone":                 func(r *record) bool { return r.osteoporosis },
		"manual-therapy-steroids":             func(r *record) bool { return r.longTermSteroids },
		"manual-therapy-age":                  func(r *record) bool { return r.ageYears > 55 },
		"manual-therapy-cancer":               func(r *record) bool { return r.cancerHistory || r.malignancyAtSite },
		"manual-therapy-inflammatory-disease": func(r *record) bool { return r.inflammatoryJointDisease },
		"manual-therapy-hypermobility":        func(r *record) bool { return r.hypermobility },
		"manual-therapy-infection":            func(r *record) bool { return r.infectionOrWoundAtSite },
		"manual-therapy-injury-or-surgery":    func(r *record) bool { return r.recentNeckOrThoracicInjuryOrSurgery },
	}
}

// handReading decides the rules and the options of a record, for the oracle.
type handReading struct {
	*oracle.Guideline
	options  []handOption
	offered  []int // bits, by option
	cautions []handCaution
}

// handCaution is a caution of options by its bit: one of its own, or a rule.
type handCaution struct {
	bit   int
	rule  int // bit; -1 for none
	holds func(r *record) bool
}

func readByHand(t testing.TB, q *oracle.Guideline) *handReading {
	h := &handReading{Guideline: q, options: handOptions()}
	at := map[string]int{}
	for i, o := range q.Options {
		at[o.ID] = i
	}
	require.Len(t, at, len(h.options))
	for _, o := range h.options {
		i, ok := at[o.id]
		require.True(t, ok, o.id)
		require.Equal(t, o.offers, q.Options[i].Offers, o.id)
		h.offered = append(h.offered, i)
	}
	rules := map[string]int{}
	for _, r := range q.Rules {
		rules[r.ID] = r.Bit
	}
	own := handCautions()
	for k, id := range q.OptionCautions {
		c := handCaution{bit: q.Heeded(k), rule: -1, holds: own[id]}
		if c.holds == nil {
			bit, ok := rules[id]
			require.True(t, ok, id)
			c.rule = bit
		}
		delete(own, id)
		h.cautions = append(h.cautions, c)
	}
	require.Empty(t, own)
	return h
}

func (h *handReading) judge(r *record) (int, oracle.Set) {
	verdict, rules := r.decide()
	set := oracle.Set{rules[0], rules[1]}
	c, w := r.complaintPlain(), r.withheldByHand()
	barred := verdict == verdictRefer
	if barred {
		set.Add(h.Barred())
	}
	for n := range h.options {
		o, i := &h.options[n], h.offered[n]
		failed := o.trial != nil && o.trial(r).failed()
		if failed {
			set.Add(h.Failed(i))
		}
		if !o.applies(r, c) || o.withheld(w) {
			continue
		}
		if !barred {
			set.Add(h.Offered(i))
		}
		if !failed {
			set.Add(h.Left(i))
		}
	}
	for n := range h.cautions {
		if k := &h.cautions[n]; k.rule >= 0 && set.Has(k.rule) || k.rule < 0 && k.holds(r) {
			set.Add(k.bit)
		}
	}
	return int(verdict), set
}
