/// Rounding that makes two machines agree on what went through `exp`, `log` or `erfc`.
package enum SignificantDigits {
  /// Digits that a result of the mathematical library keeps; its last bits differ between processors.
  package static let kept = 12

  /// `value` rounded to twelve significant digits, halves away from zero, starting from its shortest decimal.
  package static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var digits: [UInt8] = []
    var point: Int?
    let parts = value.magnitude.description.utf8.split(separator: UInt8(ascii: "e"))
    for byte in parts[0] {
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte &- UInt8(ascii: "0")) }
    }
    let exponent = parts.count > 1 ? Int(String(parts[1]) ?? "") ?? 0 : 0
    let zeros = digits.prefix { $0 == 0 }.count
    let whole = (point ?? digits.count) - zeros + exponent
    var significant = Array(digits.dropFirst(zeros))
    guard significant.count > kept else { return value }
    let carries = significant[kept] >= 5
    significant = Array(significant.prefix(kept))
    if carries { increment(&significant) }
    let text = String(decoding: significant.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    let magnitude = Double("\(text)e\(whole - kept)") ?? value.magnitude
    return value < 0 ? -magnitude : magnitude
  }

  /// Adds one in the last place; a carry out of the first digit makes the number one digit longer.
  private static func increment(_ digits: inout [UInt8]) {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
  }
}
