package wording

// Digits is the length of the decimal number that text begins with, 0 for none.
func Digits(text string) int {
	at, seen := 0, 0
	run := func() {
		for at < len(text) && text[at] >= '0' && text[at] <= '9' {
			at, seen = at+1, seen+1
		}
	}
	if at < len(text) && (text[at] == '+' || text[at] == '-') {
		at++
	}
	run()
	if at < len(text) && text[at] == '.' {
		at++
		run()
	}
	if seen == 0 {
		return 0
	}
	if at < len(text) && (text[at] == 'e' || text[at] == 'E') {
		number := at
		at, seen = at+1, 0
		if at < len(text) && (text[at] == '+' || text[at] == '-') {
			at++
		}
		if run(); seen == 0 {
			return number
		}
	}
	return at
}
