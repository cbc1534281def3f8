package main

import "runtime/debug"

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
	return nil
}

// moduleVersion is what go install or a release was made from.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
