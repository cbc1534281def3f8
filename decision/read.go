package decision

import (
	"errors"
	"io/fs"
	"path"
	"regexp"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

const (
	manifestFile = "guideline.yaml"
	shared       = "shared"
)

var semantic = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$`)

// read decodes the manifest, then the files it lists beside each other, and takes them in
// in its order.
func (b *builder) read(fsys fs.FS) {
	b.fsys = fsys
	b.decode(manifestFile, place.Pos{File: manifestFile, Line: 1, Column: 1}, &b.manifest)()
	b.readShared()
	seen := map[string]place.Pos{manifestFile: {File: manifestFile, Line: 1, Column: 1}}
	var files []func()
	for _, f := range b.manifest.Files {
		if b.listed(f, seen) {
			c := &content{}
			wait := b.decode(f.Value, f.Pos, c)
			files = append(files, func() { wait(); b.content.add(*c, &b.errs) })
		}
	}
	for _, take := range append(files, b.readWords(seen)...) {
		take()
	}
	b.checkManifest()
}

// readShared has the library's own evidence and catalogue read, once for all bundles, beside
// the files of this one. What they are wanted for waits for them.
func (b *builder) readShared() {
	if b.manifest.Evidence.Value == shared {
		go evidence.Builtin()
	}
	if b.manifest.Conditions.Value == shared {
		go conditions.Builtin()
	}
}

// listed reports whether a file that the manifest lists is one to read.
func (b *builder) listed(f place.Text, seen map[string]place.Pos) bool {
	if f.Value == "" {
		return false // reported where it is required
	}
	if !fs.ValidPath(f.Value) || path.Ext(f.Value) != ".yaml" {
		b.errs.Addf(f.Pos, "%q is not a file of the bundle: a path such as rules/screen.yaml, with slashes, below the bundle's folder", f.Value)
		return false
	}
	if first, ok := seen[f.Value]; ok {
		b.errs.Addf(f.Pos, "file %q is listed twice; first at %s", f.Value, first)
		return false
	}
	seen[f.Value] = f.Pos
	return true
}

// decode reads one file and starts to decode it. The function it returns waits for it; a
// file that cannot be had is nil, and reported where it was asked for.
func (b *builder) decode(name string, asked place.Pos, into any) (wait func() *place.File) {
	data, err := fs.ReadFile(b.fsys, name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			b.errs.Addf(asked, "there is no file %q in the bundle", name)
		} else {
			b.errs.Addf(asked, "file %q cannot be read: %v", name, err)
		}
		return func() *place.File { return nil }
	}
	decoded := place.Start(name, data, into)
	return func() *place.File {
		file, err := decoded()
		b.errs.Merge(err)
		return file
	}
}

func (c *content) add(more content, errs *place.Errors) {
	c.Types = append(c.Types, more.Types...)
	c.Facts = append(c.Facts, more.Facts...)
	c.Groups = append(c.Groups, more.Groups...)
	c.Education = append(c.Education, more.Education...)
	c.Checks = append(c.Checks, more.Checks...)
	c.Params = append(c.Params, more.Params...)
	c.Definitions = append(c.Definitions, more.Definitions...)
	c.Rules = append(c.Rules, more.Rules...)
	c.Measures = append(c.Measures, more.Measures...)
	c.OptionCautions = append(c.OptionCautions, more.OptionCautions...)
	c.Interventions = append(c.Interventions, more.Interventions...)
	c.Options = append(c.Options, more.Options...)
	c.Invariants = append(c.Invariants, more.Invariants...)
	if more.OptionsBarred != nil {
		if c.OptionsBarred != nil {
			errs.Addf(more.OptionsBarred.Pos, "a bundle says once what bars its options; the first time is at %s", c.OptionsBarred.Pos)
		}
		c.OptionsBarred = more.OptionsBarred
	}
	if more.Protocol != nil {
		if c.Protocol != nil {
			errs.Addf(more.Protocol.Pos, "a bundle has one protocol; the first is at %s", c.Protocol.Pos)
		}
		c.Protocol = more.Protocol
	}
	if more.Attendance != nil {
		if c.Attendance != nil {
			errs.Addf(more.Attendance.Pos, "a bundle has one attendance rule; the first is at %s", c.Attendance.Pos)
		}
		c.Attendance = more.Attendance
	}
	if more.Comparison != nil {
		if c.Comparison != nil {
			errs.Addf(more.Comparison.Pos, "a bundle has one comparison; the first is at %s", c.Comparison.Pos)
		}
		c.Comparison = more.Comparison
	}
	if more.SelfCheck != nil {
		if c.SelfCheck != nil {
			errs.Addf(more.SelfCheck.Pos, "a bundle has one self-check; the first is at %s", c.SelfCheck.Pos)
		}
		c.SelfCheck = more.SelfCheck
	}
	if more.Safety != nil {
		if c.Safety != nil {
			errs.Addf(more.Safety.Pos, "a bundle has one safety log; the first is at %s", c.Safety.Pos)
		}
		c.Safety = more.Safety
	}
}

func (b *builder) checkManifest() {
	m := &b.manifest
	if m.Schema.Value != bundleSchema && m.Schema.Value != "" {
		b.errs.Addf(m.Schema.Pos, "schema %q is not one this library reads; it reads %q", m.Schema.Value, bundleSchema)
	}
	if m.ID.Value != "" {
		b.identifier("guideline", m.ID, hyphenated)
	}
	if m.Version.Value != "" && !semantic.MatchString(m.Version.Value) {
		b.errs.Addf(m.Version.Pos, "version %q is not of the form 1.2.3", m.Version.Value)
	}
	g := b.g
	g.info.ID, g.info.Version, g.info.Overlays = m.ID.Value, m.Version.Value, []string{}
	g.title, g.topic, g.about = m.Title, m.Topic, m.About
	g.needsInfo = Named{ID: needsInformation, Title: m.NeedsInformation.Title, Says: m.NeedsInformation.Says}
	if m.SignOff != nil {
		g.signOff = *m.SignOff
	}
	g.verdicts = b.namedList(b.verdicts, m.Verdicts, underscored)
	g.steps = b.namedList(b.steps, m.Steps, underscored)
	g.urgencies = b.namedList(b.urgencies, m.Urgencies, underscored)
	for _, id := range m.Stands {
		if level, ok := b.verdicts.find(&b.errs, id); ok {
			g.stands = append(g.stands, level)
		}
	}
	for i, v := range m.Verdicts {
		if v.ID.Value == needsInformation || v.ID.Value == caution {
			b.errs.Addf(m.Verdicts[i].ID.Pos, "verdict %q is a word of the library; choose another id", v.ID.Value)
		}
	}
	if n := len(m.Verdicts); n > maxVerdicts {
		b.errs.Addf(m.Verdicts[maxVerdicts].ID.Pos, "%d verdicts are too many; at most %d", n, maxVerdicts)
	}
}

func (b *builder) namedList(x *index, docs []namedDoc, form *regexp.Regexp) []Named {
	var out []Named
	for _, d := range docs {
		b.identifier(x.what, d.ID, form)
		if x.add(&b.errs, d.ID) {
			out = append(out, Named{ID: d.ID.Value, Title: d.Title, Says: d.Says})
		}
	}
	return out
}

// libraries opens the evidence and the catalogue that the manifest names.
func (b *builder) libraries() {
	if b.manifest.Evidence.Value == shared {
		b.g.evidence = evidence.Builtin()
	} else if sub, ok := b.folder(b.manifest.Evidence); ok {
		lib, err := evidence.Open(sub)
		b.errs.Merge(inFolder(b.manifest.Evidence, err))
		b.g.evidence = lib
	}
	switch {
	case b.manifest.Conditions.Value == "":
	case b.manifest.Conditions.Value == shared:
		b.g.catalogue = conditions.Builtin()
	default:
		if sub, ok := b.folder(b.manifest.Conditions); ok {
			catalogue, err := conditions.Open(sub)
			b.errs.Merge(inFolder(b.manifest.Conditions, err))
			b.g.catalogue = catalogue
		}
	}
}

func (b *builder) folder(name place.Text) (fs.FS, bool) {
	if !fs.ValidPath(name.Value) {
		b.errs.Addf(name.Pos, "%q is neither %q nor a folder of the bundle", name.Value, shared)
		return nil, false
	}
	if info, err := fs.Stat(b.fsys, name.Value); err != nil || !info.IsDir() {
		b.errs.Addf(name.Pos, "there is no folder %q in the bundle; write %q for the library's own", name.Value, shared)
		return nil, false
	}
	sub, err := fs.Sub(b.fsys, name.Value)
	if err != nil {
		b.errs.Addf(name.Pos, "folder %q cannot be opened: %v", name.Value, err)
	}
	return sub, err == nil
}

// inFolder puts the folder before the file names of a library's errors. What has no place
// of its own is wrong where the folder was named.
func inFolder(folder place.Text, err error) error {
	if err == nil {
		return nil
	}
	var list place.Errors
	if !errors.As(err, &list) {
		return place.Errors{{Pos: folder.Pos, Message: err.Error()}}
	}
	out := make(place.Errors, len(list))
	for i, e := range list {
		moved := *e
		if e.Pos.Line == 0 {
			moved.Pos = folder.Pos
		} else {
			moved.Pos.File = path.Join(folder.Value, e.Pos.File)
		}
		out[i] = &moved
	}
	return out
}
