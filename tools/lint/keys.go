package lint

import (
	"cmp"
	"errors"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
)

// A section is a table of message files, as the runtime has it.
type section struct {
	name    string
	ids     []string      // nil: those of the causes
	any     bool          // any ID will do
	noun    apicause.Term // what an ID is
	varying bool          // its texts take placeholders and plural forms
}

var (
	descriptions = section{noun: "cause"}
	sections     = []section{
		{name: "title", noun: "cause"},
		{name: "detail", noun: "cause"},
		{name: "detail_with_facts", noun: "cause", varying: true},
		{name: "term", any: true, noun: "term"},
		{name: "after", ids: []string{"seconds", "minutes", "hours", "days"}, noun: "unit", varying: true},
		{name: "list", ids: []string{"separator"}, noun: "key"},
		{name: "contact", ids: []string{"fix", "report"}, noun: "sentence"},
	}
	forms = []string{"zero", "one", "two", "few", "many", "other"}
	// What go-i18n takes for parts of a message, in any case.
	reserved = []string{"id", "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many", "other", "translation"}
)

func sectionOf(name string) *section {
	for i := range sections {
		if sections[i].name == name {
			return &sections[i]
		}
	}
	return nil
}

func sectionNames() (names []string) {
	for _, s := range sections {
		names = append(names, s.name)
	}
	return names
}

func isReserved(key string) bool { return slices.Contains(reserved, strings.ToLower(key)) }

// isCauseName reports whether New would take a cause of that name.
func isCauseName(name string) bool { return token.IsIdentifier(name) && !isReserved(name) }

// parse reads the file and reports all that is no message.
func (d *document) parse(r *run) {
	if d.broken {
		return
	}
	tree, err := decode(d.data)
	var deep tooDeep
	if errors.As(err, &deep) {
		d.broken = true
		r.report(d, int(deep), "toml-syntax", "TomlDeep", "", "", nil)
		return
	}
	d.locate()
	if err != nil {
		d.broken = true
		r.reportSyntax(d, err)
		return
	}
	d.byID = make(map[string]*message)
	k := keys{run: r, document: d, causes: causeNames(r.causes)}
	for key, value := range tree {
		s := sectionOf(key)
		if s == nil {
			continue
		}
		if table, ok := value.(map[string]any); ok {
			k.section(table, s)
		} else {
			k.wrongType([]string{key}, key, "table", value)
		}
	}
	k.section(tree, &descriptions)
	slices.SortFunc(d.messages, func(a, b *message) int { return cmp.Or(cmp.Compare(a.key, b.key), strings.Compare(a.id, b.id)) })
	for _, m := range d.messages {
		slices.SortFunc(m.texts, func(a, b *text) int { return cmp.Or(cmp.Compare(a.key, b.key), strings.Compare(a.form, b.form)) })
	}
}

// reportSyntax reports why a file is no TOML, and every key that is there twice.
func (r *run) reportSyntax(d *document, err error) {
	offset, reason := 0, err.Error()
	var e toml.ParseError
	if errors.As(err, &e) {
		offset, reason = e.Position.Start, strings.TrimSuffix(e.Message, ".")
	}
	line, column := d.position(offset)
	for _, again := range d.twice {
		first, _ := d.position(again.first)
		second, _ := d.position(again.second)
		if second == line {
			line = 0
		}
		id := strings.Join(again.path, ".")
		r.report(d, again.second, "toml-duplicate", "TomlDuplicate", id, "", apicause.Facts{"Key": id, "Line": strconv.Itoa(first)})
	}
	switch {
	case line == 0:
	case strings.Contains(reason, "already"):
		r.reportAt(d, line, column, "toml-duplicate", "TomlSyntax", "", "", apicause.Facts{"Reason": reason})
	default:
		r.reportAt(d, line, column, "toml-syntax", "TomlSyntax", "", "", apicause.Facts{"Reason": reason})
	}
}

func causeNames(apps []apicause.Cause) (names []string) {
	for _, c := range slices.Concat(BuiltInCauses(), apps) {
		names = append(names, string(c))
	}
	return names
}

// keys walks the keys of a file.
type keys struct {
	*run
	*document
	causes []string
}

func (k keys) section(table map[string]any, s *section) {
	ids := s.ids
	if ids == nil && !s.any {
		ids = k.causes
	}
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	for key, value := range table {
		path := []string{s.name, key}
		if s == &descriptions {
			if sectionOf(key) != nil {
				continue
			}
			path = path[1:]
		}
		id := strings.Join(path, ".")
		at := k.keyAt(path)
		switch {
		case !known[key] && isReserved(key):
			k.report(k.document, at, "key-reserved", "KeyReserved", id, "", apicause.Facts{"Key": key})
		case s.any && strings.TrimSpace(key) == "", !s.any && !known[key]:
			candidates := ids
			if s == &descriptions {
				candidates = slices.Concat(ids, sectionNames())
			}
			k.report(k.document, at, "key-unknown", "KeyUnknown", id, first(nearest.Names(key, candidates)), apicause.Facts{"Key": key, "Kind": s.noun})
		default:
			k.message(path, id, s, value)
		}
	}
}

// message reads a text or the table of its plural forms.
func (k keys) message(path []string, id string, s *section, value any) {
	m := &message{section: s.name, name: path[len(path)-1], id: id, key: k.keyAt(path)}
	switch v := value.(type) {
	case string:
		k.text(m, path, "other", v)
	case map[string]any:
		before := len(k.findings)
		for key, value := range v {
			at := append(slices.Clip(path), key)
			str, ok := value.(string)
			switch isForm := slices.Contains(forms, key); {
			case !isForm && key != "description" && key != "hash":
				k.report(k.document, k.keyAt(at), "key-unknown", "KeyUnknown", id, first(nearest.Names(key, forms)), apicause.Facts{"Key": key, "Kind": apicause.Term("form")})
			case !ok:
				k.wrongType(at, id, "text", value)
			case !isForm: // for people and tools
			case key != "other" && !s.varying:
				k.report(k.document, k.keyAt(at), "plural-place", "PluralPlace", id, "", apicause.Facts{"Form": key})
			default:
				k.text(m, at, key, str)
			}
		}
		if _, ok := v["other"]; !ok && len(k.findings) == before {
			needs := pluralNeeds(k.tag)
			k.report(k.document, m.key, "plural-missing", "PluralMissing", id, "", apicause.Facts{
				"Form": "other", "Language": k.languageName(k.tag), "Sample": needs[len(needs)-1].Numbers[0]})
		}
	default:
		k.wrongType(path, id, "text", value)
	}
	if len(m.texts) > 0 {
		k.messages = append(k.messages, m)
		k.byID[id] = m
	}
}

func (k keys) text(m *message, path []string, form, s string) {
	t := k.textAt(m, path, form, s)
	switch {
	case s == "":
		k.report(k.document, t.value, "value-empty", "ValueEmpty", m.id, "", nil)
	case strings.TrimSpace(s) == "" && m.id != "list.separator":
		k.report(k.document, t.value, "value-blank", "ValueBlank", m.id, "", nil)
	default:
		m.texts = append(m.texts, t)
	}
}

func (k keys) wrongType(path []string, id string, want apicause.Term, value any) {
	k.report(k.document, k.keyAt(path), "value-type", "ValueType", id, "", apicause.Facts{"Wanted": want, "Got": kind(value)})
}

func kind(value any) apicause.Term {
	switch value.(type) {
	case string:
		return "text"
	case int64, float64:
		return "number"
	case bool:
		return "truth"
	case map[string]any:
		return "table"
	case []any, []map[string]any:
		return "array"
	}
	return "date"
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}
