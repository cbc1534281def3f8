package export

// The resources, as far as they are written here.

type bundle struct {
	ResourceType string      `json:"resourceType"`
	ID           string      `json:"id"`
	Identifier   *identifier `json:"identifier,omitempty"`
	Type         string      `json:"type"`
	Timestamp    string      `json:"timestamp,omitempty"`
	Entry        []entry     `json:"entry"`
}

type entry struct {
	FullURL  string   `json:"fullUrl"`
	Resource resource `json:"resource"`
}

type guidanceResponse struct {
	ResourceType       string        `json:"resourceType"`
	ID                 string        `json:"id"`
	Contained          []resource    `json:"contained,omitempty"`
	Extension          []extension   `json:"extension,omitempty"`
	RequestIdentifier  *identifier   `json:"requestIdentifier,omitempty"`
	Identifier         []identifier  `json:"identifier,omitempty"`
	ModuleURI          string        `json:"moduleUri,omitempty"`
	ModuleCanonical    string        `json:"moduleCanonical,omitempty"`
	Status             string        `json:"status"`
	Subject            *reference    `json:"subject,omitempty"`
	Encounter          *reference    `json:"encounter,omitempty"`
	OccurrenceDateTime string        `json:"occurrenceDateTime,omitempty"`
	Performer          *reference    `json:"performer,omitempty"`
	Note               []annotation  `json:"note,omitempty"`
	EvaluationMessage  []reference   `json:"evaluationMessage,omitempty"`
	OutputParameters   *reference    `json:"outputParameters,omitempty"`
	Result             *reference    `json:"result,omitempty"`
	DataRequirement    []requirement `json:"dataRequirement,omitempty"`
}

type requirement struct {
	Extension   []extension  `json:"extension,omitempty"`
	Type        string       `json:"type"`
	MustSupport []string     `json:"mustSupport,omitempty"`
	CodeFilter  []codeFilter `json:"codeFilter,omitempty"`
	DateFilter  []dateFilter `json:"dateFilter,omitempty"`
}

type codeFilter struct {
	Path string   `json:"path"`
	Code []coding `json:"code"`
}

type dateFilter struct {
	Path          string   `json:"path"`
	ValueDuration quantity `json:"valueDuration"`
}

type operationOutcome struct {
	ResourceType string    `json:"resourceType"`
	ID           string    `json:"id"`
	Issue        []message `json:"issue"`
}

type message struct {
	Severity    string  `json:"severity"`
	Code        string  `json:"code"`
	Details     concept `json:"details"`
	Diagnostics string  `json:"diagnostics,omitempty"`
}

type parameters struct {
	ResourceType string      `json:"resourceType"`
	ID           string      `json:"id"`
	Parameter    []parameter `json:"parameter"`
}

type parameter struct {
	Name           string      `json:"name"`
	ValueBoolean   *bool       `json:"valueBoolean,omitempty"`
	ValueCanonical string      `json:"valueCanonical,omitempty"`
	ValueCode      string      `json:"valueCode,omitempty"`
	ValueString    string      `json:"valueString,omitempty"`
	ValueReference *reference  `json:"valueReference,omitempty"`
	Part           []parameter `json:"part,omitempty"`
}

type detectedIssue struct {
	ResourceType       string         `json:"resourceType"`
	ID                 string         `json:"id"`
	Identifier         []identifier   `json:"identifier,omitempty"`
	Status             string         `json:"status"`
	Code               concept        `json:"code"`
	Severity           string         `json:"severity"`
	Patient            *reference     `json:"patient,omitempty"`
	IdentifiedDateTime string         `json:"identifiedDateTime,omitempty"`
	Author             *reference     `json:"author,omitempty"`
	Evidence           []issueGrounds `json:"evidence,omitempty"`
	Detail             string         `json:"detail"`
}

type issueGrounds struct {
	Code   []concept   `json:"code,omitempty"`
	Detail []reference `json:"detail,omitempty"`
}

type requestGroup struct {
	ResourceType          string         `json:"resourceType"`
	ID                    string         `json:"id"`
	Identifier            []identifier   `json:"identifier,omitempty"`
	InstantiatesCanonical []string       `json:"instantiatesCanonical,omitempty"`
	Status                string         `json:"status"`
	Intent                string         `json:"intent"`
	Code                  concept        `json:"code"`
	Subject               *reference     `json:"subject,omitempty"`
	Encounter             *reference     `json:"encounter,omitempty"`
	AuthoredOn            string         `json:"authoredOn,omitempty"`
	Author                *reference     `json:"author,omitempty"`
	Note                  []annotation   `json:"note,omitempty"`
	Action                []optionAction `json:"action,omitempty"`
}

