module github.com/apicause/apicause/examples

go 1.26.0

require (
	github.com/BurntSushi/toml v1.6.0
	github.com/apicause/apicause v0.0.0
	golang.org/x/text v0.43.0
)

require (
	github.com/nicksnyder/go-i18n/v2 v2.7.0 // indirect
	golang.org/x/oauth2 v0.37.0
)

replace github.com/apicause/apicause => ../
