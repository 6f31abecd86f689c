// Package direction knows which languages are written from right to left.
package direction

import (
	"strings"

	"golang.org/x/text/language"
)

// The scripts that CLDR's scriptMetadata.txt marks as right-to-left (ISO 15924).
const rightToLeft = "Adlm Arab Armi Avst Chrs Cprt Elym Garg Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero " +
	"Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi"

// RightToLeft reports whether the language's script, or its likely script where
// the tag names none, is written from right to left.
func RightToLeft(tag language.Tag) bool {
	script, _ := tag.Script()
	return strings.Contains(rightToLeft, script.String())
}
