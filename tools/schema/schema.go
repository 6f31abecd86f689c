// Package schema makes a JSON Schema of message files, for editors.
package schema

import (
	"bytes"
	"cmp"
	"encoding/json"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
)

// The texts of a message file as regular expressions, which know no lookaheads
// everywhere: something in them is not blank, and braces hold placeholders only.
const (
	plain       = `^[^{}｛｝]*[^{}｛｝\s][^{}｛｝]*$`
	filled      = `^\s*([^{}｛｝\s]|\{\{\.[A-Za-z_][A-Za-z0-9_]*\}\})([^{}｛｝]|\{\{\.[A-Za-z_][A-Za-z0-9_]*\}\})*$`
	counted     = `^\s*([^{}｛｝\s]|\{\{\.Count\}\})([^{}｛｝]|\{\{\.Count\}\})*$`
	noBraces    = `^[^{}｛｝]+$`
	description = "description"
)

// What a section is for.
var about = map[format.Section]string{
	format.Title:           "What happened, told to the person who uses the app: one short sentence without a full stop.",
	format.Detail:          "What that person can do next: whole sentences without placeholders.",
	format.DetailWithFacts: "Takes the place of the detail where every placeholder in it has a value.",
	format.Term:            "Names of things that placeholders show: consent items, form fields.",
	format.After:           "How long to wait, shown where a text says {{.Retry}}.",
	format.List:            "Between several terms.",
	format.Contact:         "Who can help: whole sentences, which take the place of those that lower layers' details hold.",
}

// The definitions of texts that have a form of their own.
var valuesOf = map[format.Section]string{format.After: "counted", format.List: "spaces"}

type object map[string]any

// Make returns the schema of message files that tell of a catalog's causes and of
// an app's own, in the draft that editors of TOML know.
func Make(catalog *apicause.Catalog, own []apicause.Cause) ([]byte, error) {
	english := catalog.Localizer("en")
	texts := func(definition string) object {
		properties := object{}
		ref := object{"$ref": "#/definitions/" + definition}
		for _, c := range own {
			properties[string(c)] = ref
		}
		for _, c := range catalog.Causes() {
			properties[string(c)] = object{"allOf": []object{ref}, description: english.Message(c).Description + "."}
		}
		return properties
	}
	properties := texts("plain")
	for _, s := range format.Sections()[1:] {
		definition := "plain"
		if s.Varying() {
			definition = "filled"
		}
		section := object{"type": "object", description: about[s]}
		switch ids := s.IDs(nil); {
		case s.OfCauses():
			section["properties"], section["additionalProperties"] = texts(definition), false
		case ids == nil:
			section["propertyNames"], section["additionalProperties"] = object{"pattern": `\S`}, object{"$ref": "#/definitions/plain"}
		default:
			values := object{}
			for _, id := range ids {
				values[id] = object{"$ref": "#/definitions/" + cmp.Or(valuesOf[s], definition)}
			}
			section["properties"], section["additionalProperties"] = values, false
		}
		properties[s.String()] = section
	}
	schema := object{
		"$schema":              "http://json-schema.org/draft-07/schema#",
		"title":                "Message file of apicause",
		description:            "active.<BCP 47 tag>.toml: what went wrong with an API call, in one language.",
		"type":                 "object",
		"properties":           properties,
		"additionalProperties": false,
		"definitions": map[string]object{
			"plain":   message(plain, []string{"other"}),
			"filled":  message(filled, format.Forms[:]),
			"counted": message(counted, format.Forms[:]),
			"spaces":  {"type": "string", "pattern": noBraces},
		},
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(schema)
	return b.Bytes(), err
}

// message is a text, or a table of its plural forms.
func message(pattern string, forms []string) object {
	text := object{"type": "string", "pattern": pattern}
	properties := object{description: object{"type": "string"}, "hash": object{"type": "string"}}
	for _, form := range forms {
		properties[form] = text
	}
	return object{"anyOf": []object{
		text,
		{"type": "object", "properties": properties, "required": []string{"other"}, "additionalProperties": false},
	}}
}
