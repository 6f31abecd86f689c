//go:build !race

package apicause_test

const raceEnabled = false
