// Package problem answers HTTP requests that failed, in the reader's language:
// problem details for programs (RFC 9457), a plain page for people.
//
//	p := problem.New(problem.Config{}) // once
//	…
//	if err := kakao.Check(resp); err != nil {
//		p.Write(w, r, err)
//		return
//	}
//
// # What a reader is told
//
// The title and the detail of the error's cause, in the first of the reader's
// languages that has them, and the facts that this detail shows. The texts of
// errors are for [Config.Report] alone: they never leave the process. Everything
// in an answer is public.
//
// By the request's Accept header the answer is application/problem+json,
// text/html or text/plain, and JSON where none of these is wanted more. An answer
// to HEAD has no body. application/json stands for problem+json where the header
// does not name the latter.
//
// An answer has Content-Type, Content-Language (of the message), Cache-Control:
// no-store, X-Content-Type-Options: nosniff, and Vary, to which Accept and
// Accept-Language are added. Retry-After has the seconds of the fact Retry,
// shown or not. A 401 has WWW-Authenticate: Bearer, unless w has a challenge
// already: one with a realm or an error code (RFC 6750 §3) is the app's to set.
// Headers that speak of another body, like Content-Encoding and ETag, go.
//
// # Statuses
//
// The status is that for the visitor, not Kakao's:
//
//   - 401, log in again: InvalidToken, NotRegisteredUser
//   - 403, this account may not, or not yet: InsufficientScope, BlockedAction,
//     AccountDoesNotExist, RequiredAgeVerification, UnderAgeLimit, NotTalkUser,
//     TalkMessageDisabled
//   - 409, done already, or not yet: AlreadyRegisteredUser, SigningIsNotCompleted
//   - 410, over, start again: InvalidTransaction, TransactionHasExpired
//   - 413: ImageUploadSizeExceeded
//   - 422, understood, and cannot be done: UserDeviceUnsupported,
//     ImageMaxUploadCountExceed, NotFriend, and all causes that are not built in
//   - 429, the reader's own quota: TalkSendMessageMonthlyLimitExceed,
//     TalkSendMessageDailyLimitExceed
//   - 502, Kakao, or the app's settings there: InternalError, IllegalParams,
//     UnsupportedApi, PermissionDenied, DeprecatedApi, PropertyKeyDoesNotExist,
//     AppDoesNotExist, DeveloperDoesNotExist, BlockedApp
//   - 503, the app's quota, or maintenance: ApiLimitExceeded, UnderMaintenance
//   - 504: ServerTimeOut
//
// Where there is no known cause, these decide, in this order, wherever they
// stand in the error's tree:
//
//   - an error with StatusCode() int that returns 400 to 599: that one
//   - an error with Timeout() bool that returns true, like
//     context.DeadlineExceeded: 504
//   - [*url.Error], of a request that got no answer: 502
//   - [*http.MaxBytesError]: 413
//   - any other: 500
//
// A request that its client has given up is answered alike; nobody reads the
// answer. Config.Report tells it by the request's context.
package problem
