package cdshooks

import "encoding/json"

// Response answers a call: cards to show, none of them when there is nothing to say.
type Response struct {
	Cards []Card `json:"cards"`
}

// Card is one message to the user.
type Card struct {
	UUID              string       `json:"uuid"`
	Summary           string       `json:"summary"`          // under 140 characters
	Detail            string       `json:"detail,omitempty"` // GitHub Flavored Markdown
	Indicator         Indicator    `json:"indicator"`
	Source            Source       `json:"source"`
	Suggestions       []Suggestion `json:"suggestions,omitempty"`
	SelectionBehavior string       `json:"selectionBehavior,omitempty"` // "any" or "at-most-one"; with suggestions
	OverrideReasons   []Coding     `json:"overrideReasons,omitempty"`
	Links             []Link       `json:"links,omitempty"`
}

// Indicator is how urgent a card is.
type Indicator string

// The indicators, by rising urgency.
const (
	Notice   Indicator = "info"
	Warning  Indicator = "warning"
	Critical Indicator = "critical"
)

// SchemaValues lists the indicators for JSON Schemas.
func (Indicator) SchemaValues() []string {
	return []string{string(Notice), string(Warning), string(Critical)}
}

// Source is where a card comes from.
type Source struct {
	Label string  `json:"label"`
	URL   string  `json:"url,omitempty"`
	Topic *Coding `json:"topic,omitempty"`
}

// Coding is a code of a system.
type Coding struct {
	System  string `json:"system,omitempty"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

// Suggestion is something that the user may have done with one click. All of its actions go together.
type Suggestion struct {
	Label         string   `json:"label"`
	UUID          string   `json:"uuid"`
	IsRecommended bool     `json:"isRecommended,omitempty"`
	Actions       []Action `json:"actions,omitempty"`
}

// Action is a part of a suggestion: here always the creation of a resource.
type Action struct {
	Type        string          `json:"type"`
	Description string          `json:"description"`
	Resource    json.RawMessage `json:"resource,omitempty"`
}

// Link leads from a card elsewhere.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url"`
	Type  string `json:"type"` // "absolute" or "smart"
}
