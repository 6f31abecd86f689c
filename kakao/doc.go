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
//   - Whatever Kakao, or something in between, answers, decoding ends and gives
//     an [Error]. Where the answer names no cause of ours, the cause is
//     [apicause.Unknown]: neither a status nor the wording invents one.
//   - Which kind of answer it is, is told by its keys: kapi, kauth, dapi, papi,
//     KakaoPay, Moment, Mobility and biz messages. A member of a wrong type is
//     as good as absent and costs the others nothing.
//   - Kakao's wording may repeat app keys, authorization codes and addresses of
//     servers. It is in no Error text, no fact and no message; [Error.Upstream]
//     has it as sent, [Error.LogValue] with such things masked.
//   - Nothing here is shared or changed: all of it is safe for concurrent use.
//
// Causes, numbers and names are those of Kakao's documentation and SDKs as of
// November 2026. A number or a name that stands for no cause of ours is kept in
// the Error.
package kakao
