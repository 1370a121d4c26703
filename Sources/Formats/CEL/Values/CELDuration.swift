import Bytes

/// A length of time in nanoseconds: at most about 292 years either way.
package struct CELDuration: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  package static func < (a: CELDuration, b: CELDuration) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Reads a sequence of decimal numbers with units, `1h30m`, `-1.5s`, `250ms`; units are `h m s ms us µs ns`.
  package init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == 0x2D
    if negative || bytes.first == 0x2B { bytes.removeFirst() }
    if bytes.elementsEqual("0".utf8) {
      self.init(nanoseconds: 0)
      return
    }
    guard !bytes.isEmpty else { return nil }
    var total: Int64 = 0
    while !bytes.isEmpty {
      guard let part = CELDuration.part(&bytes, negative: negative) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    self.init(nanoseconds: total)
  }

  /// One number and its unit, in nanoseconds; digits below a nanosecond are cut.
  private static func part(_ bytes: inout ArraySlice<UInt8>, negative: Bool) -> Int64? {
    let whole = bytes.prefix { $0.isASCIIDigit }
    bytes = bytes.dropFirst(whole.count)
    var fraction = ArraySlice<UInt8>()
    if bytes.first == 0x2E {
      bytes.removeFirst()
      fraction = bytes.prefix { $0.isASCIIDigit }
      bytes = bytes.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty, let unit = unit(&bytes) else { return nil }
    var value: Int64 = 0
    for digit in whole {
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow((negative ? -1 : 1) * Int64(digit - 0x30))
      guard !tooLarge, !overflow else { return nil }
      value = sum
    }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    var place = unit
    var below: Int64 = 0
    for digit in fraction.prefix(13) {
      below += unit / 10 > 0 ? Int64(digit - 0x30) * (place / 10) : 0
      place /= 10
    }
    let (total, beyond) = scaled.addingReportingOverflow(negative ? -below : below)
    return beyond ? nil : total
  }

  private static func unit(_ bytes: inout ArraySlice<UInt8>) -> Int64? {
    let name = bytes.prefix { !$0.isASCIIDigit && $0 != 0x2E }
    bytes = bytes.dropFirst(name.count)
    switch String(decoding: name, as: UTF8.self) {
    case "h": return 3_600_000_000_000
    case "m": return 60_000_000_000
    case "s": return 1_000_000_000
    case "ms": return 1_000_000
    case "us", "\u{B5}s", "\u{3BC}s": return 1_000
    case "ns": return 1
    default: return nil
    }
  }
}

extension CELDuration: CustomStringConvertible {
  /// Decimal seconds with `s`: `1.5s`.
  package var description: String {
    let seconds = nanoseconds / 1_000_000_000
    let fraction = (nanoseconds % 1_000_000_000).magnitude
    let sign = nanoseconds < 0 && seconds == 0 ? "-" : ""
    return "\(sign)\(seconds)\(fractionText(UInt32(fraction)))s"
  }
}

/// `.5` for half a billion nanoseconds, without trailing zeros; empty for none.
func fractionText(_ nanoseconds: UInt32) -> String {
  guard nanoseconds > 0 else { return "" }
  var digits = String(nanoseconds)
  digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
  while digits.hasSuffix("0") { digits.removeLast() }
  return "." + digits
}
