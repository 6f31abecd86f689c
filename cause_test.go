package apicause_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apicause/apicause"
)

// reference returns the rows of Kakao's reference: identifier, code, ko, en.
func reference(t testing.TB) [][]string {
	t.Helper()
	f, err := os.Open("testdata/causes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func TestCausesAreThoseOfTheReferenceInItsOrder(t *testing.T) {
	var want []apicause.Cause
	for _, row := range reference(t) {
		want = append(want, apicause.Cause(row[0]))
	}
	if got := apicause.Causes(); !slices.Equal(got, want) || len(got) != 29 {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCausesReturnsAFreshSlice(t *testing.T) {
	apicause.Causes()[0] = "Changed"
	if got := apicause.Causes()[0]; got != apicause.InternalError {
		t.Errorf("got %v, want InternalError", got)
	}
}

func TestParseCauseTakesExactNamesOnly(t *testing.T) {
	for _, want := range apicause.Causes() {
		if got, err := apicause.ParseCause(string(want)); got != want || err != nil {
			t.Errorf("%s: got %q, %v", want, got, err)
		}
	}
	tests := []struct{ name, want string }{
		{" InvalidToken", `" InvalidToken" is no cause; did you mean "InvalidToken"?`},
		{"invalidtoken", `"invalidtoken" is no cause; did you mean "InvalidToken"?`},
		{"InvalidTokn", `"InvalidTokn" is no cause; did you mean "InvalidToken"?`},
		{"", `"" is no cause`},
		{"Unknown", `"Unknown" is no cause`},
		{"BlockedApp", `"BlockedApp" is no cause`},
		{"zzz", `"zzz" is no cause`},
		{strings.Repeat("x", 1<<20), `"` + strings.Repeat("x", 64) + `" is no cause`},
	}
	for _, tt := range tests {
		got, err := apicause.ParseCause(tt.name)
		if got != "" || err == nil || err.Error() != tt.want {
			t.Errorf("%.20q: got %q, %v; want the error %s", tt.name, got, err, tt.want)
		}
	}
}

func TestCauseIsFoundThroughWrapping(t *testing.T) {
	occurrence := &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{"A": 1}, Err: errors.New("403")}
	tests := []struct {
		name string
		err  error
	}{
		{"the cause itself", apicause.InsufficientScope},
		{"an Error", occurrence},
		{"wrapped with %w", fmt.Errorf("send: %w", occurrence)},
		{"wrapped twice in one", fmt.Errorf("%w and %w", errors.New("x"), occurrence)},
		{"joined", errors.Join(nil, errors.New("x"), fmt.Errorf("y: %w", occurrence))},
		{"beneath an Error without a cause", &apicause.Error{Err: occurrence}},
		{"outside of another cause", &apicause.Error{Cause: apicause.InsufficientScope, Err: apicause.InvalidToken}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !errors.Is(tt.err, apicause.InsufficientScope) {
				t.Error("errors.Is does not find it")
			}
			if got, ok := apicause.CauseOf(tt.err); got != apicause.InsufficientScope || !ok {
				t.Errorf("CauseOf: got %q, %v", got, ok)
			}
		})
	}
}

func TestCauseIsFoundBehindATypedNil(t *testing.T) {
	err := errors.Join((*pointerError)(nil), apicause.InvalidToken) // errors.Is would call Unwrap of the nil
	if got, ok := apicause.CauseOf(err); got != apicause.InvalidToken || !ok {
		t.Errorf("got %q, %v", got, ok)
	}
}

func TestFactsAreThoseOfTheErrorWithTheCause(t *testing.T) {
	inner := &apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{"Inner": 1}}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"its own", &apicause.Error{Cause: apicause.UnderMaintenance, Facts: apicause.Facts{"Outer": 1}, Err: inner}, "map[Outer:1]"},
		{"none, though an inner error has some", &apicause.Error{Cause: apicause.UnderMaintenance, Err: inner}, "map[]"},
		{"beneath an Error with facts and no cause", &apicause.Error{Facts: apicause.Facts{"Outer": 1}, Err: inner}, "map[Inner:1 Outer:1]"},
		{"a bare cause", apicause.InvalidToken, "map[]"},
		{"no error", nil, "map[]"},
	}
	for _, tt := range tests {
		if got := fmt.Sprint(apicause.FactsOf(tt.err)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

type (
	pointerError struct{ text string }
	cycle        struct{}
	tree         []error
	panics       struct{}
)

func (e *pointerError) Error() string { return e.text }             // panics on nil
func (e *pointerError) Unwrap() error { return errors.New(e.text) } // panics on nil
func (cycle) Error() string           { return "cycle" }
func (cycle) Unwrap() error           { return cycle{} }
func (tree) Error() string            { return "tree" }
func (t tree) Unwrap() []error        { return t }
func (panics) Error() string          { panic("Error") }
func (panics) Unwrap() error          { panic("Unwrap") }

func TestErrorsWithoutACauseReadAsUnknown(t *testing.T) {
	endless := make(tree, 1)
	endless[0] = endless
	wide := make(tree, 5000)
	for i := range wide {
		wide[i] = errors.New("x")
	}
	var deep error = apicause.InvalidToken
	for range 1000 {
		deep = fmt.Errorf("%w", deep)
	}
	tests := []struct {
		name string
		err  error
	}{
		{"nil", nil},
		{"a nil *Error", (*apicause.Error)(nil)},
		{"a typed nil of another type", (*pointerError)(nil)},
		{"a typed nil within", fmt.Errorf("x: %w", (*pointerError)(nil))},
		{"the zero Error", &apicause.Error{}},
		{"the zero Cause", apicause.Cause("")},
		{"a foreign error", os.ErrNotExist},
		{"a cycle", cycle{}},
		{"an endless tree", endless},
		{"more than 1,000 errors before the cause", append(wide, apicause.InvalidToken)},
		{"a cause 1,000 errors deep", deep},
		{"methods that panic", panics{}},
		{"methods that panic before the cause", tree{panics{}, apicause.InvalidToken}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := apicause.CauseOf(tt.err); ok || got != "" {
				t.Errorf("CauseOf: got %q, %v", got, ok)
			}
			if got := apicause.FactsOf(tt.err); got != nil {
				t.Errorf("FactsOf: got %v", got)
			}
			want := apicause.Default().Localizer("ko").Message(apicause.Unknown)
			if got := apicause.Default().Localizer("ko").Localize(tt.err); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("Localize: got %v, want %v", got, want)
			}
		})
	}
}

