package repo

import (
	"go/ast"
	"path"
	"strings"
	"testing"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/stretchr/testify/require"
)

// A control that a test verifies is verified by nothing once the test is renamed or gone.
func TestNamedTestsExist(t *testing.T) {
	tests := testFunctions(t)
	require.True(t, tests["internal/repo.TestNamedTestsExist"])
	named := 0
	for _, hazard := range dryneedling.AsPublished().Safety().Hazards {
		for _, control := range hazard.Controls {
			for _, name := range control.Tests {
				named++
				require.True(t, tests[name], "%s: hazard %s: there is no test %s", hazard.Place, hazard.ID, name)
			}
		}
	}
	require.Greater(t, named, 50)
}

// testFunctions finds every test, fuzz target and example of the module, as folder.Name.
func testFunctions(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, file := range goFiles(t, true) {
		if !strings.HasSuffix(file, "_test.go") {
			continue
		}
		_, syntax := parse(t, file)
		for _, declared := range syntax.Decls {
			if function, ok := declared.(*ast.FuncDecl); ok && function.Recv == nil {
				found[path.Dir(file)+"."+function.Name.Name] = true
			}
		}
	}
	return found
}
