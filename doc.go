// Package apicause says what went wrong with an API call in the reader's own
// language.
//
// An app calls an API (Kakao's, first) and gets an error. The error has one
// [Cause] and the [Facts] of its occurrence; a [Catalog] holds what to tell about
// each cause in each language; a [Localizer] is one reader's languages. One line
// leads from error and Accept-Language header to the [Message] to show:
//
//	msg := apicause.Default().Localizer("ko-KR,ko;q=0.9").Localize(err)
//
// A message has a title (what happened) and a detail (what the person who uses
// the app can do next), and for developers and logs a description (what the
// cause is). No text of an error that err wraps is ever part of it: what a server
// says may repeat keys, codes and addresses.
//
// # Every error has a message
//
// [Localizer.Message] and [Localizer.Localize] never fail, panic, or return an
// empty title or description. An error without a cause, nil included, and a cause
// that the catalog does not know, read as [Unknown]. A detail that mentions facts
// is used where each of them has a value, and gives way to the detail without
// facts where one has not.
//
// # Languages
//
// All texts of a message are of one language, and [Message.Language] says which.
// A reader's languages are those of the preferences given, in their order; each
// falls back along its CLDR parents (en-GB, en-001, en), a related language that
// the reader may only partly understand comes after all that match well, and
// [Config.Fallback] comes last. The first of these that has a title or a
// description for the cause gives the message. A file that is half translated so
// falls back cause by cause.
//
// # Message files
//
// The texts stand in TOML files in go-i18n's format, one a language, named
// active.<BCP 47 tag>.toml. A new language is a new file in a folder of
// [Config.Locales], and no line of code. locales/README.md tells translators what
// stands where. [New] reads all files, checks every text of them, and reports all
// that is wrong at once; what it accepts can be rendered for every reader.
//
// # Concurrency and cost
//
// A Catalog never changes and is safe for concurrent use, as are Localizers and
// the values they return. Importing the package runs no code; [Default] loads the
// built-in catalog when it is first called. A message whose detail mentions no
// facts is a map look-up and does not allocate, and neither does a localizer for
// preferences that came before. To change texts while a server runs, make another
// Catalog and let later requests use that one.
//
// # Compatibility
//
// The identifiers of causes, the sections of message files and the names of facts
// are part of the API. The wording of titles and details is not: it gets better.
package apicause
