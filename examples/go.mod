module github.com/apicause/apicause/examples

go 1.26.0

require github.com/apicause/apicause v0.0.0

replace github.com/apicause/apicause => ../
