package main

import (
	"bytes"
	"flag"
	"html/template"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"

	"github.com/chromedp/chromedp"

	"github.com/apicause/apicause"
)

var drawn = flag.Bool("pictures", false, "draw docs/images")

// images is where the documentation's pictures are.
const images = "../../docs/images"

// Three pages side by side.
var sideBySidePage = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>ko, en, ar</title>
<style>
body { display: flex; gap: 24px; margin: 0; padding: 24px; background: #e7e9ec }
iframe { width: 320px; height: 420px; border: 8px solid #1b1f24; border-radius: 32px; background: #fff }
</style>
{{range .}}<iframe src="{{.}}"></iframe>{{end}}`))

// pictures draws what the documentation shows, when it is asked to. Pages are drawn
// with the fonts of this machine, so that no test compares pictures.
func pictures(b tab) {
	if !*drawn {
		b.Skip("asked for by -pictures")
	}
	ours := servePages(b.T)
	consent := func(language string) string {
		return pageOf(ours, language, apicause.InsufficientScope, "scope", "talk_message", "links", "give_consent,back")
	}
	wait := func(language string) string {
		return pageOf(ours, language, apicause.ApiLimitExceeded, "wait", "30s", "links", "try_again,contact")
	}
	beside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = sideBySidePage.Execute(w, []string{consent("ko"), consent("en"), consent("ar")})
	}))
	b.Cleanup(beside.Close)
	for _, p := range []struct {
		name, address, scheme string
		width, height         int64
	}{
		{"page-ko", consent("ko"), "light", 640, 400},
		{"page-en", consent("en"), "light", 640, 400},
		{"page-ar", consent("ar"), "light", 640, 400},
		{"page-dark", wait("ko"), "dark", 640, 480},
		{"page-320", wait("en"), "light", 320, 560},
		{"side-by-side", beside.URL, "light", 1080, 484},
		{"gallery", ours + "/failures?q=-402", "light", 1080, 1240},
	} {
		b.prefers(p.scheme)
		b.do(chromedp.EmulateViewport(p.width, p.height))
		b.visit(p.address)
		if err := os.WriteFile(filepath.Join(images, p.name+".png"), small(b, read(b, chromedp.CaptureScreenshot())), 0o666); err != nil {
			b.Fatal(err)
		}
	}
}

// small returns a picture with a palette: a page has few colors.
func small(b tab, picture []byte) []byte {
	b.Helper()
	full, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		b.Fatal(err)
	}
	count := make(map[color.Color]int)
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			count[full.At(x, y)]++
		}
	}
	common := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int { return count[b] - count[a] })
	few := image.NewPaletted(full.Bounds(), common[:min(len(common), 256)])
	draw.Draw(few, few.Rect, full, image.Point{}, draw.Src)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, few); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}
