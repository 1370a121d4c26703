/// Numbers as ECMAScript writes them, which RFC 8785 prescribes (ECMA-262, Number::toString).
enum CanonicalNumber {
  /// The shortest digits that read back as `value`, which is finite.
  static func write(_ value: Double, to text: inout JSONText) {
    precondition(value.isFinite, "the caller refuses what JSON has no form for")
    if value == 0 { return text.append(0x30) }
    if value < 0 { text.append(0x2D) }
    let decimal = ShortestDecimal(value)
    let point = decimal.exponent
    switch point {
    case decimal.count...21:
      decimal.write(0..<decimal.count, to: &text)
      for _ in decimal.count..<point { text.append(0x30) }
    case 1...21:
      decimal.write(0..<point, to: &text)
      text.append(0x2E)
      decimal.write(point..<decimal.count, to: &text)
    case -5...0:
      text.append("0.")
      for _ in point..<0 { text.append(0x30) }
      decimal.write(0..<decimal.count, to: &text)
    default: writeScientific(decimal, to: &text)
    }
  }

  private static func writeScientific(_ decimal: ShortestDecimal, to text: inout JSONText) {
    decimal.write(0..<1, to: &text)
    if decimal.count > 1 {
      text.append(0x2E)
      decimal.write(1..<decimal.count, to: &text)
    }
    let exponent = decimal.exponent - 1
    text.append(0x65)
    text.append(exponent < 0 ? 0x2D : 0x2B)
    text.append(String(exponent.magnitude))
  }
}

/// A magnitude as 0.d₁d₂…dₖ · 10ⁿ, where neither d₁ nor dₖ is zero.
private struct ShortestDecimal {
  private var digits = InlineArray<32, UInt8>(repeating: 0x30)
  private(set) var count = 0
  private(set) var exponent = 0

  /// Takes digits and exponent from Swift's description, which is shortest and nearest, and leaves its layout.
  init(_ value: Double) {
    var written = value.magnitude.description.utf8[...]
    var seenPoint = false
    while let byte = written.popFirst(), byte != 0x65 {
      if byte == 0x2E {
        seenPoint = true
      } else if byte == 0x30, count == 0 {
        exponent -= seenPoint ? 1 : 0
      } else {
        digits[count] = byte
        count += 1
        exponent += seenPoint ? 0 : 1
      }
    }
    if !written.isEmpty { exponent += Int(Substring(written)) ?? 0 }
    while count > 0, digits[count - 1] == 0x30 { count -= 1 }
  }

  func write(_ range: Range<Int>, to text: inout JSONText) {
    for index in range { text.append(digits[index]) }
  }
}