type optionAction struct {
	ID               string            `json:"id"`
	Extension        []extension       `json:"extension,omitempty"`
	Title            string            `json:"title"`
	Description      string            `json:"description"`
	TextEquivalent   string            `json:"textEquivalent,omitempty"`
	Code             []concept         `json:"code"`
	Documentation    []relatedArtifact `json:"documentation,omitempty"`
	RequiredBehavior string            `json:"requiredBehavior"`
	PrecheckBehavior string            `json:"precheckBehavior"`
	Resource         reference         `json:"resource"`
}

type planDefinition struct {
	ResourceType    string            `json:"resourceType"`
	ID              string            `json:"id"`
	Extension       []extension       `json:"extension,omitempty"`
	URL             string            `json:"url"`
	Identifier      []identifier      `json:"identifier"`
	Version         string            `json:"version"`
	Name            string            `json:"name"`
	Title           string            `json:"title"`
	Type            concept           `json:"type"`
	Status          string            `json:"status"`
	Experimental    bool              `json:"experimental"`
	Date            string            `json:"date,omitempty"`
	Description     string            `json:"description,omitempty"`
	Purpose         string            `json:"purpose,omitempty"`
	Usage           string            `json:"usage,omitempty"`
	ApprovalDate    string            `json:"approvalDate,omitempty"`
	Topic           []concept         `json:"topic,omitempty"`
	Reviewer        []contact         `json:"reviewer,omitempty"`
	RelatedArtifact []relatedArtifact `json:"relatedArtifact,omitempty"`
	Action          []planAction      `json:"action"`
}

type planAction struct {
	ID             string            `json:"id,omitempty"`
	Extension      []extension       `json:"extension,omitempty"`
	Title          string            `json:"title,omitempty"`
	Description    string            `json:"description,omitempty"`
	TextEquivalent string            `json:"textEquivalent,omitempty"`
	Code           []concept         `json:"code,omitempty"`
	Documentation  []relatedArtifact `json:"documentation,omitempty"`
	Condition      []condition       `json:"condition,omitempty"`
	Action         []planAction      `json:"action,omitempty"`
}

type condition struct {
	Kind       string     `json:"kind"`
	Expression expression `json:"expression"`
}

type questionnaire struct {
	ResourceType string       `json:"resourceType"`
	ID           string       `json:"id"`
	URL          string       `json:"url"`
	Identifier   []identifier `json:"identifier"`
	Version      string       `json:"version"`
	Name         string       `json:"name"`
	Title        string       `json:"title"`
	Status       string       `json:"status"`
	Experimental bool         `json:"experimental"`
	SubjectType  []string     `json:"subjectType"`
	Date         string       `json:"date,omitempty"`
	Description  string       `json:"description,omitempty"`
	Purpose      string       `json:"purpose,omitempty"`
	Item         []*item      `json:"item"`
}

type item struct {
	Extension    []extension    `json:"extension,omitempty"`
	LinkID       string         `json:"linkId"`
	Code         []coding       `json:"code,omitempty"`
	Text         string         `json:"text,omitempty"`
	Type         string         `json:"type"`
	AnswerOption []answerOption `json:"answerOption,omitempty"`
	Item         []*item        `json:"item,omitempty"`
}

type answerOption struct {
	ValueCoding coding `json:"valueCoding"`
}

type questionnaireResponse struct {
	ResourceType  string       `json:"resourceType"`
	ID            string       `json:"id"`
	Meta          *meta        `json:"meta,omitempty"`
	Identifier    *identifier  `json:"identifier,omitempty"`
	Questionnaire string       `json:"questionnaire"`
	Status        string       `json:"status"`
	Subject       *reference   `json:"subject,omitempty"`
	Encounter     *reference   `json:"encounter,omitempty"`
	Authored      string       `json:"authored,omitempty"`
	Author        *reference   `json:"author,omitempty"`
	Item          []answerItem `json:"item,omitempty"`
}

type meta struct {
	Tag []coding `json:"tag,omitempty"`
}

type answerItem struct {
	LinkID string   `json:"linkId"`
	Text   string   `json:"text,omitempty"`
	Answer []answer `json:"answer"`
}

type answer struct {
	ValueBoolean  *bool     `json:"valueBoolean,omitempty"`
	ValueDecimal  *float64  `json:"valueDecimal,omitempty"`
	ValueInteger  *int64    `json:"valueInteger,omitempty"`
	ValueCoding   *coding   `json:"valueCoding,omitempty"`
	ValueQuantity *quantity `json:"valueQuantity,omitempty"`
}

func (r *bundle) identity() string                { return r.ID }
func (r *guidanceResponse) identity() string      { return r.ID }
func (r *operationOutcome) identity() string      { return r.ID }
func (r *parameters) identity() string            { return r.ID }
func (r *detectedIssue) identity() string         { return r.ID }
func (r *requestGroup) identity() string          { return r.ID }
func (r *planDefinition) identity() string        { return r.ID }
func (r *questionnaire) identity() string         { return r.ID }
func (r *questionnaireResponse) identity() string { return r.ID }
