package cdshooks

import (
	"errors"

	"github.com/mskguide/mskguide/decision/fhir"
)

// New makes a service of a mapping and of the policy that says when to speak. Its error lists
// everything that is wrong with the options.
func New(m *fhir.Mapping, p *Policy, options Options) (*Service, error) {
	if m == nil || p == nil {
		return nil, errors.New("cdshooks: a service needs a mapping and a policy")
	}
	return newService(m, p, options)
}
