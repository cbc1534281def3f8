module github.com/mskguide/mskguide/decision/cdshooks/jwtauth

go 1.25.0

require (
	github.com/golang-jwt/jwt/v5 v5.3.1
	github.com/mskguide/mskguide v0.0.0
)

require (
	github.com/expr-lang/expr v1.17.8 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace github.com/mskguide/mskguide => ../../..
