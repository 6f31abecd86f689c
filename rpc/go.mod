module github.com/apicause/apicause/rpc

go 1.26.0

require (
	connectrpc.com/connect v1.21.1
	github.com/apicause/apicause v0.0.0
	github.com/google/go-cmp v0.7.0
	golang.org/x/text v0.43.0
	google.golang.org/genproto/googleapis/rpc v0.0.0-20261110000943-09e21b237f2c
	google.golang.org/grpc v1.85.0
	google.golang.org/protobuf v1.36.12
)

require (
	github.com/BurntSushi/toml v1.6.0 // indirect
	github.com/nicksnyder/go-i18n/v2 v2.7.0 // indirect
	golang.org/x/net v0.60.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
)

replace github.com/apicause/apicause => ../
