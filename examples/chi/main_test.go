package main

import (
	"testing"

	"github.com/apicause/apicause/examples/internal/same"
)

func TestAnswersAsNetHTTPDoes(t *testing.T) { same.AsNetHTTP(t, handler) }
