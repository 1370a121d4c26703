/// A sum of doubles that does not depend on their order, rounded once at the end.
///
/// The sum is held as an integer of 2178 bits in units of 2^-1074, the smallest double: every finite double is a multiple
/// of it, so that nothing is ever lost. Digits have 32 bits in words of 64, which leaves room for 2^29 additions between
/// two carries.
package struct ExactSum: Sendable {
  private static let digits = 70
  private static let additionsBetweenCarries = 1 << 29

  /// Little-endian, each possibly negative until carried; empty for a sum of nothing.
  private var words: [Int64] = []
  private var additions = 0

  package init() {}

  /// Adds a finite value.
  package mutating func add(_ value: Double) {
    guard value != 0 else { return }
    if words.isEmpty { words = [Int64](repeating: 0, count: ExactSum.digits) }
    let exponent = Int(value.exponentBitPattern)
    let fraction = value.significandBitPattern
    // A normal double is (2^52 + fraction) · 2^(exponent - 1075), so bit 0 stands at place exponent - 1.
    let mantissa = exponent == 0 ? fraction : fraction | 1 << 52
    let place = max(exponent - 1, 0)
    let (word, shift) = (place / 32, UInt64(place % 32))
    let low = (mantissa & 0xFFFF_FFFF) << shift
    let high = (mantissa >> 32) << shift
    let sign: Int64 = value.sign == .minus ? -1 : 1
    words[word] += sign * Int64(low & 0xFFFF_FFFF)
    words[word + 1] += sign * Int64((low >> 32) + (high & 0xFFFF_FFFF))
    words[word + 2] += sign * Int64(high >> 32)
    additions += 1
    if additions >= ExactSum.additionsBetweenCarries { carry() }
  }

  package mutating func merge(_ other: ExactSum) {
    guard !other.words.isEmpty else { return }
    if words.isEmpty { words = [Int64](repeating: 0, count: ExactSum.digits) }
    var other = other
    carry()
    other.carry()
    for index in words.indices { words[index] += other.words[index] }
    carry()
  }

  /// Brings every word but the last into 0 ..< 2^32; the last one keeps the sign.
  private mutating func carry() {
    var carried: Int64 = 0
    for index in words.indices.dropLast() {
      let total = words[index] + carried
      words[index] = total & 0xFFFF_FFFF
      carried = total >> 32
    }
    if let last = words.indices.last { words[last] += carried }
    additions = 0
  }

  /// The nearest double to the sum, ties to even; infinite beyond the range of doubles.
  package var rounded: Double {
    guard !words.isEmpty else { return 0 }
    var copy = self
    copy.carry()
    let isNegative = (copy.words.last ?? 0) < 0
    if isNegative {
      for index in copy.words.indices { copy.words[index] = -copy.words[index] }
      copy.carry()
    }
    let magnitude = copy.magnitude
    return isNegative ? -magnitude : magnitude
  }

  private var magnitude: Double {
    guard let top = words.lastIndex(where: { $0 != 0 }) else { return 0 }
    let highest = top * 32 + (63 - words[top].leadingZeroBitCount)
    // The 53 bits from the highest one on, the next bit, and whether anything lies below.
    let lowest = max(highest - 52, 0)
    var mantissa: UInt64 = 0
    for place in stride(from: highest, through: lowest, by: -1) { mantissa = mantissa << 1 | bit(place) }
    if lowest > 0, bit(lowest - 1) == 1, mantissa & 1 == 1 || (0..<lowest - 1).contains(where: { bit($0) == 1 }) {
      mantissa += 1
    }
    // 2^lowest in units of 2^-1074; two factors, as either alone may leave the range.
    return Double(sign: .plus, exponent: lowest - 1074, significand: Double(mantissa))
  }

  private func bit(_ place: Int) -> UInt64 { UInt64(words[place / 32] >> Int64(place % 32)) & 1 }
}
