package main

import (
	"encoding/json"
	"os/exec"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"causecheck": main}) }

func TestCommand(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata"})
}

// A program that go vet accepts is accepted by its checks here: they are no more
// than those of the go command.
func TestChecksOfGoVet(t *testing.T) {
	out, err := exec.Command("go", "tool", "vet", "-flags").Output()
	if err != nil {
		t.Fatal(err)
	}
	var flags []struct{ Name string }
	if err := json.Unmarshal(out, &flags); err != nil {
		t.Fatal(err)
	}
	has := make(map[string]bool)
	for _, flag := range flags {
		has[flag.Name] = true
	}
	checks := standard(runtime.Version())
	if len(checks) < 30 {
		t.Errorf("%d checks of go vet run", len(checks))
	}
	for _, a := range checks {
		if !has[a.Name] {
			t.Errorf("go vet of %s has no %s; name the release that brings it in since", runtime.Version(), a.Name)
		}
	}
	if newer := standard("go1.99"); len(newer) <= len(standard("go1.26.0")) {
		t.Error("the checks of newer releases are left out there, too")
	}
}
