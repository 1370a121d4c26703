import Reporting
import Testing

@Suite("Numbers in words") struct NumberWordsTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (20_318, "20,318"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `counts are grouped by three`(value: Int, words: String) {
    #expect(NumberWords.count(value) == words)
  }

  @Test(arguments: [
    (1.115, 2, "1.12"), (0.285, 2, "0.29"), (0.5, 0, "1"), (1.5, 0, "2"), (0.49, 0, "0"), (-0.5, 0, "-1"),
    (9.995, 2, "10.00"), (999.995, 2, "1,000.00"), (0.05, 1, "0.1"), (0.04, 1, "0.0"), (0.000_000_1, 7, "0.0000001"),
    (0.000_000_1, 3, "0.000"), (1234.5, 1, "1,234.5"), (1e21, 0, "1,000,000,000,000,000,000,000"), (0, 3, "0.000"),
    (Double.leastNonzeroMagnitude, 2, "0.00"), (0.1 + 0.2, 2, "0.30"), (42, 0, "42"), (-2.25, 1, "-2.3"),
  ])
  func `halves go away from zero, as on paper`(value: Double, places: Int, words: String) {
    #expect(NumberWords.decimal(value, places: places) == words)
  }

  @Test func `zero has no sign and what is not finite is undefined`() {
    #expect(NumberWords.decimal(-0.001, places: 2) == "0.00")
    #expect(NumberWords.decimal(-0.0, places: 0) == "0")
    #expect(NumberWords.percent(-0.000_01) == "0.0%")
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(NumberWords.decimal(value, places: 1) == "undefined")
      #expect(NumberWords.percent(value) == "undefined")
    }
  }

  /// 0.29 × 100 is 28.999999999999996 in binary: the point is moved in the decimal instead.
  @Test(arguments: [
    (0.29, 0, "29%"), (0.123, 1, "12.3%"), (1, 1, "100.0%"), (0.000_5, 1, "0.1%"), (0.000_49, 1, "0.0%"),
    (-0.25, 0, "-25%"), (12.5, 0, "1,250%"),
  ])
  func `a fraction becomes a percentage`(value: Double, places: Int, words: String) {
    #expect(NumberWords.percent(value, places: places) == words)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (20_345, "20.3 kB"), (1_400_000, "1.4 MB"),
    (2_550_000_000, "2.6 GB"),
  ])
  func `sizes have decimal units`(size: Int, words: String) {
    #expect(NumberWords.bytes(size) == words)
  }
}
