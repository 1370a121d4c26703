import Bytes
import Testing

@Suite("Grouped digits") struct GroupedDigitsTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (14810, "14,810"), (-1, "-1"), (-999, "-999"),
    (-1_234_567, "-1,234,567"), (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `three digits stand together`(number: Int, words: String) { #expect(number.grouped == words) }
}
