package release

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// A Release is one that was published.
type Release struct {
	Number  int64
	Expires time.Time
	Current bool // the one that servers pull
	Files   []string
	targets map[string]*metadata.TargetFiles
}

func newRelease(targets *metadata.Metadata[metadata.TargetsType], current bool) *Release {
	return &Release{
		Number: targets.Signed.Version, Expires: targets.Signed.Expires, Current: current,
		Files: slices.Sorted(maps.Keys(targets.Signed.Targets)), targets: targets.Signed.Targets,
	}
}

// List returns all releases, the newest first.
func (r *Repository) List(ctx context.Context) ([]*Release, error) {
	current, err := r.Current(ctx)
	if err != nil || current == nil {
		return nil, err
	}
	numbers, err := r.numbers(ctx)
	if err != nil {
		return nil, err
	}
	all := []*Release{current}
	for _, number := range slices.Backward(numbers) {
		if number >= current.Number {
			continue // not completed
		}
		release, err := r.release(ctx, number)
		if err != nil {
			return nil, err
		}
		all = append(all, release)
	}
	return all, nil
}

// Current returns the release that servers pull, nil if there is none.
func (r *Repository) Current(ctx context.Context) (*Release, error) {
	data, err := r.bucket.ReadAll(ctx, timestampName)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	timestamp, err := metadata.Timestamp().FromBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", timestampName, err)
	}
	snapshot := timestamp.Signed.Meta[metadata.SNAPSHOT+".json"]
	if snapshot == nil {
		return nil, fmt.Errorf("%s names no snapshot", timestampName)
	}
	release, err := r.release(ctx, snapshot.Version)
	if err != nil {
		return nil, err
	}
	release.Current = true
	return release, nil
}

// release reads a release and holds that a key signed it that counts, or did. Its
// number is that of its snapshot too.
func (r *Repository) release(ctx context.Context, number int64) (*Release, error) {
	data, err := r.bucket.ReadAll(ctx, targetsName(number))
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, fmt.Errorf("there is no release %d; apicause release list shows those there are", number)
	} else if err != nil {
		return nil, err
	}
	targets, err := metadata.Targets().FromBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", targetsName(number), err)
	}
	if err := r.verify(ctx, targets); err != nil {
		return nil, fmt.Errorf("%s: %w", targetsName(number), err)
	}
	return newRelease(targets, false), nil
}

// Files returns the files of a release by name.
func (r *Repository) Files(ctx context.Context, release *Release) (map[string][]byte, error) {
	files := make(map[string][]byte)
	for name, target := range release.targets {
		data, err := r.bucket.ReadAll(ctx, targetName(name, target))
		if err == nil {
			err = target.VerifyLengthHashes(data)
		}
		if err != nil {
			return nil, fmt.Errorf("release %d: %s: %w", release.Number, name, err)
		}
		files[name] = data
	}
	return files, nil
}

// next returns a number that no release has, nor one whose publishing was cut off.
func (r *Repository) next(ctx context.Context) (int64, error) {
	numbers, err := r.numbers(ctx)
	if err != nil || len(numbers) == 0 {
		return 1, err
	}
	return numbers[len(numbers)-1] + 1, nil
}

// numbers returns the numbers of all releases, also of those that were not
// completed, sorted.
func (r *Repository) numbers(ctx context.Context) (numbers []int64, err error) {
	objects := r.bucket.List(&blob.ListOptions{Delimiter: "/"})
	for {
		object, err := objects.Next(ctx)
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		number, ok := strings.CutSuffix(object.Key, "."+metadata.TARGETS+".json")
		if n, err := strconv.ParseInt(number, 10, 64); ok && err == nil && n > 0 {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}
