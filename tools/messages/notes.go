package messages

import (
	"slices"
	"strings"

	format "github.com/apicause/apicause/internal/messages"
)

// Split splits the path of a text into the ID of a known message and the plural
// form, which is empty for the message itself. The ID is empty if no message is
// known.
func Split(path Path, known map[string]*Message) (id, form string) {
	if known[path.String()] != nil {
		return path.String(), ""
	}
	if n := len(path) - 1; n > 0 && slices.Contains(format.Forms[:], path[n]) && known[path[:n].String()] != nil {
		return path[:n].String(), path[n]
	}
	return "", ""
}

// Renote returns the file with other comments above lines that wait: by the path
// of the line, the text that stands there and the one that replaces it. A comment
// that says something else is left alone.
func (d *Document) Renote(notes map[string][2]string) ([]byte, error) {
	var splices []splice
	for i, s := range d.statements {
		if s.kind != prepared || s.array {
			continue
		}
		note, ok := notes[join(s.table, s.key).String()]
		if !ok {
			continue
		}
		was, now := spellComment(note[0]), spellComment(note[1])
		first := d.noteStart(i) // somebody may have written a comment below the note
		for first+len(was) <= i && !slices.Equal(was, d.lineTexts(first, first+len(was))) {
			first++
		}
		if first+len(was) > i {
			continue
		}
		indent := string(d.data[s.start:s.at])
		text := indent + strings.Join(now, d.newline+indent) + d.newline
		splices = append(splices, splice{d.statements[first].start, d.statements[first+len(was)-1].end, text})
	}
	out, ok := d.try(d.tree, splices...)
	if !ok {
		return nil, cannot(Path{"comments"})
	}
	return out, nil
}

// lineTexts returns the comments from one statement up to another.
func (d *Document) lineTexts(from, to int) (lines []string) {
	for _, s := range d.statements[from:to] {
		lines = append(lines, strings.TrimRight(string(d.data[s.at:s.end]), " \t\r\n"))
	}
	return lines
}