func TestErrorTextsAreForLogs(t *testing.T) {
	tests := []struct {
		name, want string
		err        *apicause.Error
	}{
		{"a cause", "InvalidToken", &apicause.Error{Cause: apicause.InvalidToken}},
		{"what led to it", "InvalidToken: 401", &apicause.Error{Cause: apicause.InvalidToken, Err: errors.New("401")}},
		{"no cause", "500", &apicause.Error{Err: errors.New("500")}},
		{"the zero Error", "Unknown", &apicause.Error{}},
		{"nil", "Unknown", nil},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLogValueGroupsCauseFactsAndError(t *testing.T) {
	tests := []struct {
		name, want string
		err        *apicause.Error
	}{
		{"all", "[cause=InvalidToken facts=map[A:1] err=401]", &apicause.Error{Cause: apicause.InvalidToken, Facts: apicause.Facts{"A": 1}, Err: errors.New("401")}},
		{"a cause alone", "[cause=InvalidToken]", &apicause.Error{Cause: apicause.InvalidToken}},
		{"the zero Error", "[cause=Unknown]", &apicause.Error{}},
		{"nil", "[cause=Unknown]", nil},
	}
	for _, tt := range tests {
		if got := tt.err.LogValue().String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestNilAndZeroErrorsMatchNothing(t *testing.T) {
	var none *apicause.Error
	if errors.Is(none, apicause.Unknown) || errors.Is(&apicause.Error{}, apicause.Unknown) || errors.Unwrap(none) != nil {
		t.Error("an error without a cause is none of the causes")
	}
}

func TestFactsAreAddedOnTheWay(t *testing.T) {
	inner := &apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{"A": 1, "B": 1}}
	with := func(err error, facts ...any) error {
		for i := 0; i < len(facts); i += 2 {
			err = apicause.WithFact(err, facts[i].(string), facts[i+1])
		}
		return err
	}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"one more", with(inner, "C", 2), "map[A:1 B:1 C:2]"},
		{"the outer value hides the inner one", with(inner, "A", 2), "map[A:2 B:1]"},
		{"the outermost of several", with(inner, "A", 2, "A", 3, "C", 3), "map[A:3 B:1 C:3]"},
		{"around a wrapped error", with(fmt.Errorf("x: %w", with(inner, "A", 2)), "C", 3), "map[A:2 B:1 C:3]"},
		{"a bare cause", with(apicause.InvalidToken, "A", 2), "map[A:2]"},
		{"another branch of a join adds nothing", errors.Join(with(errors.New("x"), "C", 3), with(inner, "A", 2)), "map[A:2 B:1]"},
		{"above a join", with(errors.Join(errors.New("x"), inner), "C", 3), "map[A:1 B:1 C:3]"},
		{"beneath a cause", &apicause.Error{Cause: apicause.UnderMaintenance, Facts: apicause.Facts{"A": 5}, Err: with(inner, "C", 2)}, "map[A:5]"},
		{"no cause", with(errors.New("x"), "A", 2, "C", 3), "map[A:2 C:3]"},
		{"nil", with(nil, "A", 2), "map[]"},
	}
	for _, tt := range tests {
		if got := fmt.Sprint(apicause.FactsOf(tt.err)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if err := with(inner, "C", 2); err.Error() != inner.Error() || !errors.Is(err, apicause.ApiLimitExceeded) {
		t.Errorf("got %v", err)
	}
	if got := fmt.Sprint(inner.Facts); got != "map[A:1 B:1]" {
		t.Errorf("the inner error changed: %s", got)
	}
	if apicause.WithFact(nil, "A", 1) != nil {
		t.Error("no error with a fact is an error")
	}
	unknown := apicause.Default().Localizer("en").Localize(apicause.WithFact(errors.New("x"), apicause.FactRetry, 5*time.Minute))
	if !strings.Contains(unknown.Detail, "in 5 minutes") || unknown.Cause != apicause.Unknown {
		t.Errorf("got %+v", unknown)
	}
}

type logged struct{ slog.Value }

func (logged) Error() string          { return "logged" }
func (l logged) LogValue() slog.Value { return l.Value }

func TestAttrHasWhatALogNeeds(t *testing.T) {
	upstream := logged{slog.GroupValue(slog.String("cause", "hidden"), slog.Int("status", 403))}
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"an Error", &apicause.Error{Cause: apicause.InvalidToken, Facts: apicause.Facts{"A": 1}, Err: errors.New("401")},
			"error=[text=InvalidToken: 401 cause=InvalidToken facts=map[A:1]]"},
		{"any error", os.ErrNotExist, "error=[text=file does not exist cause=Unknown]"},
		{"a LogValuer, however deep", fmt.Errorf("x: %w", &apicause.Error{Cause: apicause.InvalidToken, Err: fmt.Errorf("y: %w", upstream)}),
			"error=[text=x: InvalidToken: y: logged cause=InvalidToken status=403]"},
		{"a LogValuer that is no group", errors.Join(logged{slog.IntValue(7)}), "error=[text=logged cause=Unknown value=7]"},
		{"an Error method that panics", fmt.Errorf("%w", panics{}), "error=[text=%!v(PANIC=Error method: Error) cause=Unknown]"},
		{"an Error method that panics, bare", panics{}, "error=[text=apicause_test.panics cause=Unknown]"},
		{"a nil pointer", (*pointerError)(nil), "error=[text=*apicause_test.pointerError cause=Unknown]"},
		{"nil", nil, "=<nil>"},
	}
	for _, tt := range tests {
		if got := apicause.Attr(tt.err).String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
