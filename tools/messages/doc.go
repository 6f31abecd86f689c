// Package messages is a folder of message files as it stands on the disk, for all
// tools: what its files say and where, what waits to be translated, and what each
// translation was made from.
//
// A [Folder] never changes. [Apply] is the one way to change files: it writes
// message files and memory together or not at all, and touches no byte that it was
// not asked to change: comments, order, quoting, line endings, BOM and blank lines
// stay as their author wrote them. An edit splices bytes, then decodes the file
// before and after and is refused unless exactly the one change that was meant has
// happened.
package messages
