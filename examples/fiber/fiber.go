// Package fiber answers the errors of an app on fiber v3, whose requests are not
// those of net/http.
package fiber

import (
	"errors"
	"net/http"

	"github.com/gofiber/fiber/v3"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// classify gives fiber's own errors, such as its router's 404, the cause of their
// status.
func classify(err error) error {
	var own *fiber.Error
	if _, known := apicause.CauseOf(err); !known && errors.As(err, &own) {
		return problem.WithStatus(err, own.Code)
	}
	return nil
}

func answer(catalog *apicause.Catalog) fiber.ErrorHandler {
	p := problem.New(problem.Config{Catalog: catalog, Classify: classify})
	return func(c fiber.Ctx, err error) error {
		said := p.For(catalog.Localizer(c.Get("Accept-Language")), err)
		h := make(http.Header)
		p.Header(h, said)
		for name := range h {
			c.Set(name, h.Get(name))
		}
		return c.Status(said.Status).JSON(said, "application/problem+json")
	}
}
