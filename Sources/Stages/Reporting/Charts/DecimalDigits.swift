import Bytes

/// The shortest decimal of a number that is finite and not negative: its digits and where the point stands.
struct DecimalDigits {
  /// 0 to 9 each, without leading zeros.
  let digits: [UInt8]
  /// How many digits stand before the point; negative where zeros follow it.
  var point: Int

  init(_ value: Double) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    let parts = value.description.utf8.split(separator: UInt8(ascii: "e"))
    for byte in parts.first.map(Array.init) ?? [] {
      if byte.isASCIIDigit { digits.append(byte - UInt8(ascii: "0")) }
      if byte == UInt8(ascii: ".") { point = digits.count }
    }
    if parts.count > 1 { exponent = Int(String(parts[1]) ?? "") ?? 0 }
    let zeros = digits.prefix { $0 == 0 }.count
    self.digits = Array(digits.dropFirst(zeros))
    self.point = (point ?? digits.count) - zeros + exponent
  }

  /// Digits before and after the point, halves rounded up; at least one before it.
  func rounded(places: Int) -> (whole: String, fraction: String) {
    let kept = point + places
    var result = Array(digits.prefix(max(0, kept)))
    result += Array(repeating: 0, count: max(0, kept) - result.count)
    if kept >= 0, kept < digits.count, digits[kept] >= 5 { DecimalDigits.increment(&result) }
    let missing = places + 1 - result.count
    if missing > 0 { result = Array(repeating: 0, count: missing) + result }
    let characters = result.map { $0 + UInt8(ascii: "0") }
    return (
      String(decoding: characters.dropLast(places), as: UTF8.self),
      String(decoding: characters.suffix(places), as: UTF8.self)
    )
  }

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
