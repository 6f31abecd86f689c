package messages

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/fail"
)

// SettingsFile is where a folder says how the tools treat it.
const SettingsFile = "apicause.toml"

// Settings are what apicause.toml says. Its zero value is a folder without one.
type Settings struct {
	Source language.Tag // und: English
	UILang string       // language of what the tool says
	Style  string       // "house" for the style of the built-in files, or a folder of <language>.toml
	Off    []string     // checks to leave out
	FailOn string       // error, warning or info
	Mode   string       // apicause or go-i18n; "" to look at the files
	data   []byte
}

func (f *Folder) readSettings() error {
	data, err := fs.ReadFile(f.fsys, SettingsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	name := filepath.Join(f.Dir, SettingsFile)
	var s struct {
		Source string
		UILang string `toml:"ui_lang"`
		Style  string
		Off    []string
		FailOn string `toml:"fail_on"`
		Mode   string
	}
	meta, err := toml.Decode(string(data), &s)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, key := range meta.Undecoded() {
		return fmt.Errorf("%s: %w", name, fail.New("NoSetting", apicause.Facts{"Name": key.String(), "Near": quoted(nearest.Names(key.String(), []string{"source", "ui_lang", "style", "off", "fail_on", "mode"}))}))
	}
	f.Settings = Settings{UILang: s.UILang, Style: s.Style, Off: s.Off, FailOn: s.FailOn, Mode: s.Mode, data: data}
	if s.Source != "" {
		if f.Settings.Source, err = language.Parse(s.Source); err != nil {
			return fmt.Errorf("%s: %w", name, fail.New("SettingLanguage", apicause.Facts{"Name": s.Source}))
		}
	}
	for _, one := range []struct {
		name, value string
		of          []string
	}{{"mode", s.Mode, []string{"", "apicause", "go-i18n"}}, {"fail_on", s.FailOn, []string{"", "error", "warning", "info"}}} {
		if !slices.Contains(one.of, one.value) {
			return fmt.Errorf("%s: %w", name, fail.New("SettingValue", apicause.Facts{"Name": one.name, "Value": one.value, "Wanted": strings.Join(one.of[1:], ", ")}))
		}
	}
	return nil
}

// quoted returns the first of the names that somebody may have meant, "" for none.
func quoted(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return strconv.Quote(names[0])
}
