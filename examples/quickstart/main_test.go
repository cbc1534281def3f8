package main

func Example() {
	main()
	// Output:
	// do_not_use settled: false could become: [contraindicated] missing: [needling_region pregnancy]
	// - do_not_use: Chronic low back pain [C04 C19]
	// - consider: Low back, neck or myofascial pain [C13 C14 C16 C17]
}
