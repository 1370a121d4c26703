/// What stands between the quotes of a text or bytes literal, on its way to a value.
struct LiteralText {
  private var rest: ArraySlice<Unicode.Scalar>
  private let isBytes: Bool
  /// Where the content begins in the expression.
  private let offset: Int
  private let count: Int
  private var text = String.UnicodeScalarView()
  private var bytes: [UInt8] = []

  init(scalars: ArraySlice<Unicode.Scalar>, isBytes: Bool, offset: Int) {
    rest = scalars
    self.isBytes = isBytes
    self.offset = offset
    count = scalars.count
  }

  /// The literal with its escape sequences read, or as it stands if it is raw.
  mutating func decoded(raw: Bool) throws(CELError) -> Token.Kind {
    while let scalar = rest.popFirst() {
      if scalar == "\\", !raw { try escape() } else { append(scalar) }
    }
    return isBytes ? .bytes(bytes) : .string(String(text))
  }

  private var place: Int { offset + count - rest.count - 1 }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if isBytes { bytes += Array(String(Character(scalar)).utf8) } else { text.append(scalar) }
  }

  private mutating func escape() throws(CELError) {
    let start = place
    guard let scalar = rest.popFirst() else { throw CELError("unfinished escape sequence", at: start) }
    switch scalar {
    case "\\", "?", "\"", "'", "`": append(scalar)
    case "a": append("\u{7}")
    case "b": append("\u{8}")
    case "f": append("\u{C}")
    case "n": append("\n")
    case "r": append("\r")
    case "t": append("\t")
    case "v": append("\u{B}")
    case "x", "X": try appendCode(digits(2, start), start)
    case "u" where !isBytes: try appendCode(digits(4, start), start)
    case "U" where !isBytes: try appendCode(digits(8, start), start)
    case "0"..."3": try appendCode(octal(scalar, start), start)
    default:
      throw CELError(
        "unknown escape sequence '\\\(scalar)'", at: start, hint: "write \\\\ for a backslash, or r'…' for a raw text")
    }
  }

  private mutating func appendCode(_ value: UInt32, _ start: Int) throws(CELError) {
    if isBytes {
      bytes.append(UInt8(truncatingIfNeeded: value))
    } else if let scalar = Unicode.Scalar(value) {
      text.append(scalar)
    } else {
      throw CELError("escape sequence is no Unicode code point", at: start)
    }
  }

  private mutating func digits(_ count: Int, _ start: Int) throws(CELError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = rest.popFirst()?.hexadecimalDigit else {
        throw CELError("escape sequence needs \(count) hexadecimal digits", at: start)
      }
      value = value << 4 | digit
    }
    return value
  }

  private mutating func octal(_ first: Unicode.Scalar, _ start: Int) throws(CELError) -> UInt32 {
    var value = first.value - 0x30
    for _ in 0..<2 {
      guard let digit = rest.popFirst(), digit >= "0", digit <= "7" else {
        throw CELError("escape sequence needs three octal digits", at: start)
      }
      value = value << 3 | (digit.value - 0x30)
    }
    return value
  }
}
