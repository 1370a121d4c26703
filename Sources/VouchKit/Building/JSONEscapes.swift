import Bytes

/// The escapes of JSON strings (RFC 8259 7), resolved wherever they stand: for searching, not for parsing.
enum JSONEscapes {
  static func resolved(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(backslash) else { return [] }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if bytes[place] == backslash, place + 1 < bytes.count {
        place += append(bytes[(place + 1)...], to: &result)
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return result
  }

  private static let backslash = UInt8(ascii: "\\")

  /// Appends what stands behind a backslash; returns how many bytes the escape took.
  private static func append(_ escape: ArraySlice<UInt8>, to result: inout [UInt8]) -> Int {
    switch escape[escape.startIndex] {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "u"):
      let digits = escape.dropFirst().prefix(4).compactMap(\.hexadecimalValue)
      if digits.count == 4, let scalar = Unicode.Scalar(digits.reduce(UInt32(0)) { $0 << 4 | UInt32($1) }) {
        result += Array(String(Character(scalar)).utf8)
      }
      return 2 + digits.count
    case let byte: result.append(byte)
    }
    return 2
  }
}
