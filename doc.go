// Package apicause tells the person who uses an app what went wrong with an API
// call, in their own language.
//
// An app calls an API, such as Kakao's, and gets an error. The error has one
// [Cause], and [Facts] about this occurrence. A [Catalog] holds the messages for
// all causes in all languages, and a [Localizer] holds one reader's languages. One
// line turns an error and an Accept-Language header into the [Message] to show:
//
//	msg := apicause.Default().Localizer("ko-KR,ko;q=0.9").Localize(err)
//
// A message has a title (what happened) and a detail (what the person can do
// next). For developers and logs it also has a description (what the cause is).
// It never contains the text of an error: a server's words may repeat keys, codes
// and addresses.
//
// # Every error has a message
//
// [Localizer.Message] and [Localizer.Localize] never fail, panic, or return an
// empty title or description. An error without a cause, nil included, and a cause
// that the catalog does not know read as [Unknown]. The detail with facts is used
// if each of its placeholders has a value, and the detail without facts otherwise.
//
// # Languages
//
// All texts of a message are in one language, named by [Message.Language]; a
// regional file and its CLDR parents (en-GB, en-001, en) count as one. The
// reader's languages come first, by weight; then languages that CLDR calls close
// to one of them; last [Config.Fallback]. The first of these with a title or a
// description for the cause provides the message, so a half-translated file falls
// back cause by cause.
//
// # Message files
//
// The texts are in TOML files in go-i18n's format, one for each language, named
// active.<BCP 47 tag>.toml. A new language is a new file in a folder of
// [Config.Locales] and no line of code. locales/README.md explains the sections to
// translators. [New] checks every text of every file and reports all mistakes at
// once. Whatever it accepts can be rendered for every reader.
//
// # Concurrency and cost
//
// A Catalog does not change and is safe for concurrent use, and so are Localizers
// and the values they return. Importing the package runs no code. The first call
// of [Default] makes the built-in catalog, and a catalog reads a built-in language
// when a reader first wants it. A message without facts costs a map look-up and
// does not allocate, nor does a localizer for preferences seen before. Package
// live replaces catalogs while a server runs.
//
// # Compatibility
//
// The identifiers of causes, the sections of message files and the names of facts
// are part of the API. The wording of titles and details is not: it improves.
package apicause
