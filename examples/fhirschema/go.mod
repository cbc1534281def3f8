module github.com/mskguide/mskguide/examples/fhirschema

go 1.25.0

require github.com/santhosh-tekuri/jsonschema/v6 v6.0.3

require golang.org/x/text v0.14.0 // indirect

replace github.com/mskguide/mskguide => ../..
