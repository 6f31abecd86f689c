package lint

import (
	"cmp"
	"slices"
)

// Mend returns a file with fixes made. Of fixes that touch the same bytes, the
// first is made.
func Mend(data []byte, fixes []Fix) []byte {
	slices.SortStableFunc(fixes, func(a, b Fix) int { return cmp.Compare(a.Start, b.Start) })
	var out []byte
	at := 0
	for _, f := range fixes {
		if f.Start < at || f.End > len(data) {
			continue
		}
		out = append(append(out, data[at:f.Start]...), f.Text...)
		at = f.End
	}
	return append(out, data[at:]...)
}
