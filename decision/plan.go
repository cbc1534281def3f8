package decision

import "time"

// Session is one planned session.
type Session struct {
	Number int       `json:"number"`
	Week   int       `json:"week"` // counted from 1
	Date   time.Time `json:"date"`
	Phase  string    `json:"phase"`
}

// Plan dates the sessions of a schedule from a start, at the start's time of day. Sessions
// of one week are spread over it evenly, rounded down to whole days: twice a week is day 0
// and day 3. A plan is information; it is no order.
func (s *Schedule) Plan(start time.Time) []Session {
	var out []Session
	day := 0.0
	for _, p := range s.Phases {
		for i := range p.Sessions {
			at := int(day + float64(i)*7/p.PerWeek)
			out = append(out, Session{Number: len(out) + 1, Week: at/7 + 1, Date: start.AddDate(0, 0, at), Phase: p.Title})
		}
		day += float64(p.Sessions) * 7 / p.PerWeek
	}
	return out
}
