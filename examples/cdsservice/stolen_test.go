package main

import (
	"os"
	"strconv"
	"strings"
)

// processors is how long they have been there and how much of it other machines took, in the
// kernel's ticks, as Linux tells it; elsewhere it is nothing.
type processors struct{ all, stolen int }

func lookAtProcessors() (p processors) {
	data, err := os.ReadFile("/proc/stat")
	if err != nil {
		return p
	}
	line, _, _ := strings.Cut(string(data), "\n") // cpu user nice system idle iowait irq softirq steal …
	for i, field := range strings.Fields(line) {
		n, _ := strconv.Atoi(field) // the first is no number
		if i <= 8 {
			p.all += n
		}
		if i == 8 {
			p.stolen = n
		}
	}
	return p
}

// since is the share that other machines took, in percent: what is measured while it is large says
// little.
func (p processors) since(before processors) float64 {
	return 100 * float64(p.stolen-before.stolen) / float64(max(1, p.all-before.all))
}
