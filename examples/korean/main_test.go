package main

func Example() {
	main()
	// Output:
	// 품절된 상품이에요
	// 재입고 알림을 켜면 들어올 때 알려 드릴게요.
	// 카카오 로그인을 확인하지 못했어요
}
