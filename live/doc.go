// Package live keeps a catalog up to date with message files that change while the
// program runs, in a folder, a Kubernetes ConfigMap or on a network mount:
//
//	texts, err := live.New(apicause.Config{Locales: []fs.FS{os.DirFS("/etc/app/locales")}})
//	if err != nil {
//		log.Fatal(err)
//	}
//	go texts.Run(ctx, 10*time.Second, func(err error) { slog.Error("message files", "error", err) })
//
// Each reload reads all files and compares their bytes. It does not matter how a
// file got there, by a rename, a symlink swap or in place, nor what time it bears.
// Where any byte differs, a whole new catalog is built. Files that do not build one
// change nothing. Requests never wait: each takes the newest good catalog with one
// atomic load.
//
// # Limits
//
// A file may have 1 MiB, and all files together 64 MiB. What is larger is refused
// before it is held in memory, and so is what is not a regular file or a link to one.
// Of each folder only the top is read.
//
// # Files that change together
//
// Where something changed, all files are read again until they hold the same twice
// in a row, so that files which are swapped in one step, as in a ConfigMap, are not
// mixed. An empty file is refused, since most likely its writer is not done. But a
// file that ends at the end of a line looks whole, and a slow writer may leave it so
// for a while. Rename files into place, or use module fleet, whose releases are
// signed.
package live
