package generated_test

import (
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/generated"
	"github.com/apicause/apicause/examples/generated/causes"
)

func TestTheCatalogHasTheGeneratedCauses(t *testing.T) {
	catalog, err := generated.NewCatalog()
	if err != nil {
		t.Fatal(err)
	}
	err = &apicause.Error{Cause: causes.SoldOut, Facts: apicause.Facts{apicause.FactCount: 3}}
	if m := catalog.Localizer("ko").Localize(err); m.String() != "품절된 상품이에요\n3일 뒤에 다시 들어와요." {
		t.Error(m)
	}
	if m := catalog.Localizer("en").Localize(causes.OutOfArea); m.Title != "We don't deliver there yet" {
		t.Error(m)
	}
}
