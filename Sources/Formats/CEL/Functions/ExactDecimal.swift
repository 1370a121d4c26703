/// All decimal digits of a finite double, for writing it with a stated number of them.
///
/// A double is a whole number times a power of two; a power 2^-k is 5^k / 10^k, so that the digits end after k places.
struct ExactDecimal {
  /// Digits 0 to 9, the highest first, without leading zeros; empty for zero.
  private let digits: [UInt8]
  /// The number is 0.digits × 10^point.
  private let point: Int
  private let isNegative: Bool

  init(_ value: Double) {
    isNegative = value.sign == .minus
    guard value != 0 else {
      digits = []
      point = 1
      return
    }
    let exponent = Int(value.exponent) - 52
    var number = BigDecimalDigits(UInt64(value.significandBitPattern) | (value.isNormal ? 1 << 52 : 0))
    let power = value.isNormal ? exponent : -1074
    for _ in 0..<abs(power) { number.multiply(by: power > 0 ? 2 : 5) }
    let digits = number.digits
    self.digits = digits
    point = digits.count - (power < 0 ? -power : 0)
  }

  /// `[-]ddd.ddd` with a number of digits after the point, the last rounded half to even.
  func fixed(_ precision: Int) -> String {
    let rounded = self.rounded(to: point + precision)
    var written = String(decoding: rounded.digits.map { $0 + 0x30 }, as: UTF8.self)
    let places = rounded.point + precision
    written += String(repeating: "0", count: max(0, places - rounded.digits.count))
    written = String(repeating: "0", count: max(0, precision + 1 - written.utf8.count)) + written
    let whole = written.dropLast(precision)
    return (isNegative ? "-" : "") + whole + (precision > 0 ? "." + written.suffix(precision) : "")
  }

  /// `[-]d.ddde±dd` with a number of digits after the point, the last rounded half to even.
  func scientific(_ precision: Int) -> String {
    let rounded = self.rounded(to: precision + 1)
    var written = String(decoding: rounded.digits.map { $0 + 0x30 }, as: UTF8.self)
    written += String(repeating: "0", count: max(0, precision + 1 - written.utf8.count))
    // Nines that were rounded up have left a zero more at the end.
    written = String(written.prefix(precision + 1))
    let exponent = rounded.digits.isEmpty ? 0 : rounded.point - 1
    let power = String(exponent.magnitude)
    return (isNegative ? "-" : "") + written.prefix(1) + (precision > 0 ? "." + written.dropFirst() : "")
      + (exponent < 0 ? "e-" : "e+") + (power.utf8.count < 2 ? "0" : "") + power
  }

  /// The number with at most `count` digits.
  private func rounded(to count: Int) -> (digits: [UInt8], point: Int) {
    guard count < digits.count else { return (digits, point) }
    guard count >= 0 else { return ([], point) }
    var kept = Array(digits.prefix(count))
    let rest = digits[count...]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    guard (rest.first ?? 0) > 5 || (rest.first == 5 && !isHalf) || (isHalf && (kept.last ?? 0) % 2 == 1) else {
      return (kept, point)
    }
    var index = kept.count - 1
    while index >= 0, kept[index] == 9 {
      kept[index] = 0
      index -= 1
    }
    if index >= 0 { kept[index] += 1 } else { return ([1] + kept, point + 1) }
    return (kept, point)
  }
}

/// A whole number of any size, in limbs of nine decimal digits, the lowest first.
private struct BigDecimalDigits {
  private static let base: UInt64 = 1_000_000_000
  private var limbs: [UInt64] = []

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      limbs.append(rest % BigDecimalDigits.base)
      rest /= BigDecimalDigits.base
    }
  }

  mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = limbs[index] * factor + carry
      limbs[index] = product % BigDecimalDigits.base
      carry = product / BigDecimalDigits.base
    }
    if carry > 0 { limbs.append(carry) }
  }

  /// Digits 0 to 9, the highest first.
  var digits: [UInt8] {
    var digits: [UInt8] = []
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        digits.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while digits.last == 0 { digits.removeLast() }
    return digits.reversed()
  }
}
