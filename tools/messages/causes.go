package messages

import (
	"go/token"
	"slices"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/fact"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/internal/nearest"
)

// BuiltInCauses returns the causes that the library's own files describe. It does
// not ask a catalog, since those files may be what is wrong.
func BuiltInCauses() []string {
	var names []string
	for _, c := range append(apicause.Causes(), apicause.Unknown, apicause.BlockedApp, apicause.NotFriend,
		apicause.BadRequest, apicause.Unauthorized, apicause.Forbidden, apicause.NotFound, apicause.Conflict, apicause.ContentTooLarge,
		apicause.ValidationFailed, apicause.TooManyRequests, apicause.ServiceUnavailable, apicause.GatewayTimeout, apicause.LoginCancelled) {
		names = append(names, string(c))
	}
	return names
}

func isBlank(s string) bool { return fact.Blank(s) }

// IsCauseName reports whether the library takes a cause of that name.
func IsCauseName(name string) bool {
	_, section := format.SectionNamed(name)
	return token.IsIdentifier(name) && !format.IsReserved(name) && !section
}

// findCauses sets the causes that a folder adds to the built-in ones: what stands
// at the top level of its source language's file. Where that file is not TOML, the
// other files tell the causes: one mistake is enough to report.
//
// A folder is a whole one, like the library's own, where its source language
// describes most of the built-in causes. In such a file what looks like a built-in
// cause that is not there is a slip.
func (f *Folder) findCauses() {
	top := make(map[string]any)
	source := f.File(f.Source)
	if source != nil {
		if doc, err := source.Document(); err == nil {
			top = doc.tree
		} else {
			for _, file := range f.Files {
				if doc, err := file.Document(); err == nil {
					for key, value := range doc.tree {
						top[key] = value
					}
				}
			}
		}
	}
	builtIn := BuiltInCauses()
	var missing []string
	for _, c := range builtIn {
		if top[c] == nil {
			missing = append(missing, c)
		}
	}
	f.Whole = len(missing) < len(builtIn)/2
	for id, value := range top {
		switch {
		case slices.Contains(builtIn, id), !IsCauseName(id), isSection(id, value):
		case f.Whole && len(nearest.Names(id, missing)) > 0:
		default:
			f.Causes = append(f.Causes, id)
		}
	}
	slices.Sort(f.Causes)
}

// Slips returns the causes of the folder that are one slip away from a built-in
// one, and have a description in the source language and no other text.
func (f *Folder) Slips() map[string]string {
	source := f.File(f.Source)
	if source == nil || f.Plain {
		return nil
	}
	slips := make(map[string]string)
	builtIn := BuiltInCauses()
	for _, id := range f.Causes {
		near := nearest.Names(id, builtIn)
		texts := 0
		for _, s := range format.Sections() {
			if s.OfCauses() && source.Message(s.ID(id)) != nil {
				texts++
			}
		}
		if len(near) > 0 && texts == 1 && distance(id, near[0]) == 1 {
			slips[id] = near[0]
		}
	}
	return slips
}

// distance is 1 where one letter more, less or other makes a of b, or two that
// changed places; else more.
func distance(a, b string) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0] {
		return 1
	}
	return max(len(a), len(b))
}

// isSection reports whether an unknown key is a section whose name is misspelt:
// a table that holds no forms of a text.
func isSection(key string, value any) bool {
	table, ok := value.(map[string]any)
	return ok && len(nearest.Names(key, sectionNames())) > 0 && !isMessage(table)
}
