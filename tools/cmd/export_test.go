package cmd

import "io"

// SplitResponse is for the fuzz target.
var SplitResponse = splitResponse

// CountWishes is for the fuzz target: the whole command takes much longer.
func CountWishes(r io.Reader) (errors, missed, none, skipped int, err error) {
	w, err := readWishes(r)
	if err != nil {
		return 0, 0, 0, 0, err
	}
	return w.errors, w.missedErrors(), w.none, w.skipped, nil
}
