package main

func Example() {
	main()
	// Output:
	// 품절된 상품이에요 / 찾는 내용이 없어요
	// この商品は売り切れです / お探しのものが見つかりませんでした
	// This item is sold out / We couldn't find what you're looking for
}
