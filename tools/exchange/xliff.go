package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/translation"
)

// A placeholder, or any other piece of a template. Translators move it as a whole.
var code = regexp.MustCompile(`\{\{[^{}]*\}\}`)

// What the states are called in XLIFF 1.2 §2.3 (attribute state).
var targetStates = map[translation.State]string{
	translation.Done:    "translated",
	translation.Stale:   "needs-review-translation",
	translation.Missing: "new",
}

// xliff writes XLIFF 1.2 (https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html).
func (s *Sheet) xliff() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">` + "\n")
	fmt.Fprintf(&b, ` <file original="active.%s.toml" datatype="plaintext" source-language="%s" target-language="%s">`+"\n  <body>\n", s.Source, s.Source, s.Target)
	group := ""
	for _, u := range s.Units {
		if group != "" && (u.Form == "" || u.ID != group) {
			b.WriteString("   </group>\n")
			group = ""
		}
		if u.Form != "" && group == "" {
			fmt.Fprintf(&b, `   <group id="%s" restype="x-gettext-plurals">`+"\n", escaped(u.ID))
			group = u.ID
		}
		u.transUnit(&b)
	}
	if group != "" {
		b.WriteString("   </group>\n")
	}
	b.WriteString("  </body>\n </file>\n</xliff>\n")
	return b.Bytes(), nil
}

func (u Unit) transUnit(b *bytes.Buffer) {
	fmt.Fprintf(b, `   <trans-unit id="%s" xml:space="preserve">`+"\n", escaped(u.Name()))
	fmt.Fprintf(b, "    <source>%s</source>\n    <target state=\"%s\">%s</target>\n", inline(u.Source), targetStates[u.State], inline(u.Target))
	if u.Numbers != "" {
		fmt.Fprintf(b, "    <note>%s: %s …</note>\n", u.Form, escaped(u.Numbers))
	}
	if u.Note != "" {
		fmt.Fprintf(b, "    <note>%s</note>\n", escaped(u.Note))
	}
	if u.Previous != "" {
		fmt.Fprintf(b, "    <alt-trans alttranstype=\"previous-version\">\n     <source>%s</source>\n     <target>%s</target>\n    </alt-trans>\n", inline(u.Previous), inline(u.Target))
	}
	b.WriteString("   </trans-unit>\n")
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}

// inline writes a text with its placeholders in <ph>.
func inline(s string) string {
	var b strings.Builder
	at := 0
	for i, m := range code.FindAllStringIndex(s, -1) {
		fmt.Fprintf(&b, `%s<ph id="%d">%s</ph>`, escaped(s[at:m[0]]), i+1, escaped(s[m[0]:m[1]]))
		at = m[1]
	}
	b.WriteString(escaped(s[at:]))
	return b.String()
}

func readXLIFF(data []byte) (*Sheet, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	sheet := new(Sheet)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return sheet, nil
		}
		if err != nil {
			return nil, err
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "xliff" && !strings.HasPrefix(attribute(start, "version"), "1."):
			return nil, fail.New("OtherXLIFF", apicause.Facts{"Version": attribute(start, "version")})
		case start.Name.Local == "file":
			if sheet.Source, err = tag(attribute(start, "source-language")); err != nil {
				return nil, err
			}
			target, err := tag(attribute(start, "target-language"))
			if err != nil {
				return nil, err
			}
			if sheet.Target != language.Und && sheet.Target != target {
				return nil, fail.New("TwoLanguages", apicause.Facts{"Lang": sheet.Target.String(), "Other": target.String()})
			}
			sheet.Target = target
		case start.Name.Local == "trans-unit":
			u, err := readUnit(d, start)
			if err != nil {
				return nil, err
			}
			sheet.Units = append(sheet.Units, u)
		}
	}
}

// readUnit reads a trans-unit. Segments and annotations that programs put into the
// texts are read past; so is all that is not the texts.
func readUnit(d *xml.Decoder, unit xml.StartElement) (Unit, error) {
	u := named(attribute(unit, "id"))
	for {
		token, err := d.Token()
		if err != nil {
			return u, err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return u, nil
		case xml.StartElement:
			switch t.Name.Local {
			case "source":
				u.Source, err = readInline(d)
			case "target":
				u.Target, err = readInline(d)
				if strings.HasPrefix(attribute(t, "state"), "needs-") {
					u.State = translation.Stale
				}
			default: // alt-trans has a source and a target, too
				err = d.Skip()
			}
			if err != nil {
				return u, err
			}
		}
	}
}

// readInline reads a text up to the end of its element: what is in <ph> is a part of
// it, and an empty <x/> stands for its equiv-text.
func readInline(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if t.Name.Local == "x" {
				b.WriteString(attribute(t, "equiv-text"))
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
	return b.String(), nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
