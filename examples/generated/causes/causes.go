// Package causes has the shop's own causes, written from its message files.
package causes

//go:generate go run github.com/apicause/apicause/tools/apicause gen --package causes --dir ../locales
