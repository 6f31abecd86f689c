// Package kakao turns the error answers of Kakao's APIs into causes with facts.
//
//	resp, err := client.Do(req)
//	if err != nil {
//		return err
//	}
//	defer resp.Body.Close()
//	if err := kakao.Check(resp); err != nil {
//		return err // errors.Is(err, apicause.InsufficientScope), …
//	}
//
// The contract:
//
//   - Decoding returns an [Error] for any answer, from Kakao or from a proxy in
//     between. If the answer names no cause of ours, the cause is
//     [apicause.Unknown]: it is never guessed from a status or from the wording.
//   - The keys of an answer tell its kind: kapi, kauth, dapi, papi, KakaoPay,
//     Moment, Mobility or a biz message. A member of the wrong type is ignored; the
//     others are still read.
//   - Kakao's wording may repeat app keys, authorization codes and server
//     addresses. It is in no Error text, no fact and no message. [Error.Upstream]
//     has it as sent, and [Error.LogValue] with such things masked.
//   - All functions are safe for concurrent use.
//
// Causes, numbers and names are those of Kakao's documentation and SDKs as of
// November 2026. An Error keeps numbers and names that match no cause of ours.
package kakao
