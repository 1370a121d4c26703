/// Numbers as ECMAScript writes them, which RFC 8785 prescribes (ECMA-262, Number::toString).
enum CanonicalNumber {
  /// The shortest digits that read back as `value`, which is finite.
  static func write(_ value: Double, to text: inout JSONText) {
    precondition(value.isFinite, "the caller refuses what JSON has no form for")
    if value == 0 { return text.append(0x30) }
    if value < 0 { text.append(0x2D) }
    let decimal = ShortestDecimal(value)
    let digits = decimal.digits
    let point = decimal.exponent
    switch point {
    case digits.count...21:
      for digit in digits { text.append(digit) }
      for _ in digits.count..<point { text.append(0x30) }
    case 1...21:
      for digit in digits[..<point] { text.append(digit) }
      text.append(0x2E)
      for digit in digits[point...] { text.append(digit) }
    case -5...0:
      text.append("0.")
      for _ in point..<0 { text.append(0x30) }
      for digit in digits { text.append(digit) }
    default: writeScientific(digits, exponent: point - 1, to: &text)
    }
  }

  private static func writeScientific(_ digits: [UInt8], exponent: Int, to text: inout JSONText) {
    for (index, digit) in digits.enumerated() {
      if index == 1 { text.append(0x2E) }
      text.append(digit)
    }
    text.append(0x65)
    text.append(exponent < 0 ? 0x2D : 0x2B)
    text.append(String(exponent.magnitude))
  }
}

/// A magnitude as 0.d₁d₂…dₖ · 10ⁿ, where neither d₁ nor dₖ is zero.
private struct ShortestDecimal {
  private(set) var digits: [UInt8] = []
  private(set) var exponent = 0

  /// Takes digits and exponent from Swift's description, which is shortest and nearest, and leaves its layout.
  init(_ value: Double) {
    let written = value.magnitude.description.utf8
    var seenPoint = false
    for byte in written.prefix(while: { $0 != 0x65 }) {
      if byte == 0x2E {
        seenPoint = true
      } else if byte == 0x30, digits.isEmpty {
        exponent -= seenPoint ? 1 : 0
      } else {
        digits.append(byte)
        exponent += seenPoint ? 0 : 1
      }
    }
    let power = written.drop { $0 != 0x65 }.dropFirst()
    exponent += Int(String(Substring(power))) ?? 0
    while digits.last == 0x30 { digits.removeLast() }
  }
}
