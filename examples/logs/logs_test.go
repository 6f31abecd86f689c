package logs_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/rs/zerolog"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/logs"
	"github.com/apicause/apicause/kakao"
)

var timestamp = regexp.MustCompile(`"time":"[^"]*",`)

// The pages show what each logger writes: cause and code, and the address of the
// app's server masked.
func TestThePagesShowWhatIsWritten(t *testing.T) {
	answer := kakao.Decode(http.StatusUnauthorized, nil, []byte(`{"code":-401,"msg":"ip mismatched! callerIp=203.0.113.7"}`))
	err := fmt.Errorf("send memo: %w", answer)
	for name, logger := range map[string]func(io.Writer) *slog.Logger{
		"slog": func(w io.Writer) *slog.Logger { return slog.New(slog.NewJSONHandler(w, nil)) },
		"zap": func(w io.Writer) *slog.Logger {
			encoder := zapcore.NewJSONEncoder(zapcore.EncoderConfig{MessageKey: "msg"})
			return logs.Zap(zap.New(zapcore.NewCore(encoder, zapcore.AddSync(w), zap.InfoLevel)))
		},
		"zerolog": func(w io.Writer) *slog.Logger { return logs.Zerolog(zerolog.New(w)) },
	} {
		var out bytes.Buffer
		logger(&out).Error("memo", apicause.Attr(err))
		written := timestamp.ReplaceAllString(out.String(), "")
		if !strings.Contains(written, "InvalidToken") || strings.Contains(written, "203.0.113.7") {
			t.Errorf("%s: got %s", name, written)
		}
		for _, page := range []string{"log-errors.md", "log-errors.ko.md"} {
			text, err := os.ReadFile("../../docs/how-to/" + page)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), "\n"+written) {
				t.Errorf("%s: %s does not show %s", name, page, written)
			}
		}
	}
}
