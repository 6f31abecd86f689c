package cmd

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/textproto"
	"regexp"
	"strconv"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/tools/fail"
)

// maxAnswer is how much of an answer is read; Kakao's are a hundredth of it.
const maxAnswer = 1 << 20

// readAnswer decodes an answer from Kakao: JSON, or an HTTP response as curl -i
// prints it. Of an answer to several receivers, it returns what befell each.
func readAnswer(r io.Reader) ([]*kakao.Error, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxAnswer))
	if err != nil {
		return nil, err
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	if len(data) == 0 {
		return nil, fail.New("NoAnswer", nil)
	}
	status, header, body := splitResponse(data)
	if failures := kakao.Failures(body); failures != nil {
		return failures, nil
	}
	e := kakao.Decode(status, header, body)
	if 200 <= status && status <= 299 && e.Code == 0 && e.Name == "" {
		return nil, fail.New("Success", apicause.Facts{"Status": strconv.Itoa(status)})
	}
	return []*kakao.Error{e}, nil
}

// HTTP/1.1 401 Unauthorized, HTTP/2 401
var statusLine = regexp.MustCompile(`^HTTP/[0-9.]+ ([1-9][0-9]{2})(?: .*)?$`)

// splitResponse returns the last response of those that curl prints: interim
// ones (100), those of a proxy and redirects come before it. Where data is none,
// it is all body.
func splitResponse(data []byte) (status int, header http.Header, body []byte) {
	body = data
	for {
		line, rest, _ := bytes.Cut(body, []byte("\n"))
		m := statusLine.FindSubmatch(bytes.TrimRight(line, " \r"))
		if m == nil {
			return status, header, body
		}
		status, _ = strconv.Atoi(string(m[1]))
		fields := bytes.NewReader(rest)
		buffered := bufio.NewReader(fields)
		mime, _ := textproto.NewReader(buffered).ReadMIMEHeader() // a malformed line ends it
		header = http.Header(mime)
		body = rest[len(rest)-fields.Len()-buffered.Buffered():]
	}
}
