package main

import (
	"encoding/json"
	"html/template"
	"net/http"

	"github.com/mskguide/mskguide/decision"
)

// health tells a probe that calls are answered, and by which content.
func health(g *decision.Guideline, mapping, policy string) http.HandlerFunc {
	data, err := json.Marshal(map[string]any{"status": "ok", "guideline": g.Info(), "mapping": mapping, "hooks": policy})
	if err != nil { // texts alone
		panic(err)
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(append(data[:len(data):len(data)], '\n'))
	}
}

// questions is the page that cards lead to for what does not fit on them: every question of the
// guideline, in asking order. It holds nothing of any patient.
func questions(g *decision.Guideline) http.HandlerFunc {
	page := template.Must(template.New("questions").Parse(questionsPage))
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		_ = page.Execute(w, map[string]any{"Title": g.FullTitle(), "Guideline": g.Info(), "Facts": g.Facts()}) // the reader has gone
	}
}

const questionsPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>What the guideline asks</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600;margin-top:1rem}dd{margin:0;color:#444}</style>
<h1>What the guideline asks</h1>
<p>{{.Title}} ({{.Guideline.ID}} {{.Guideline.Version}}). For clinicians. Not a medical device; not clinically validated.</p>
<dl>{{range .Facts}}{{if .Question}}<dt>{{.Question}}</dt>{{with .Help}}<dd>{{.}}</dd>{{end}}{{end}}
{{end}}</dl></html>
`
