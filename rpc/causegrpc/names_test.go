package causegrpc_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
	"github.com/apicause/apicause/rpc/causegrpc"
)

func TestReasons(t *testing.T) {
	reasons := map[apicause.Cause]string{
		"UnsupportedApi":  "UNSUPPORTED_API",
		"ServerTimeOut":   "SERVER_TIME_OUT",
		"HTTPTimeout":     "HTTP_TIMEOUT",
		"BadURL":          "BAD_URL",
		"OAuth2Failed":    "O_AUTH2_FAILED",
		"OAuth2URL":       "O_AUTH2_URL",
		"Error404Page":    "ERROR404_PAGE",
		"sold_out":        "SOLD_OUT",
		"Sold_Out":        "SOLD_OUT",
		"_hidden_":        "HIDDEN",
		"No":              "CAUSE_NO",
		"_404":            "CAUSE_404",
		"품절":              "UD488UC808",
		"CaféClosed":      "CAFUE9_CLOSED",
		longCause("abcd"): strings.ToUpper(string(longCause("abcd")))[:63],
		longCause("a_"):   strings.Repeat("A_", 31) + "A",
		longCause("_aa"):  strings.Repeat("AA_", 20) + "AA", // the 63rd would be "_"
	}
	var own []apicause.Cause
	var file strings.Builder
	for cause := range reasons {
		if !apicause.Default().Has(cause) {
			own = append(own, cause)
			file.WriteString(`"` + string(cause) + `" = "text"` + "\n")
		}
	}
	c := causegrpc.Config{Catalog: catalog(t, apicause.Config{Causes: own}, map[string]string{"en": file.String()}), Domain: "example.com"}
	for cause, want := range reasons {
		got := detail[*errdetails.ErrorInfo](t, causegrpc.Status(t.Context(), c, cause)).GetReason()
		if got != want {
			t.Errorf("%s: %s, want %s", cause, got, want)
		}
	}
}

func longCause(part string) apicause.Cause { return apicause.Cause(strings.Repeat(part, 40)) }

type name string

func TestMetadata(t *testing.T) {
	long := strings.Repeat("Abc", 30)
	shop := catalog(t, apicause.Config{Causes: []apicause.Cause{"SoldOut"}}, map[string]string{
		"en": "SoldOut = 'Sold out'\n[detail_with_facts]\nSoldOut = '" +
			"{{.Name}} {{.ItemsLeft}} {{.URLOfShop}} {{.ID}} {{.Y}} {{._1}} {{._shelf}} {{.price_2}} {{.Wait}} {{.Scope}} {{.Scopes}} {{.Huge}} {{." + long + "}}'\n",
	})
	err := &apicause.Error{Cause: "SoldOut", Facts: apicause.Facts{
		"Name": name("  Fig\u202e"), "ItemsLeft": uint8(3), "URLOfShop": "https://example.com", "ID": int64(-7), "Y": 1.5, "_1": float32(0.1),
		"_shelf": "top", "price_2": 2, "Wait": 1500 * time.Millisecond, "Scope": apicause.Term("friends"),
		"Scopes": apicause.Terms{"friends", "talk_message"}, "Huge": uint64(1 << 63), long: "x", "Hidden": secret,
	}}
	s := causegrpc.Status(t.Context(), causegrpc.Config{Catalog: shop, Domain: "example.com"}, err)
	want := map[string]string{
		"name": "  Fig", "itemsLeft": "3", "urlOfShop": "https://example.com", "id": "-7", "factY": "1.5", "fact1": "0.1",
		"shelf": "top", "price_2": "2", "wait": "2", "scope": "friends", "scopes": "friends,talk_message", "huge": "9223372036854775808",
		("a" + long[1:])[:64]: "x",
	}
	if diff := cmp.Diff(want, detail[*errdetails.ErrorInfo](t, s).GetMetadata()); diff != "" {
		t.Error(diff)
	}
}

func TestPaths(t *testing.T) {
	for pointer, want := range map[string]string{
		"":                             "",
		"/":                            `[""]`,
		"/email":                       "email",
		"/items/0/name":                "items[0].name",
		"/0/0":                         "[0][0]",
		"/items/-":                     "items.-",
		"/items/007":                   "items.007",
		"/a~1b/~01":                    "a/b.~1",
		"/labels/a.b/c":                `labels["a.b"].c`,
		`/labels/"]`:                   `labels["\"]"]`,
		"/이름":                          "이름",
		"/a\xff":                       "a\ufffd",
		"/a\r\n\u202eb":                "ab",
		"/" + strings.Repeat("x", 300): strings.Repeat("x", 256),
	} {
		s := causegrpc.Status(t.Context(), causegrpc.Config{}, problem.Fields(problem.At(pointer, apicause.NotFound)))
		violations := detail[*errdetails.BadRequest](t, s).GetFieldViolations()
		if len(violations) != 1 || violations[0].GetField() != want {
			t.Errorf("%q: %v, want %q", pointer, violations, want)
		}
	}
}
