// Package schema makes a JSON Schema of message files, for editors.
package schema

import (
	"bytes"
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
	section := func(what string, properties object) object {
		return object{"type": "object", description: what, "properties": properties, "additionalProperties": false}
	}
	wait := object{"$ref": "#/definitions/counted"}
	properties := texts("plain")
	for name, s := range map[string]object{
		"title":             section("What happened, told to the person who uses the app: one short sentence without a full stop.", texts("plain")),
		"detail":            section("What that person can do next: whole sentences without placeholders.", texts("plain")),
		"detail_with_facts": section("Takes the place of the detail where every placeholder in it has a value.", texts("filled")),
		"term": {"type": "object", description: "Names of things that placeholders show: consent items, form fields.",
			"propertyNames": object{"pattern": `\S`}, "additionalProperties": object{"$ref": "#/definitions/plain"}},
		"after": section("How long to wait, shown where a text says {{.Retry}}.",
			object{"seconds": wait, "minutes": wait, "hours": wait, "days": wait}),
		"list": section("Between several terms.", object{"separator": object{"type": "string", "pattern": noBraces}}),
		"contact": section("Who can help: whole sentences, which take the place of those that lower layers' details hold.",
			object{"fix": object{"$ref": "#/definitions/plain"}, "report": object{"$ref": "#/definitions/plain"}}),
	} {
		properties[name] = s
	}
	schema := object{
		"$schema":              "http://json-schema.org/draft-07/schema#",
		"title":                "Message file of apicause",
		description:            "active.<BCP 47 tag>.toml: what went wrong with an API call, in one language.",
		"type":                 "object",
		"properties":           properties,
		"additionalProperties": false,
		"definitions": object{
			"plain":   message(plain, []string{"other"}),
			"filled":  message(filled, format.Forms[:]),
			"counted": message(counted, format.Forms[:]),
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
