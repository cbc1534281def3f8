package conditions

// System is a terminology that codes come from.
type System struct {
	ID   string `yaml:"id,required" json:"id"`
	Name string `yaml:"name,required" json:"name"`
	URI  string `yaml:"uri" json:"uri,omitempty"`  // as FHIR names the system; empty when none is confirmed
	Form Form   `yaml:"form,required" json:"form"` // what its codes look like, and whether a check digit guards them
	Note string `yaml:"note" json:"note,omitempty"`
}

// Form is the shape of a system's codes.
type Form uint8

// The forms.
const (
	FormUnstated Form = iota
	FormAny           // letters, digits, dots and hyphens; nothing guards them
	FormSNOMED        // SNOMED CT concept identifier with its Verhoeff check digit
	FormLOINC         // LOINC term number with its mod 10 check digit
	FormICD10CM       // ICD-10-CM: three characters, then up to four after a dot
)

func formNames() []string { return []string{"", "any", "snomed_ct", "loinc", "icd_10_cm"} }

// String returns the text form, "" when unstated.
func (f Form) String() string { return nameOf(uint8(f), formNames()) }

// MarshalText writes the text form.
func (f Form) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (f *Form) UnmarshalText(text []byte) error {
	return setByName((*uint8)(f), "form of code", string(text), formNames())
}
