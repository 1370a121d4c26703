import Bytes

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
      write(decimal, 0..<decimal.count, to: &text)
      for _ in decimal.count..<point { text.append(0x30) }
    case 1...21:
      write(decimal, 0..<point, to: &text)
      text.append(0x2E)
      write(decimal, point..<decimal.count, to: &text)
    case -5...0:
      text.append("0.")
      for _ in point..<0 { text.append(0x30) }
      write(decimal, 0..<decimal.count, to: &text)
    default: writeScientific(decimal, to: &text)
    }
  }

  private static func writeScientific(_ decimal: ShortestDecimal, to text: inout JSONText) {
    write(decimal, 0..<1, to: &text)
    if decimal.count > 1 {
      text.append(0x2E)
      write(decimal, 1..<decimal.count, to: &text)
    }
    let exponent = decimal.exponent - 1
    text.append(0x65)
    text.append(exponent < 0 ? 0x2D : 0x2B)
    text.append(String(exponent.magnitude))
  }

  private static func write(_ decimal: ShortestDecimal, _ digits: Range<Int>, to text: inout JSONText) {
    for index in digits { text.append(decimal[index]) }
  }
}
