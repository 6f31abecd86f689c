package cmd

import (
	"cmp"
	"os"
	"strings"
)

// environmentLanguage returns the BCP 47 tag of the language that the
// environment asks for, "" for no preference: POSIX names the variables in
// order of precedence, the first that is not empty decides.
func environmentLanguage() string {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	locale, modifier, _ := strings.Cut(locale, "@")
	locale, _, _ = strings.Cut(locale, ".") // ko_KR.UTF-8
	if locale == "C" || locale == "POSIX" {
		return ""
	}
	tag := strings.ReplaceAll(locale, "_", "-")
	script, ok := modifierScripts[modifier]
	if !ok {
		return tag
	}
	base, region, regional := strings.Cut(tag, "-")
	if regional {
		region = "-" + region
	}
	return base + "-" + script + region
}

// The modifiers of POSIX locales that name a script: sr_RS@latin.
var modifierScripts = map[string]string{"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva"}
