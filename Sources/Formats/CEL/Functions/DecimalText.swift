/// The shortest decimal digits that read back as a double, and the ways of writing them.
struct DecimalText {
  private let value: Double
  /// Without leading or trailing zeros; "0" for zero.
  private let digits: [UInt8]
  /// The number is 0.digits × 10^point.
  private let point: Int

  init(_ value: Double) {
    self.value = value
    var digits: [UInt8] = []
    var point = 0
    var seenPoint = false
    let parts = value.magnitude.description.split(separator: "e")
    for byte in (value.isFinite ? parts.first ?? "0" : "0").utf8 {
      if byte == 0x2E {
        seenPoint = true
      } else {
        if !digits.isEmpty || byte != 0x30 {
          digits.append(byte)
          point += seenPoint ? 0 : 1
        } else if seenPoint {
          point -= 1
        }
      }
    }
    if parts.count == 2 { point += Int(parts[1]) ?? 0 }
    while digits.last == 0x30 { digits.removeLast() }
    self.digits = digits.isEmpty ? [0x30] : digits
    self.point = digits.isEmpty ? 1 : point
  }

  private var sign: String { value.sign == .minus ? "-" : "" }

  private func text(_ digits: some Sequence<UInt8>) -> String { String(decoding: Array(digits), as: UTF8.self) }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }

  /// Without an exponent: `1052.032`, `-0.000001`.
  var plain: String {
    if !value.isFinite { return special }
    if point <= 0 { return "\(sign)0.\(zeros(-point))\(text(digits))" }
    if digits.count <= point { return "\(sign)\(text(digits))\(zeros(point - digits.count))" }
    return "\(sign)\(text(digits[..<point])).\(text(digits[point...]))"
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
    let rest = digits.count > 1 ? "." + text(digits[1...]) : ""
    let written = String(exponent.magnitude)
    return
      "\(sign)\(text(digits[..<1]))\(rest)e\(exponent < 0 ? "-" : "+")\(zeros(minimumDigits - written.utf8.count))\(written)"
  }

  /// `NaN`, `Infinity` or `-Infinity`.
  var special: String { value.isNaN ? "NaN" : sign + "Infinity" }
}
