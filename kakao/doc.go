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
//   - Decoding ends and gives an [Error] for any answer, of Kakao or of something
//     in between. Where the answer names no cause of ours, the cause is
//     [apicause.Unknown]: neither a status nor the wording makes one up.
//   - The keys of an answer show which kind it is: kapi, kauth, dapi, papi,
//     KakaoPay, Moment, Mobility or a biz message. A member of a wrong type
//     counts as absent and costs the others nothing.
//   - Kakao's wording may repeat app keys, authorization codes and addresses of
//     servers. It is in no Error text, no fact and no message; [Error.Upstream]
//     has it as sent, [Error.LogValue] with such things masked.
//   - All functions are safe for concurrent use.
//
// Causes, numbers and names are those of Kakao's documentation and SDKs as of
// November 2026. An Error keeps a number or a name that stands for no cause of
// ours.
package kakao
