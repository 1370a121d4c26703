import Bytes

/// The shortest decimal digits that read back as a double, and the ways of writing them.
struct DecimalText {
  private let value: Double
  /// Zero where the value is not finite.
  private let decimal: ShortestDecimal

  init(_ value: Double) {
    self.value = value
    decimal = ShortestDecimal(value.isFinite ? value : 0)
  }

  /// How many digits there are; one for zero.
  private var count: Int { max(1, decimal.count) }

  /// The number is 0.digits × 10^point.
  private var point: Int { decimal.isZero ? 1 : decimal.exponent }

  private var sign: String { value.sign == .minus ? "-" : "" }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }

  /// Without an exponent: `1052.032`, `-0.000001`.
  var plain: String {
    if !value.isFinite { return special }
    if point <= 0 { return "\(sign)0.\(zeros(-point))\(decimal.text(0..<count))" }
    if count <= point { return "\(sign)\(decimal.text(0..<count))\(zeros(point - count))" }
    return "\(sign)\(decimal.text(0..<point)).\(decimal.text(point..<count))"
  }

  /// As ECMAScript writes numbers, which is also RFC 8785: `1e+30`, `0.000001`, `1e-7`, `0` for -0.
  var json: String {
    if value == 0 { return "0" }
    if point > -6 && point <= 21 { return plain }
    return exponential(minimumDigits: 1)
  }

  /// As `string(double)` writes it: an exponent of at least two digits below 1e-4 and where it is 21 or more.
  var general: String {
    if !value.isFinite { return special }
    return point - 1 < -4 || point - 1 >= 21 ? exponential(minimumDigits: 2) : plain
  }

  private func exponential(minimumDigits: Int) -> String {
    let exponent = point - 1
    let rest = count > 1 ? "." + decimal.text(1..<count) : ""
    let written = String(exponent.magnitude)
    return
      "\(sign)\(decimal.text(0..<1))\(rest)e\(exponent < 0 ? "-" : "+")\(zeros(minimumDigits - written.utf8.count))\(written)"
  }

  /// `NaN`, `Infinity` or `-Infinity`.
  var special: String { value.isNaN ? "NaN" : sign + "Infinity" }
}
