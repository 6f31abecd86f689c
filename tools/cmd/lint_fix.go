package cmd

import (
	"bytes"
	"io"

	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
)

// mend writes the fixes of findings, and returns the folder as it is then.
func (l *linting) mend(out io.Writer, folder folder, found []lint.Finding) (folder, error) {
	if l.stdin {
		return folder, fail.New("StdinFix", nil)
	}
	writes, err := messages.Apply(folder.dir, messages.Options{Source: folder.f.Source}, l.dryRun, func(change *messages.Change) error {
		for _, file := range change.Files {
			var fixes []lint.Fix
			for _, f := range found {
				if f.File == file.Name && f.Fix != nil {
					fixes = append(fixes, *f.Fix)
				}
			}
			same := folder.f.File(file.Tag)
			if len(fixes) > 0 && same != nil && bytes.Equal(same.Data(), file.Data()) {
				change.Put(file, lint.Mend(file.Data(), fixes))
			}
		}
		return nil
	})
	if err != nil {
		return folder, err
	}
	for _, w := range writes {
		if !l.dryRun {
			break
		}
		if err := writeDiff(out, w); err != nil {
			return folder, err
		}
	}
	again, err := messages.Open(folder.dir, messages.Options{Source: folder.f.Source})
	if err == nil {
		folder.f = again
	}
	return folder, err
}
