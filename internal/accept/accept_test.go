package accept_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause/internal/accept"
)

func format(elements []accept.Element) string {
	var b strings.Builder
	for _, e := range elements {
		fmt.Fprintf(&b, "%s:%g", e.Value, e.Weight)
		if e.Parameters {
			b.WriteString("+")
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

func TestParse(t *testing.T) {
	tests := []struct{ list, want string }{
		{"", ""},
		{"ko", "ko:1"},
		{"ko-KR,ko;q=0.9,en;q=0.8", "ko-KR:1 ko:0.9 en:0.8"},
		{"en;q=0.2,ko;q=0.8", "ko:0.8 en:0.2"},
		{"b;q=0.5,a;q=0.5,c;q=0.50", "b:0.5 a:0.5 c:0.5"},
		{" \tko\t ;\t q=0.9 \t, en ", "en:1 ko:0.9"},
		{"ko;Q=0.5", "ko:0.5"},
		{"ko;q=0,en", "en:1 ko:0"},
		{",,ko,,", "ko:1"},
		{";q=1,ko", "ko:1"},
		{";,=,;=", "=:1"},
		{"ko;", "ko:1"},
		{"ko;;q=0.5;", "ko:0.5"},
		{"ko\u00a0,\u2003en", "ko\u00a0:1 \u2003en:1"}, // white space is spaces and tabs

		// Weights.
		{"a;q=1,b;q=1.,c;q=1.0,d;q=1.000", "a:1 b:1 c:1 d:1"},
		{"a;q=0,b;q=0.,c;q=0.000", "a:0 b:0 c:0"},
		{"a;q=0.001,b;q=0.999", "b:0.999 a:0.001"},
		{"a;q=1.001,b;q=0.1234,c;q=1.0000,d;q=2,e;q=00,f;q=01", ""},
		{"a;q=1e-1,b;q=0x.8p0,c;q=+1,d;q=-0,e;q=.5,f;q=NaN,g;q=Inf,h;q=0_1", ""},
		{"a;q = 0.5,b;q= 0.5,c;q =0.5,d;q,e;q=,f; q=0 .5", ""},
		{"a;q=0.5;q=0.6", ""},
		{"a;q=\"0.5\"", ""},
		{"a;q=0.5.1,b;q=0,5", "5:1 b:0"},
		{"a;q=٠", ""},
		{"a;q=0.e1,b;q=1.e-1,c;q=1.-0", ""},

		// Parameters.
		{"text/html;level=1;q=0.4", "text/html:0.4+"},
		{"text/html;q=0.4;level=1", "text/html:0.4+"},
		{"text/html;level", "text/html:1+"},
		{"a;quality=0.5", "a:1+"},

		// Quotes.
		{`a;x="b,c";q=0.5,d`, "d:1 a:0.5+"},
		{`a;x="b;q=0.1";q=0.5`, "a:0.5+"},
		{`a;x="\",b";q=0.5,c`, "c:1 a:0.5+"},
		{`a;x="\\",b`, "a:1+ b:1"},
		{`a;x="",b`, "a:1+ b:1"},
		{`a;x="",b;y="c,d"`, "a:1+ b:1+"},
		{`a;x="b,c`, "a:1+ c:1"}, // never closed
		{`a;x="b,c;x="`, "a:1+"},
		{`a;x="b\",c`, "a:1+ c:1"},
		{`a;x=",b;x="c,d"`, `a:1+ d":1`},
		{`"a,b,c"`, `"a:1 b:1 c":1`}, // no parameter
		{`a;x="b\`, "a:1+"},
	}
	for _, tt := range tests {
		if got := format(accept.Parse(tt.list)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.list, got, tt.want)
		}
	}
}

func TestOnlyTheBeginningOfALongListIsRead(t *testing.T) {
	tests := []struct{ name, list, want string }{
		{"4096 bytes", strings.Repeat(",", 4094) + "ko", "ko:1"},
		{"elements behind", strings.Repeat(",", 4097) + "ko,en", ""},
		{"a half element", strings.Repeat(",", 4094) + "ko-KR", ""},
		{"an element that ends in time", "ko," + strings.Repeat("x", 5000), "ko:1"},
		{"no separator", strings.Repeat("x", 5000), ""},
		{"half a quoted string", `en;x="ko,` + strings.Repeat(",", 5000) + `"`, ""},
		{"a whole quoted string", `en;x="ko,",` + strings.Repeat(",", 5000), "en:1+"},
	}
	for _, tt := range tests {
		if got := format(accept.Parse(tt.list)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := len(accept.Parse(strings.Repeat("a;q=0.1,", 100))); got != 64 {
		t.Errorf("of 100 elements %d are read, want 64", got)
	}
	if got := len(accept.Parse(strings.Repeat("a;q=2,", 100) + "b")); got != 1 {
		t.Errorf("of one element behind 100 malformed ones %d are read, want 1", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, list := range []string{
		"", "*", "ko-KR,ko;q=0.9,en-US;q=0.8", "ko;q=0,en", "ko,!!bogus!!", "EN;Q=0.2,ko;q=0.8", ",;=", "ko;q=1e-1", "ko;q = 0.5",
		`a;x="b,c";q=0.5,d`, `a;x="b\",c`, strings.Repeat("fr;q=0.1,", 500), strings.Repeat(`="\`, 1500),
	} {
		f.Add(list, "en;q=2", uint(1))
	}
	f.Fuzz(func(t *testing.T, list, malformed string, at uint) {
		elements := accept.Parse(list)
		if len(elements) > 64 {
			t.Errorf("got %d elements", len(elements))
		}
		if !slices.IsSortedFunc(elements, func(a, b accept.Element) int { return int(1000*b.Weight) - int(1000*a.Weight) }) {
			t.Errorf("not by weight: %v", elements)
		}
		for _, e := range elements {
			if e.Value == "" || strings.Trim(e.Value, " \t") != e.Value || strings.ContainsAny(e.Value, ",;") && !strings.Contains(e.Value, `="`) || e.Weight < 0 || e.Weight > 1 {
				t.Errorf("got %+v", e)
			}
		}
		// A malformed element anywhere changes nothing.
		if len(list)+len(malformed) >= 4096 || strings.ContainsAny(malformed, `",`) || strings.Contains(list, `"`) || len(accept.Parse(malformed)) > 0 {
			return
		}
		pieces := strings.Split(list, ",")
		with := strings.Join(slices.Insert(pieces, int(at%uint(len(pieces)+1)), malformed), ",")
		if got := accept.Parse(with); !slices.Equal(got, elements) {
			t.Errorf("%q: got %v, want %v as for %q", with, got, elements, list)
		}
	})
}
