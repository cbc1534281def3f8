package evidence

import "slices"

// Media returns what a source may be printed as, which decides how it is exported.
func Media() []string {
	return []string{"article", "preprint", "report", "chapter", "web_page", "regulation", "label", "data_set"}
}

// medium is the one given, else the usual one of the kind.
func (s Source) medium() string {
	if slices.Contains(Media(), s.Medium) {
		return s.Medium
	}
	switch s.Kind {
	case "regulation":
		return "regulation"
	case "product-label":
		return "label"
	case "data-set":
		return "data_set"
	case "secondary", "marketing":
		return "web_page"
	}
	return "article"
}
