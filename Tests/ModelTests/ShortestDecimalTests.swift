import Bytes
import Testing

@Suite("Shortest decimals") struct ShortestDecimalTests {
  private func written(_ decimal: ShortestDecimal) -> String {
    "0.\(decimal.text(0..<decimal.count))e\(decimal.exponent)"
  }

  @Test(arguments: [
    (0.0, "0.e0"), (1, "0.1e1"), (-120, "0.12e3"), (0.00125, "0.125e-2"), (1e23, "0.1e24"), (2.5e-300, "0.25e-299"),
    (9_007_199_254_740_992, "0.9007199254740992e16"), (1.797_693_134_862_315_7e308, "0.17976931348623157e309"),
  ])
  func `digits and point are those of the shortest decimal`(value: Double, expected: String) {
    #expect(written(ShortestDecimal(value)) == expected)
  }

  @Test(arguments: [
    (1.115, 3, "0.112e1"), (1.114, 3, "0.111e1"), (99.96, 3, "0.1e3"), (0.5, 0, "0.1e1"), (0.4, 0, "0.e0"),
    (0.05, -1, "0.e0"), (10.04, 3, "0.1e2"), (7, 5, "0.7e1"),
  ])
  func `halves are rounded away from zero, and no zero trails`(value: Double, kept: Int, expected: String) {
    #expect(written(ShortestDecimal(value).rounded(to: kept)) == expected)
  }

  @Test func `a place is a power of ten`() {
    let decimal = ShortestDecimal(120.5)
    let digits = (-2...3).reversed().map { decimal[place: $0] }
    #expect(String(decoding: digits, as: UTF8.self) == "012050")
  }

  @Test(arguments: [(1.1, 0.011), (29, 0.29), (0.1, 0.001), (-2.5, -0.025), (0, 0), (100, 1)])
  func `per cent are hundredths as on paper`(percent: Double, share: Double) {
    #expect(percent.ofPercent == share)
    #expect(share.inPercent == percent)
  }
}
