/// The shortest decimal that reads back as a magnitude: 0.d₁d₂…dₖ · 10ⁿ, where neither d₁ nor dₖ is zero.
///
/// Swift's description finds the digits (shortest, then nearest); its layout is left behind, since every format has its
/// own. The sign is the caller's.
public struct ShortestDecimal: Sendable {
  /// ASCII digits; none for zero.
  private var digits = InlineArray<24, UInt8>(repeating: zero)
  /// k, at most 17; 0 for zero.
  public private(set) var count = 0
  /// n: how many digits stand before the decimal point; negative where zeros follow it.
  public private(set) var exponent = 0

  private static let zero = UInt8(ascii: "0")

  /// The decimal of a value's magnitude; the value is finite.
  public init(_ value: Double) {
    precondition(value.isFinite, "the caller has its own words for what is not finite")
    var written = value.magnitude.description.utf8[...]
    var seenPoint = false
    while let byte = written.popFirst(), byte != UInt8(ascii: "e") {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else if byte == Self.zero, count == 0 {
        exponent -= seenPoint ? 1 : 0
      } else {
        digits[count] = byte
        count += 1
        exponent += seenPoint ? 0 : 1
      }
    }
    if !written.isEmpty { exponent += Int(Substring(written)) ?? 0 }
    dropTrailingZeros()
  }

  public var isZero: Bool { count == 0 }

  /// The ASCII digit dᵢ₊₁, the first being at 0; `0` beyond the last.
  public subscript(index: Int) -> UInt8 { index >= 0 && index < count ? digits[index] : Self.zero }

  /// The ASCII digit that stands for 10ᵖ: place 0 is the units, place -1 the tenths.
  public subscript(place place: Int) -> UInt8 { self[exponent - 1 - place] }

  /// The digits at a range of indices, as ASCII text.
  public func text(_ range: Range<Int>) -> String { String(decoding: range.map { self[$0] }, as: UTF8.self) }

  /// The magnitude times 10 to the power of `places`.
  public func shifted(by places: Int) -> ShortestDecimal {
    var shifted = self
    if !isZero { shifted.exponent += places }
    return shifted
  }

  /// Its first `kept` digits, halves rounded away from zero; zero where that many leave nothing.
  public func rounded(to kept: Int) -> ShortestDecimal {
    guard kept < count else { return self }
    var rounded = self
    rounded.count = max(0, kept)
    if kept >= 0, digits[kept] >= UInt8(ascii: "5") { rounded.increment() } else { rounded.dropTrailingZeros() }
    return rounded
  }

  /// Adds one in the last place; what becomes a trailing zero goes, and a carry out of the first digit leaves 1.
  private mutating func increment() {
    while count > 0, digits[count - 1] == UInt8(ascii: "9") { count -= 1 }
    if count > 0 {
      digits[count - 1] += 1
    } else {
      digits[0] = UInt8(ascii: "1")
      count = 1
      exponent += 1
    }
  }

  /// The nearest double.
  public var value: Double { Double("0.\(text(0..<count))e\(exponent)") ?? 0 }

  private mutating func dropTrailingZeros() {
    while count > 0, digits[count - 1] == Self.zero { count -= 1 }
    if count == 0 { exponent = 0 }
  }
}

extension Double {
  /// A hundredth as on paper: 1.1 % is 0.011, where dividing gives 0.011000000000000001. For finite values.
  public var ofPercent: Double { moved(by: -2) }

  /// A hundred times as on paper: 0.07 is 7 %, where multiplying gives 7.000000000000001. For finite values.
  public var inPercent: Double { moved(by: 2) }

  private func moved(by places: Int) -> Double {
    let magnitude = ShortestDecimal(self).shifted(by: places).value
    return self < 0 ? -magnitude : magnitude
  }
}
