import Bytes

/// The tokens of a content stream or a character map (ISO 32000-1 7.2 and 7.8.2).
package struct PDFTokens {
  package private(set) var all: [Token] = []
  private let bytes: [UInt8]
  private var place = 0

  package enum Token: Equatable {
    case number(Double)
    /// Without its slash.
    case name(String)
    /// Of either notation, decoded.
    case string([UInt8])
    case `operator`(String)
    /// Of an array or a dictionary.
    case open, close
  }

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while place < bytes.count { readToken() }
  }

  private var next: UInt8? { place + 1 < bytes.count ? bytes[place + 1] : nil }

  private mutating func readToken() {
    switch bytes[place] {
    case 0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20: place += 1
    case UInt8(ascii: "%"): skipComment()
    case UInt8(ascii: "("): all.append(.string(literal()))
    case UInt8(ascii: "<"):
      if next == UInt8(ascii: "<") { add(.open, length: 2) } else { all.append(.string(hexadecimal())) }
    case UInt8(ascii: ">"): add(.close, length: next == UInt8(ascii: ">") ? 2 : 1)
    case UInt8(ascii: "["): add(.open, length: 1)
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"): add(.close, length: 1)
    case UInt8(ascii: "/"):
      place += 1
      all.append(.name(word()))
    default:
      let word = word()
      if let number = Double(word) { all.append(.number(number)) } else { all.append(.operator(word)) }
    }
  }

  private mutating func add(_ token: Token, length: Int) {
    all.append(token)
    place += length
  }

  private mutating func skipComment() {
    while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
  }

  private mutating func word() -> String {
    let start = place
    while place < bytes.count, bytes[place] > 0x20, !"()<>[]{}/%".utf8.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func hexadecimal() -> [UInt8] {
    place += 1
    var digits: [UInt8] = []
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
      if let value = bytes[place].hexadecimalValue { digits.append(value) }
      place += 1
    }
    place += 1
    if digits.count % 2 == 1 { digits.append(0) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private mutating func literal() -> [UInt8] {
    place += 1
    var result: [UInt8] = []
    var depth = 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\\"): appendEscape(to: &result)
      case UInt8(ascii: "("):
        depth += 1
        result.append(byte)
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return result }
        result.append(byte)
      default: result.append(byte)
      }
    }
    return result
  }

  /// What stands behind a backslash: up to three octal digits, a letter, a line's end that is left out, or itself.
  private mutating func appendEscape(to result: inout [UInt8]) {
    guard place < bytes.count else { return }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case 0x0A: break
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = Int(byte - 0x30)
      var digits = 1
      while digits < 3, place < bytes.count, (0x30...0x37).contains(bytes[place]) {
        value = value * 8 + Int(bytes[place] - 0x30)
        place += 1
        digits += 1
      }
      result.append(UInt8(truncatingIfNeeded: value))
    default: result.append(byte)
    }
  }
}
