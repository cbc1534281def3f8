package logic
import ("testing";"fmt")
func Dump(e *Engine) {
	cells:=0
	for _,g:=range e.rows.groups { fmt.Println(g.vars,g.size,len(g.cellOf),g.cells); cells+=g.cells }
	fmt.Println("groups",len(e.rows.groups),"cells",cells,"yes",e.rows.yes.layout.words,"no",e.rows.no.layout.words,"steps",len(e.loader.first),len(e.loader.more),"nodes",e.Nodes(),"singles",len(e.level.singles)); for _,p:=range e.level.parts {fmt.Println("part",p.order,len(p.diagram.nodes))}
	for _,c:=range e.rows.yes.layout.chunks{fmt.Println("yes",c.layers,c.mask,len(c.runs))}
	for _,c:=range e.rows.no.layout.chunks{fmt.Println("no",c.layers,c.mask,len(c.runs))}
}
func TestX(t *testing.T){}
