// Package causegrpc answers failed gRPC calls in the user's language, as [AIP-193]
// specifies: a code for programs, a message for developers, and details.
//
//	c := causegrpc.Config{Catalog: catalog, Domain: "memo.example.com"}
//	server := grpc.NewServer(
//		grpc.UnaryInterceptor(causegrpc.UnaryServerInterceptor(c)),
//		grpc.StreamInterceptor(causegrpc.StreamServerInterceptor(c)),
//	)
//
// Handlers return errors as they are. Among several interceptors these come first:
// what the others return is then answered, too.
//
// # What a status says
//
// Its message is the cause's description in English, for developers. A built-in
// cause has one even if the catalog has no English; an app's own cause then has
// the description in the catalog's fallback. The texts of errors go to
// [Config.Report] alone: no status contains them. A cause that the catalog does not know is answered
// as Unknown. Everything in a status is public. Its details are, in this order:
//
//   - ErrorInfo, if [Config.Domain] is set: the cause in UPPER_SNAKE_CASE, cut
//     at 63 characters (INVALID_TOKEN), and the facts that the localized message
//     shows, with names in lowerCamelCase: terms by identifier, joined by commas,
//     and waits in whole seconds
//   - LocalizedMessage: the title and the detail, on two lines, in the first of the
//     reader's languages that has them
//   - RetryInfo, if the fact Retry is known, shown or not
//   - BadRequest, if fields are wrong ([github.com/apicause/apicause/problem.Fields]): the first 100 at most,
//     each with its path (items[0].name), its reason, its English description and
//     its own localized message
//   - Help, if the cause's type is an http or https URI: by default, for the
//     built-in causes
//
// The metadata of the call names the reader's languages: accept-language, then
// grpcgateway-accept-language. A localizer that the call's context carries already
// (put there with [apicause.NewContext] by an interceptor before this one)
// overrides both.
// Handlers find the localizer with [apicause.FromContext].
//
// # An error's own status
//
// An error with GRPCStatus() keeps that status as it is, message included: return
// one only if clients may read its message. Errors that wrap it add nothing,
// unlike in package status, which sends the wrapper's text. A cause that wraps a
// status overrides it, and so does one that [Config.Classify] gives it. A status of code OK is ignored: an error is never answered as a success.
//
// # Codes
//
// If the work may have been done already, the code is never UNAVAILABLE, which
// clients retry by themselves.
//
//   - INVALID_ARGUMENT: BadRequest, ValidationFailed, ContentTooLarge,
//     ImageUploadSizeExceeded, ImageMaxUploadCountExceed
//   - UNAUTHENTICATED: Unauthorized, InvalidToken, NotRegisteredUser
//   - PERMISSION_DENIED: Forbidden, InsufficientScope, BlockedAction,
//     AccountDoesNotExist, RequiredAgeVerification, UnderAgeLimit, NotTalkUser,
//     TalkMessageDisabled
//   - NOT_FOUND: NotFound
//   - ALREADY_EXISTS: AlreadyRegisteredUser
//   - ABORTED: Conflict
//   - FAILED_PRECONDITION: SigningIsNotCompleted, InvalidTransaction,
//     TransactionHasExpired, UserDeviceUnsupported, NotFriend, LoginCancelled, and
//     the app's own causes
//   - RESOURCE_EXHAUSTED: TooManyRequests, TalkSendMessageMonthlyLimitExceed,
//     TalkSendMessageDailyLimitExceed
//   - UNAVAILABLE: ServiceUnavailable, UnderMaintenance, ApiLimitExceeded
//   - DEADLINE_EXCEEDED: GatewayTimeout, ServerTimeOut
//   - UNKNOWN: Unknown
//   - INTERNAL: InternalError, IllegalParams, UnsupportedApi, PermissionDenied,
//     DeprecatedApi, PropertyKeyDoesNotExist, AppDoesNotExist,
//     DeveloperDoesNotExist, BlockedApp
//
// An error without a cause, or with Unknown, reads as in package problem: one that
// timed out, such as [context.DeadlineExceeded], as GatewayTimeout, [*net/http.MaxBytesError] as ContentTooLarge, any other as Unknown.
// Of these, one with [context.Canceled] in its tree is CANCELLED. [Config.Code]
// overrides all of these.
//
// [AIP-193]: https://google.aip.dev/193
package causegrpc
