package evidence

// Reading is how much of a source was read. The zero value is unstated. The order of the constants is from most to least.
type Reading uint8

// The readings.
const (
	ReadingUnstated Reading = iota
	ReadFull                // the whole text, or the whole of the item cited
	ReadPart                // some of the text: an opening, a table
	ReadSummary             // a structured summary by a clearing house
	ReadAbstract            // the abstract
	ReadSecondary           // only what another text says of it
	ReadRecord              // title page or contents, none of the results
	ReadNone                // nothing: it is known by name, or was looked for and not found
)

func readingNames() [8]string {
	return [8]string{"", "full", "part", "summary", "abstract", "secondary", "record", "none"}
}

// String returns the text form, "" when unstated.
func (r Reading) String() string { names := readingNames(); return nameOf(uint8(r), names[:]) }

// MarshalText writes the text form.
func (r Reading) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (r *Reading) UnmarshalText(text []byte) error {
	names := readingNames()
	return setByName((*uint8)(r), "reading", string(text), names[:])
}
