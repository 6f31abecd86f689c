package edit

// WriteStopping is Write that calls step before each of its steps.
func WriteStopping(path string, was, now []byte, step func(name string) error) error {
	return write(path, was, now, step)
}
