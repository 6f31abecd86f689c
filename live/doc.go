// Package live keeps a catalog up to date with message files that change while the
// program runs, in a folder, a Kubernetes ConfigMap or on a network mount:
//
//	texts, err := live.New(apicause.Config{Locales: []fs.FS{os.DirFS("/etc/app/locales")}})
//	if err != nil {
//		log.Fatal(err)
//	}
//	go texts.Run(ctx, 10*time.Second, func(err error) { slog.Error("message files", "error", err) })
//
// Each reload reads all files and compares their bytes. It does not matter whether a
// file was renamed, swapped by a symlink or written in place, nor what its time is.
// If any byte differs, a whole new catalog is built. Files that build none change
// nothing. Requests never wait: each takes the newest good catalog with one atomic
// load.
//
// # Limits
//
// A file may have 1 MiB, and all files together 64 MiB. Anything larger is refused
// before it is held in memory, and so is anything but a regular file or a link to
// one. Subfolders are not read.
//
// # Files that change together
//
// After a change, all files are read until two reads in a row agree, so that files
// which are swapped in one step, as in a ConfigMap, are not mixed. An empty file is
// refused, since its writer is most likely not done. But a file cut at the end of a
// line looks whole, and a slow writer may leave it so for a while. Rename files into
// place, or use module fleet, whose releases are signed.
package live
