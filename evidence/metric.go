package evidence

// Metric is what the number of an effect is. The zero value is unstated. Metrics are never converted into each other.
type Metric uint8

// The metrics.
const (
	MetricUnstated Metric = iota
	MeanDifference
	StandardisedMeanDifference
	CohensD
	PartialEtaSquared // a share of the variance: it has a size and no direction
	FStatistic        // a test statistic: it has no direction either
	OddsRatio
	RiskRatio
	Percent // of treatments, patients, respondents: the unit says of what
	Mean
	Median
	MinimalImportantChange
)

func metricNames() [12]string {
	return [12]string{
		"", "mean_difference", "standardised_mean_difference", "cohens_d", "partial_eta_squared", "f_statistic",
		"odds_ratio", "risk_ratio", "percent", "mean", "median", "minimal_important_change",
	}
}

// String returns the text form, "" when unstated.
func (m Metric) String() string { names := metricNames(); return nameOf(uint8(m), names[:]) }

// MarshalText writes the text form.
func (m Metric) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (m *Metric) UnmarshalText(text []byte) error {
	names := metricNames()
	return setByName((*uint8)(m), "metric", string(text), names[:])
}

// Standardised reports whether the metric is a number without a unit and a scale.
func (m Metric) Standardised() bool {
	switch m {
	case StandardisedMeanDifference, CohensD, PartialEtaSquared, FStatistic, OddsRatio, RiskRatio:
		return true
	}
	return false
}

// Directed reports whether more and less of it mean something for a patient.
func (m Metric) Directed() bool {
	switch m {
	case MetricUnstated, PartialEtaSquared, FStatistic, MinimalImportantChange:
		return false
	}
	return true
}

func (m Metric) ratio() bool { return m == OddsRatio || m == RiskRatio }

// short is the name as papers abbreviate it.
func (m Metric) short() string {
	switch m {
	case MeanDifference:
		return "MD"
	case StandardisedMeanDifference:
		return "SMD"
	case CohensD:
		return "d"
	case PartialEtaSquared:
		return "partial eta-squared"
	case FStatistic:
		return "F"
	case OddsRatio:
		return "OR"
	case RiskRatio:
		return "RR"
	case Mean:
		return "mean"
	case Median:
		return "median"
	case MinimalImportantChange:
		return "minimal important change"
	}
	return ""
}
