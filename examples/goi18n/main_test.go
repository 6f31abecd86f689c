package main

func Example() {
	main()
	// Output:
	// 보내기
	// 카카오톡 가입이 필요해요
}
