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
	fields := strings.Fields(line)
	for i, field := range fields[1:min(9, len(fields))] {
		n, _ := strconv.Atoi(field)
		if p.all += n; i == 7 {
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
