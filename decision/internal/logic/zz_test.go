package logic_test
import ("testing";"github.com/mskguide/mskguide/decision/internal/logic";"fmt";"time";"sort")
func TestDump(t *testing.T){ n:=newNeedling(); e,err:=logic.Compile(n.problem); fmt.Println(err,len(n.problem.Rules),len(n.problem.Vars)); logic.Dump(e)}
func slices2(f func(i int)) string {
	var ds []float64
	k:=0
	for range 400 { t0:=time.Now(); for range 1000 { f(k); k++ }; ds=append(ds,float64(time.Since(t0))/1000) }
	sort.Float64s(ds)
	return fmt.Sprintf("min %.1f p10 %.1f median %.1f ns", ds[0], ds[40], ds[200])
}
var sink int
func TestSpeed(t *testing.T){
	for _,fr:=range fractions {
		n:=newNeedling(); e,_:=logic.Compile(n.problem)
		s := newSource(5)
		var cs []*logic.Case; var codes [][]uint8; var order []uint16
		for range 2000 { k,_:=n.patient(s,fr).codes(n.problem.Vars); c:=e.NewCase(); e.Load(c,k,nil); cs=append(cs,c); codes=append(codes,k) }
		for range 1<<16 { order=append(order,uint16(s.IntN(2000))) }
		c:=e.NewCase()
		fmt.Println(fr,"decide",slices2(func(i int){o:=e.Decide(cs[order[i&0xffff]]); sink+=int(o.Lo)+int(o.Certain[0])}))
		fmt.Println(fr,"load",slices2(func(i int){e.Load(c,codes[order[i&0xffff]],nil); sink++}))
		fmt.Println(fr,"load+decide",slices2(func(i int){e.Load(c,codes[order[i&0xffff]],nil); o:=e.Decide(c); sink+=int(o.Lo)}))
		fmt.Println(fr,"reach",slices2(func(i int){o:=e.Reach(cs[order[i&0xffff]]); sink+=int(o.Levels)}))
	}
}
