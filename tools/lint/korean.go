package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
)

var (
	// The particles whose form depends on how the word before them ends. 을(를)
	// names both, and 의, 에, 도, 까지 are the same behind any word.
	// Quotes may stand between.
	particle    = regexp.MustCompile(`(\{\{\.\w+\}\})["'”’」』»]*((?:이에요|예요|이랑|랑|이나|나|(?:은|는|이|가|을|를|과|와|으로|로)(?:의|는|도|만|부터|서|써)?))(?:[^\p{Hangul}(]|$)`)
	sentenceEnd = regexp.MustCompile(`[.?!。…]+(?:[\s"'”’)]+|$)`)
)

// particles finds particles that fit only some of the values before them.
func particles(_ *run, _ *document, t *messages.Text) (slips []slip) {
	if !strings.Contains(t.S, "{{") {
		return nil
	}
	for _, at := range particle.FindAllStringSubmatchIndex(t.S, -1) {
		name, particle := t.S[at[2]:at[3]], t.S[at[4]:at[5]]
		slips = append(slips, slip{from: at[4], to: at[5], says: "KoParticle", suggestion: name + " 항목" + particleAfterMok(particle),
			facts: apicause.Facts{"Particle": particle, "Text": name}})
	}
	return slips
}

// particleAfterMok returns the particle as it reads behind 항목, which ends in a
// consonant.
func particleAfterMok(p string) string {
	for _, pair := range [][2]string{{"는", "은"}, {"가", "이"}, {"를", "을"}, {"와", "과"}, {"로", "으로"}, {"예요", "이에요"}, {"랑", "이랑"}, {"나", "이나"}} {
		if strings.HasPrefix(p, pair[0]) {
			return pair[1] + strings.TrimPrefix(p, pair[0])
		}
	}
	return p
}

var registers = map[string]apicause.Term{"해요체": "haeyo", "합니다체": "hapnida", "해라체": "plain"}

// registerOf returns the register of a Korean sentence: haeyo (해요체), hapnida
// (합니다체) or plain (해라체); "" for requests, which fit all polite ones, and
// for what is not a sentence.
func registerOf(sentence string) apicause.Term {
	s := strings.TrimRight(sentence, " \t\n.?!。…\"'”’)")
	switch {
	case strings.HasSuffix(s, "세요"), strings.HasSuffix(s, "십시오"), strings.HasSuffix(s, "십시요"):
		return ""
	case slices.ContainsFunc(nounsInYo, func(noun string) bool { return strings.HasSuffix(s, noun) }):
		return ""
	case strings.HasSuffix(s, "요"), strings.HasSuffix(s, "죠"):
		return "haeyo"
	case strings.HasSuffix(s, "니다"), strings.HasSuffix(s, "니까"):
		return "hapnida"
	case strings.HasSuffix(s, "다"), strings.HasSuffix(s, "는가"), strings.HasSuffix(s, "하라"), strings.HasSuffix(s, "어라"), strings.HasSuffix(s, "아라"):
		return "plain"
	}
	return ""
}

// Nouns that end as 해요체 does.
var nounsInYo = []string{"개요", "중요", "필요", "수요", "소요", "주요", "강요", "동요", "가요", "고요"}

type spoken struct {
	of       *messages.Text
	at       int
	sentence string
	register apicause.Term
}

// checkRegister finds the sentences that have another speech level than the others.
func (r *run) checkRegister(d *document) {
	var wanted apicause.Term
	if d.style != nil {
		wanted = registers[d.style.Register]
	}
	var all []spoken
	count := make(map[apicause.Term]int)
	for _, m := range d.messages {
		if !m.Told() {
			continue
		}
		for _, t := range m.Texts {
			for at := 0; at < len(t.S); {
				end := len(t.S)
				if i := sentenceEnd.FindStringIndex(t.S[at:]); i != nil {
					end = at + i[1]
				}
				sentence := strings.TrimSpace(t.S[at:end])
				if register := registerOf(sentence); register != "" {
					all = append(all, spoken{t, at, sentence, register})
					count[register]++
				}
				at = end
			}
		}
	}
	if wanted == "" {
		for _, register := range []apicause.Term{"haeyo", "hapnida", "plain"} {
			if count[register] > count[wanted] {
				wanted = register
			}
		}
	}
	for _, s := range all {
		if s.register != wanted {
			at := s.at + strings.Index(s.of.S[s.at:], s.sentence)
			r.report(d, spanOf(s.of, at, at+len(s.sentence)), "KoRegister", s.of.Of.ID, "",
				apicause.Facts{"Text": excerpt(s.sentence), "Register": s.register, "Wanted": wanted})
		}
	}
}
