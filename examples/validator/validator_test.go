package validator

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

type signup struct {
	Email    string `json:"email" validate:"required,email"`
	Password string `json:"password" validate:"required,min=8"`
	Friends  []struct {
		Name string `json:"name" validate:"required"`
		Age  int    `json:"age" validate:"max=200"`
	} `json:"friends" validate:"dive"`
}

func TestFieldsInTheReadersLanguage(t *testing.T) {
	catalog, err := apicause.New(apicause.Config{Causes: slices.Sorted(maps.Values(causes)), Locales: []fs.FS{os.DirFS("locales")}})
	if err != nil {
		t.Fatal(err)
	}
	form := signup{Email: "a", Password: "secret"}
	form.Friends = append(form.Friends, struct {
		Name string `json:"name" validate:"required"`
		Age  int    `json:"age" validate:"max=200"`
	}{Age: 300})
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.Header.Set("Accept-Language", "ko")
	w := httptest.NewRecorder()
	problem.New(problem.Config{Catalog: catalog}).Write(w, r, fields(newValidator().Struct(form)))
	const want = `"errors":[{"pointer":"/email","title":"이메일 주소를 확인해 주세요","cause":"NotAnEmail"},` +
		`{"pointer":"/password","title":"더 길게 입력해 주세요","detail":"8자 이상이어야 해요.","cause":"TooShort","facts":{"Least":"8"}},` +
		`{"pointer":"/friends/0/name","title":"입력해 주세요","cause":"Required"},{"pointer":"/friends/0/age",`
	if got := w.Body.String(); w.Code != 422 || !strings.Contains(got, want) {
		t.Errorf("%d %s, want %s", w.Code, got, want)
	}
}

func TestOtherErrorsPass(t *testing.T) {
	if err := fields(io.EOF); err != io.EOF {
		t.Error(err)
	}
	if err := fields(nil); err != nil {
		t.Error(err)
	}
	if err := fields(newValidator().Struct(signup{Email: "a@example.com", Password: "long enough"})); err != nil || errors.Is(err, apicause.ValidationFailed) {
		t.Error(err)
	}
}
