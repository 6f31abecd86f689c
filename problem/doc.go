// Package problem answers failed HTTP requests in the user's language: problem
// details (RFC 9457) for API clients, a plain page for browsers.
//
//	p := problem.New(problem.Config{}) // once
//	…
//	if err := kakao.Check(resp); err != nil {
//		p.Write(w, r, err)
//		return
//	}
//
// # What an answer says
//
// An answer has the title and the detail of the error's cause, in the first of the
// reader's languages that has them, and the facts that this detail shows. Errors of
// fields ([Fields]) are listed, each with its own texts. The texts of errors go to
// [Config.Report] alone: they never leave the process. A cause that the catalog
// does not know is answered as Unknown, so its name stays inside as well.
// Everything in an answer is public.
//
// The request's Accept header chooses application/problem+json, text/html or
// text/plain. Ties go to a type that the header names over one that a wildcard
// covers, and then to JSON. application/json means problem+json unless the header
// names the latter too. An answer to HEAD has the headers of GET, including
// Content-Length, and no body.
//
// The page shows where the app leads the reader as buttons ([Config.Links]), a
// wait of an hour or less as a time that counts down, and what to quote to support
// ([Config.Instance]). It needs no script, and repeats no request by itself.
//
// An answer has Content-Type, Content-Language (of the message), Cache-Control:
// no-store, X-Content-Type-Options: nosniff, and Vary, to which Accept and
// Accept-Language are added. Retry-After has the seconds of the fact Retry, shown
// or not. A 401 has WWW-Authenticate: Bearer unless w already has a challenge; the
// app sets one with a realm or an error code (RFC 6750 §3) itself.
// Headers that describe another body, such as Content-Length and ETag, are
// removed; Content-Encoding stays for the middleware that set it.
//
// # Statuses
//
// The status is chosen for the visitor; it is not Kakao's:
//
//   - 400, the request is unclear or was called off: BadRequest, LoginCancelled
//   - 401, log in: InvalidToken, NotRegisteredUser, Unauthorized
//   - 403, not allowed for this account (yet): InsufficientScope, BlockedAction,
//     AccountDoesNotExist, RequiredAgeVerification, UnderAgeLimit, NotTalkUser,
//     TalkMessageDisabled, Forbidden
//   - 404: NotFound
//   - 409, done already, not yet, or something changed meanwhile:
//     AlreadyRegisteredUser, SigningIsNotCompleted, Conflict
//   - 410, expired, start over: InvalidTransaction, TransactionHasExpired
//   - 413: ImageUploadSizeExceeded, ContentTooLarge
//   - 422, understood, but can't be done: UserDeviceUnsupported,
//     ImageMaxUploadCountExceed, NotFriend, ValidationFailed, and the app's own
//     causes
//   - 429, the reader's own quota: TalkSendMessageMonthlyLimitExceed,
//     TalkSendMessageDailyLimitExceed, TooManyRequests
//   - 502, Kakao, or the app's settings there: InternalError, IllegalParams,
//     UnsupportedApi, PermissionDenied, DeprecatedApi, PropertyKeyDoesNotExist,
//     AppDoesNotExist, DeveloperDoesNotExist, BlockedApp
//   - 503, the app's quota, or maintenance: ApiLimitExceeded, UnderMaintenance,
//     ServiceUnavailable
//   - 504, it may or may not have been done: ServerTimeOut, GatewayTimeout
//
// An app's own cause, and Unknown, take their status from a StatusCode() int method
// that returns 400 to 599, of the error that holds the cause or of one that wraps
// it; the outermost decides. A StatusCode anywhere else in the tree, such as that
// of another client's error, is ignored.
//
// Without a cause, or with Unknown, these decide, in this order, wherever they are
// in the error's tree:
//
//   - [context.Canceled], if the request's own context has ended: 499, since the
//     client has left and nobody reads the answer
//   - an error with Timeout() bool that returns true, like
//     [context.DeadlineExceeded]: 504, as GatewayTimeout
//   - [*url.Error] and [*net.OpError], of a request that got no answer: 502
//   - [*http.MaxBytesError]: 413, as ContentTooLarge
//   - any other: 500
//
// [Config.Status] overrides all of these, [Config.Classify] gives a foreign error
// a cause, and [WithStatus] gives it that of a status.
package problem
