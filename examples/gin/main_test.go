package main

import (
	"errors"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/problem"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.TestMode) // quiet
	m.Run()
}

func TestAnswersAsNetHTTPDoes(t *testing.T) { same.AsNetHTTP(t, handler) }

func TestBreaksOffWhatHasBegun(t *testing.T) {
	r := gin.New()
	r.Use(answer(problem.New(problem.Config{})))
	r.GET("/begun", func(c *gin.Context) {
		c.String(200, "the first half")
		_ = c.Error(errors.New("no second half"))
	})
	same.BreaksOff(t, r)
}
