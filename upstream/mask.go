package upstream

import "strings"

const mask = "***"

// Mask returns a provider's words for logs, in valid UTF-8, with "***" in place
// of what may be a secret or may identify a person:
//
//   - the value behind a name that ends in key, code, token, secret, password or
//     ip: appKey(…), code=…, "access_token": "…"
//   - IP and hardware addresses, and e-mail addresses
//   - what looks like a key, a token, a code, a telephone number or the number
//     of an account: long runs of letters and digits, and nine digits or more
//
// Mask guesses. It may hide a harmless word, and it does not recognize names of
// people, street addresses or short passwords. Its result is for logs, never for
// the people who use an app.
func Mask(s string) string {
	s = maskNamed(strings.ToValidUTF8(s, "\ufffd"))
	s = maskRuns(s, isAddressByte, isAddress)
	s = maskRuns(s, isMailByte, isMail)
	return maskRuns(s, isOpaqueByte, isOpaque)
}

// maskRuns masks those of the longest runs of such bytes that are secret.
func maskRuns(s string, in func(byte) bool, secret func(string) bool) string {
	var b strings.Builder
	for s != "" {
		end := 0
		for end < len(s) && in(s[end]) {
			end++
		}
		switch {
		case end == 0:
			end = 1 // bytes of other runes are in no run: no rune is cut
			b.WriteByte(s[0])
		case secret(s[:end]):
			b.WriteString(mask)
		default:
			b.WriteString(s[:end])
		}
		s = s[end:]
	}
	return b.String()
}

func isAddressByte(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'F' || 'a' <= c && c <= 'f' || c == '.' || c == ':'
}

// isAddress knows IPv4 by its dots, IPv6 and hardware addresses by their colons.
func isAddress(run string) bool {
	return strings.Count(run, ".") >= 3 || strings.Contains(run, "::") || strings.Count(run, ":") >= 5
}

func isMailByte(c byte) bool { return isAlphanumeric(c) || strings.IndexByte("._%+-@", c) >= 0 }

func isMail(run string) bool { return strings.Contains(run, "@") }

func isOpaqueByte(c byte) bool { return isAlphanumeric(c) || c == '_' || c == '-' }

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// isOpaque reports whether a run looks like a key, a token, a code, or the number
// of a person, and not like words: NotRegisteredUserException and
// expired_or_invalid_refresh_token are words.
func isOpaque(run string) bool {
	var digits, upper, lower, part, longest int
	for i := range len(run) {
		c := run[i]
		switch {
		case '0' <= c && c <= '9':
			digits++
		case 'A' <= c && c <= 'Z':
			upper++
			if i > 0 && 'a' <= run[i-1] && run[i-1] <= 'z' {
				part = 0
			}
		case 'a' <= c && c <= 'z':
			lower++
		default:
			part = -1
		}
		part++
		longest = max(longest, part)
	}
	switch {
	case digits >= 9, // a telephone number, a member's number
		digits > 0 && len(run) >= 12,
		longest >= 16,
		len(run) > 40:
		return true
	}
	return len(run) >= 16 && lower > 0 && upper*3 > len(run)
}

// maskNamed masks the values behind names such as appKey(…), code=…, "token":"…,
// code '….
func maskNamed(s string) string {
	var b strings.Builder
	for s != "" {
		name := 0
		for name < len(s) && isOpaqueByte(s[name]) {
			name++
		}
		if name == 0 {
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		value := len(s) - len(strings.TrimLeft(s[name:], ` "'=:([`))
		between := s[name:value]
		quoted := strings.HasPrefix(between, " ") && strings.ContainsAny(between, `"'`)
		if isSecretName(s[:name]) && (quoted || strings.ContainsAny(between, "=:([")) {
			b.WriteString(s[:value])
			b.WriteString(mask)
			s = strings.TrimLeftFunc(s[value:], func(r rune) bool { return !strings.ContainsRune(" \t\r\n\"')],;&", r) })
			continue
		}
		b.WriteString(s[:name])
		s = s[name:]
	}
	return b.String()
}

func isSecretName(name string) bool {
	name = strings.ToLower(name)
	for _, end := range [...]string{"key", "code", "token", "secret", "password", "ip"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}
