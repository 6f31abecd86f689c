// Package apicause tells the person who uses an app what went wrong with an API
// call, in their own language.
//
// An app calls an API (Kakao's, first) and gets an error. The error has one
// [Cause] and the [Facts] of its occurrence. A [Catalog] holds the messages for
// all causes in all languages, and a [Localizer] is one reader's languages. One
// line leads from an error and an Accept-Language header to the [Message] to show:
//
//	msg := apicause.Default().Localizer("ko-KR,ko;q=0.9").Localize(err)
//
// A message has a title (what happened) and a detail (what the person can do
// next), and for developers and logs a description (what the cause is). It never
// holds the text of an error that err wraps: what a server says may repeat keys,
// codes and addresses.
//
// # Every error has a message
//
// [Localizer.Message] and [Localizer.Localize] never fail, panic, or return an
// empty title or description. An error without a cause, nil included, and a cause
// that the catalog does not know read as [Unknown]. A detail with facts is used
// when each of its placeholders has a value; otherwise the detail without facts is.
//
// # Languages
//
// All texts of a message are in one language, named by [Message.Language]; a
// regional file and its CLDR parents (en-GB, en-001, en) count as one. The
// reader's languages come first, in the order of their weights; behind them the
// languages that CLDR calls close to one of them; last [Config.Fallback]. The
// first of these with a title or a description for the cause gives the message, so
// a file that is half translated falls back cause by cause.
//
// # Message files
//
// The texts are in TOML files in go-i18n's format, one for each language, named
// active.<BCP 47 tag>.toml. A new language is a new file in a folder of
// [Config.Locales] and no line of code. locales/README.md explains the sections to
// translators. [New] checks every text of every file and reports all mistakes at
// once; what it accepts can be rendered for every reader.
//
// # Concurrency and cost
//
// A Catalog does not change and is safe for concurrent use, and so are Localizers
// and the values they return. Importing the package runs no code. [Default] makes
// the built-in catalog at its first call, and a catalog reads a built-in language
// when a reader first wants it. A message without facts is a map look-up and does
// not allocate, and neither does a localizer for preferences seen before. Package
// live replaces catalogs while a server runs.
//
// # Compatibility
//
// The identifiers of causes, the sections of message files and the names of facts
// are part of the API. The wording of titles and details is not: it gets better.
package apicause
