module github.com/apicause/apicause/bench

go 1.26.0

require (
	github.com/BurntSushi/toml v1.6.0
	github.com/apicause/apicause v0.0.0
	github.com/apicause/apicause/examples v0.0.0
	github.com/go-playground/locales v0.14.2
	github.com/go-playground/universal-translator v0.18.2
	github.com/leonelquinteros/gotext v1.7.2
	github.com/nicksnyder/go-i18n/v2 v2.7.0
	golang.org/x/text v0.43.0
)

require (
	github.com/aclements/go-moremath v0.0.0-20210112150236-f10218a38794 // indirect
	golang.org/x/oauth2 v0.37.0 // indirect
	golang.org/x/perf v0.0.0-20260908200009-22c9c6c9d4da // indirect
)

replace (
	github.com/apicause/apicause => ../
	github.com/apicause/apicause/examples => ../examples
)

tool golang.org/x/perf/cmd/benchstat
