package main

func Example() {
	main()
	// Output:
	// 품절된 상품이에요
	// この商品は売り切れです
	// This item is sold out
}
