package repo

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func parse(t *testing.T, file string) (*token.FileSet, *ast.File) {
	t.Helper()
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, filepath.Join(root, filepath.FromSlash(file)), nil, parser.ParseComments)
	require.NoError(t, err)
	return set, syntax
}

// An answer may depend on a time only when the time is an argument. One place asks the clock: the
// handler of HTTP calls, which are of today, where nobody hands it another clock.
func TestNoClock(t *testing.T) {
	const edge = "decision/cdshooks/options.go"
	clock := map[string]bool{"Now": true, "Since": true, "Until": true, "After": true, "Tick": true, "NewTimer": true, "NewTicker": true, "Sleep": true, "AfterFunc": true}
	for _, file := range goFiles(t, false) {
		if strings.HasPrefix(file, "examples/") {
			continue
		}
		set, syntax := parse(t, file)
		ast.Inspect(syntax, func(node ast.Node) bool {
			if selector, ok := node.(*ast.SelectorExpr); ok && clock[selector.Sel.Name] {
				pkg, named := selector.X.(*ast.Ident)
				if file == edge && selector.Sel.Name == "Now" {
					return true
				}
				require.False(t, named && pkg.Name == "time", "%s reads the clock", set.Position(selector.Pos()))
			}
			return true
		})
	}
}

// Nothing happens by being imported, and nothing shared can change: a package-level variable is
// set where it is declared and never again.
func TestNoInitAndNoMutableState(t *testing.T) {
	folders := map[string][]string{}
	for _, file := range goFiles(t, false) {
		folders[path.Dir(file)] = append(folders[path.Dir(file)], file)
	}
	for _, names := range folders {
		shared := map[string]bool{}
		var syntaxes []*ast.File
		for _, name := range names {
			set, syntax := parse(t, name)
			syntaxes = append(syntaxes, syntax)
			declared(t, set, syntax, shared)
		}
		for i, syntax := range syntaxes {
			unchanged(t, names[i], syntax, shared)
		}
	}
}

func declared(t *testing.T, set *token.FileSet, file *ast.File, shared map[string]bool) {
	t.Helper()
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			require.False(t, d.Recv == nil && d.Name.Name == "init", "%s: func init", set.Position(d.Pos()))
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				values, ok := spec.(*ast.ValueSpec)
				if !ok || d.Tok != token.VAR {
					continue
				}
				embedded := d.Doc != nil && strings.Contains(d.Doc.List[len(d.Doc.List)-1].Text, "//go:embed")
				require.True(t, embedded || len(values.Values) > 0, "%s: a variable without a value is there to be changed", set.Position(spec.Pos()))
				for _, name := range values.Names {
					shared[name.Name] = name.Name != "_"
				}
			}
		}
	}
}

// unchanged follows names, not scopes: a local variable that shadows a shared one and is
// assigned to fails too, and deserves another name.
func unchanged(t *testing.T, file string, syntax *ast.File, shared map[string]bool) {
	t.Helper()
	check := func(target ast.Expr) {
		if name := base(target); name != "" {
			require.False(t, shared[name], "%s changes %s, which the whole package shares", file, name)
		}
	}
	ast.Inspect(syntax, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, target := range n.Lhs {
					check(target)
				}
			}
		case *ast.IncDecStmt:
			check(n.X)
		}
		return true
	})
}

// base is the variable that an assignment to e changes.
func base(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.IndexExpr:
		return base(e.X)
	case *ast.SelectorExpr:
		return base(e.X)
	case *ast.StarExpr:
		return base(e.X)
	case *ast.ParenExpr:
		return base(e.X)
	}
	return ""
}
