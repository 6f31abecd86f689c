// Release writes every module of the checkout as it would be tagged with a
// version, in the layout of a module proxy (go.dev/ref/mod#goproxy-protocol), so
// that a release can be tried before it is published: .ci/release runs it.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: release VERSION DIR, in the top folder of the checkout")
		os.Exit(2)
	}
	if err := release(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release writes the modules of the checkout in the current folder to a folder
// that can serve as GOPROXY.
func release(version, proxy string) error {
	tree, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tree)
	if err := copyTracked(tree); err != nil {
		return err
	}
	made, err := git("log", "-1", "--format=%cI")
	if err != nil {
		return err
	}
	modules, err := read(tree, version)
	if err != nil {
		return err
	}
	info := info{Version: version}
	if info.Time, err = time.Parse(time.RFC3339, strings.TrimSpace(string(made))); err != nil {
		return err
	}
	info.Time = info.Time.UTC()
	for _, m := range modules {
		if err := m.prepare(tree, modules); err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
		if err := m.publish(proxy, info); err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
		fmt.Println(m.Version)
	}
	return nil
}

// What a proxy says of a version.
type info struct {
	Version string
	Time    time.Time
}

func git(args ...string) ([]byte, error) {
	out, err := exec.Command("git", args...).Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return nil, fmt.Errorf("git %s: %s", args[0], bytes.TrimSpace(exit.Stderr))
	}
	return out, err
}

// copyTracked copies what git has of the checkout, as it is in the checkout.
func copyTracked(to string) error {
	names, err := git("ls-files", "-z")
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed, and not committed yet
		}
		if err != nil {
			return err
		}
		to := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(to, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// A released module knows, once it is published, what go.sum says of it.
type released struct {
	module.Version
	dir  string
	file *modfile.File
	sums []string
}

// read returns the modules of go.work, each after those it requires.
func read(tree, version string) (ordered []*released, err error) {
	data, err := os.ReadFile(filepath.Join(tree, "go.work"))
	if err != nil {
		return nil, err
	}
	work, err := modfile.ParseWork("go.work", data, nil)
	if err != nil {
		return nil, err
	}
	var all []*released
	byPath := make(map[string]*released)
	for _, use := range work.Use {
		m := &released{dir: filepath.Join(tree, use.Path)}
		name := filepath.Join(m.dir, "go.mod")
		if data, err = os.ReadFile(name); err != nil {
			return nil, err
		}
		if m.file, err = modfile.Parse(filepath.Join(use.Path, "go.mod"), data, nil); err != nil {
			return nil, err
		}
		m.Version = module.Version{Path: m.file.Module.Mod.Path, Version: version}
		if err := module.Check(m.Path, version); err != nil {
			return nil, err
		}
		all, byPath[m.Path] = append(all, m), m
	}
	var add func(m *released)
	add = func(m *released) {
		if m == nil || slices.Contains(ordered, m) {
			return
		}
		for _, r := range m.file.Require {
			add(byPath[r.Mod.Path])
		}
		ordered = append(ordered, m)
	}
	for _, m := range all {
		add(m)
	}
	return ordered, nil
}

// prepare makes the module require the others at their version instead of
// replacing them, and gives it the license, as the go command does.
func (m *released) prepare(tree string, modules []*released) error {
	sums, err := os.ReadFile(filepath.Join(m.dir, "go.sum"))
	if err != nil {
		return err
	}
	lines := strings.SplitAfter(string(sums), "\n")
	for _, other := range modules {
		for _, r := range m.file.Replace {
			if r.Old.Path == other.Path {
				if err := m.file.DropReplace(r.Old.Path, r.Old.Version); err != nil {
					return err
				}
			}
		}
		if slices.ContainsFunc(m.file.Require, func(r *modfile.Require) bool { return r.Mod.Path == other.Path }) {
			if err := m.file.AddRequire(other.Path, other.Version.Version); err != nil {
				return err
			}
			lines = append(lines, other.sums...)
		}
	}
	m.file.Cleanup()
	for _, r := range m.file.Replace {
		return fmt.Errorf("replaces %s: a version with a replace line cannot be installed", r.Old.Path)
	}
	data, err := m.file.Format()
	if err != nil {
		return err
	}
	slices.SortStableFunc(lines, func(a, b string) int { // by path, as they are; versions are in order already
		return strings.Compare(modulePath(a), modulePath(b))
	})
	license, err := os.ReadFile(filepath.Join(tree, "LICENSE"))
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(m.dir, "go.mod"), data, 0o666),
		os.WriteFile(filepath.Join(m.dir, "go.sum"), []byte(strings.Join(lines, "")), 0o666),
		os.WriteFile(filepath.Join(m.dir, "LICENSE"), license, 0o666),
	)
}

// modulePath returns whose line of go.sum this is.
func modulePath(line string) string {
	path, _, _ := strings.Cut(line, " ")
	return path
}

// publish writes the four files of a version to the proxy.
func (m *released) publish(proxy string, info info) error {
	path, err := module.EscapePath(m.Path)
	if err != nil {
		return err
	}
	version, err := module.EscapeVersion(m.Version.Version)
	if err != nil {
		return err
	}
	dir := filepath.Join(proxy, filepath.FromSlash(path), "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	base := filepath.Join(dir, version)
	mod, err := os.ReadFile(filepath.Join(m.dir, "go.mod"))
	if err != nil {
		return err
	}
	about, err := json.Marshal(info)
	if err != nil {
		return err
	}
	f, err := os.Create(base + ".zip")
	if err != nil {
		return err
	}
	if err := errors.Join(zip.CreateFromDir(f, m.Version, m.dir), f.Close()); err != nil {
		return err
	}
	if err := m.sum(base+".zip", mod); err != nil {
		return err
	}
	list, err := os.ReadFile(filepath.Join(dir, "list"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if versions := strings.Fields(string(list)); !slices.Contains(versions, m.Version.Version) {
		list = []byte(strings.Join(append(versions, m.Version.Version), "\n") + "\n")
	}
	return errors.Join(
		os.WriteFile(base+".mod", mod, 0o666),
		os.WriteFile(base+".info", about, 0o666),
		os.WriteFile(filepath.Join(dir, "list"), list, 0o666),
	)
}

// sum notes the two lines of go.sum for the module.
func (m *released) sum(archive string, mod []byte) error {
	all, err := dirhash.HashZip(archive, dirhash.Hash1)
	if err != nil {
		return err
	}
	file, err := dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(mod)), nil
	})
	if err != nil {
		return err
	}
	m.sums = []string{
		fmt.Sprintf("%s %s %s\n", m.Path, m.Version.Version, all),
		fmt.Sprintf("%s %s/go.mod %s\n", m.Path, m.Version.Version, file),
	}
	return nil
}
