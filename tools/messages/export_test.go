package messages

import "path/filepath"

// WriteStopping is WriteFile that calls step before each of its steps.
func WriteStopping(path string, was, now []byte, step func(name string) error) error {
	return writeAllStopping(filepath.Dir(path), []Write{{path, was, now}}, step)
}

// WriteAllStopping writes several files and calls step before each of its steps.
func WriteAllStopping(dir string, writes []Write, step func(name string) error) error {
	return writeAllStopping(dir, writes, step)
}
