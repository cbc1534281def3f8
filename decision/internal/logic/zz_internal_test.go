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
func (e *Engine) Tab(c *Case) (o Outcome) { e.tables(c,&o); return }
func (e *Engine) LowParts(c *Case, l int8) int { n,_:=e.level.lowestOfParts(c,node(l+1)); return int(n) }
func (e *Engine) MeetYes(c *Case) uint64 { a,b:=meetNarrow(e.rows.yes.narrow,c.cells); return a+b }
func (e *Engine) MeetNo(c *Case) uint64 { a:=meetBlock(e.rows.no.blocks[0],c.cells); return a[0]+a[1]+a[2]+a[3] }
func (e *Engine) Parts(c *Case) (int,bool) { a,b:=e.level.lowestOfParts(c,0); return int(a),b }
