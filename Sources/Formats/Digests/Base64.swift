/// Base64 (RFC 4648), written in the standard alphabet and read strictly in either.
package enum Base64 {
  private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        text.append(index <= group.count ? standard[Int(bits >> UInt32(18 - 6 * index) & 63)] : padding)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of padded Base64 in the standard or the URL alphabet; nil for a mixture of the two, for white space, for
  /// missing padding and for bits left over, so that every value has one text in each alphabet.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 4), !mixesAlphabets(digits) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3)
    for start in stride(from: 0, to: digits.count, by: 4) {
      guard let group = decodeGroup(digits[start..<start + 4], isLast: start + 4 == digits.count) else { return nil }
      bytes += group
    }
    return bytes
  }

  private static func decodeGroup(_ digits: ArraySlice<UInt8>, isLast: Bool) -> ArraySlice<UInt8>? {
    let significant = digits.prefix { $0 != padding }
    guard significant.count == 4 || isLast && significant.count >= 2,
      digits.dropFirst(significant.count).allSatisfy({ $0 == padding })
    else { return nil }
    var bits: UInt32 = 0
    for digit in digits {
      guard let value = digit == padding ? 0 : value(of: digit) else { return nil }
      bits = bits << 6 | UInt32(value)
    }
    let count = significant.count - 1
    guard bits & (1 << UInt32(8 * (3 - count)) - 1) == 0 else { return nil }
    return [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)].prefix(count)
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  private static func mixesAlphabets(_ digits: [UInt8]) -> Bool {
    let standard = digits.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    return standard && digits.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }
}
