module github.com/mskguide/mskguide/examples/cdsservice

go 1.25.0

require (
	github.com/golang-jwt/jwt/v5 v5.3.1
	github.com/mskguide/mskguide v0.0.0
	github.com/mskguide/mskguide/decision/cdshooks/jwtauth v0.0.0
	github.com/stretchr/testify v1.11.1
	gopkg.in/yaml.v3 v3.0.1
)

replace (
	github.com/mskguide/mskguide => ../..
	github.com/mskguide/mskguide/decision/cdshooks/jwtauth => ../../decision/cdshooks/jwtauth
)
