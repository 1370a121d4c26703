import Bytes

/// Rounding that makes two machines agree on what went through `exp`, `log` or `erfc`.
package enum SignificantDigits {
  /// Digits that a result of the mathematical library keeps; its last bits differ between processors.
  package static let kept = 12

  /// `value` rounded to twelve significant digits, halves away from zero, starting from its shortest decimal.
  package static func rounded(_ value: Double) -> Double {
    guard value.isFinite else { return value }
    let decimal = ShortestDecimal(value)
    guard decimal.count > kept else { return value }
    let rounded = decimal.rounded(to: kept)
    let magnitude = Double("0.\(rounded.text(0..<rounded.count))e\(rounded.exponent)") ?? value.magnitude
    return value < 0 ? -magnitude : magnitude
  }
}
