package main

import (
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/receipt"
)

func versionCommand() *command {
	return &command{
		name:    "version",
		summary: "the version of mskguide, and the guideline with its version and digest",
		run:     (*call).version,
	}
}

func (c *call) version() error {
	i := c.guideline.Info()
	c.out.text(0, plain, "mskguide "+moduleVersion())
	c.out.text(0, plain, i.ID+" "+i.Version+" "+i.Digest)
	c.out.text(0, plain, "Clinical sign-off: "+signedBy(c.guideline.SignOff()))
	return nil
}

func signedBy(s decision.SignOff) string {
	if s.Name == "" {
		return "none yet; awaiting a named clinician."
	}
	return s.Name + ", " + s.Role + ", " + s.Date
}

// moduleVersion is what go install or a release was made from.
func moduleVersion() string { return receipt.Library() }
