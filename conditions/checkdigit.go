package conditions

// verhoeff says whether the last digit of a string of digits is its Verhoeff check digit: the scheme of SNOMED CT, which
// catches every single wrong digit and every swap of neighbours. The digits add up in the dihedral group of ten elements
// (0 to 4 turn, 5 to 9 turn and reflect), each permuted by its position from the right.
func verhoeff(digits string) bool {
	permutation := [10]byte{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	sum := byte(0)
	for i := len(digits) - 1; i >= 0; i-- {
		digit := digits[i] - '0'
		for range (len(digits) - 1 - i) % 8 {
			digit = permutation[digit]
		}
		sum = dihedral(sum, digit)
	}
	return sum == 0
}

func dihedral(a, b byte) byte {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return (a+b)%5 + 5
	case b < 5:
		return (a-b)%5 + 5
	default:
		return (5 + a - b) % 5
	}
}

// mod10 says whether the last digit of a string of digits is its mod 10 (Luhn) check digit: the scheme of LOINC.
func mod10(digits string) bool {
	sum := 0
	for i := range len(digits) {
		digit := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			digit *= 2
			digit = digit/10 + digit%10
		}
		sum += digit
	}
	return sum%10 == 0
}
