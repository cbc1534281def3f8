package main

import (
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func helpCommand() *command {
	return &command{
		name: "help", arguments: "[COMMAND]", most: 1,
		summary: "what mskguide can do, or how to use one command",
		run:     (*call).help,
	}
}

func (c *call) help() error {
	if len(c.args) == 0 {
		return c.overview()
	}
	about, err := findCommand(c.args[0])
	if err != nil {
		return err
	}
	c.commandHelp(about)
	return nil
}

func (c *call) overview() error {
	overlays, err := decision.ShippedOverlays(dryneedling.Bundle())
	if err != nil {
		return err
	}
	c.out.text(0, strong, "mskguide: "+c.guideline.Title())
	c.out.text(0, plain, c.guideline.About())
	c.out.heading("Usage: mskguide COMMAND [flags] [arguments]")
	for _, k := range commands() {
		const column = 14
		c.out.row(2, column, k.name, k.summary)
	}
	if len(overlays) > 0 {
		c.out.heading("Overlays that the guideline ships, for -overlay NAME")
		for _, o := range overlays {
			const column = 14
			c.out.row(2, column, o.Name, o.Title)
		}
	}
	c.out.heading("For all commands")
	c.out.text(2, plain, "Flags may stand before or after the arguments, as -x or --x. - is standard input. Colour is used at a terminal only, and not with NO_COLOR.")
	c.out.heading("Exit status")
	for _, line := range [][2]string{
		{"0", "done"},
		{"1", "done, and something was found: a code that is refused, a name that nothing is called, a fault of a guideline"},
		{"2", "could not be done: a message on standard error, nothing on standard output"},
		{"130", "interrupted"},
	} {
		const column = 8
		c.out.row(2, column, line[0], line[1])
	}
	c.out.gap()
	c.out.text(0, plain, disclaimer)
	return nil
}

// commandHelp is how to use one command.
func (c *call) commandHelp(about *command) {
	c.out.text(0, strong, "Usage: "+about.usage())
	c.out.text(0, plain, capital(sentence(about.summary)))
	for _, text := range about.about {
		c.out.gap()
		c.out.text(0, plain, text)
	}
	c.out.gap()
	for _, f := range append(append([]flag{}, about.flags...), helpFlag) {
		const column = 28
		c.out.row(2, column, f.usage(), f.says)
	}
}
