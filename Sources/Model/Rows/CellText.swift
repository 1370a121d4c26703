import Bytes

/// The words for a cell: what exhibits and tables show.
public enum CellText {
  /// Empty for null, `true`/`false`, shortest decimal that reads back, RFC 3339, the text itself, a list joined by `; `.
  public static func written(_ cell: Cell, _ symbols: Symbols) -> String {
    switch cell.kind {
    case .null: ""
    case .bool: cell.bits != 0 ? "true" : "false"
    case .int: String(Int64(bitPattern: cell.bits))
    case .double: decimal(Double(bitPattern: cell.bits))
    case .timestamp: Instant(microseconds: Int64(bitPattern: cell.bits)).description
    case .text, .json: symbols.text(UInt32(truncatingIfNeeded: cell.bits))
    case .list: items(symbols.text(UInt32(truncatingIfNeeded: cell.bits))).joined(separator: "; ")
    }
  }

  /// The shortest decimal that reads back as the same double, without exponent where 1e-6 ≤ |x| < 1e15.
  public static func decimal(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return value.description
  }

  /// The strings of a list cell's text: a JSON array of strings, as ingestion writes it.
  public static func items(_ json: String) -> [String] {
    var items: [String] = []
    var current: [UInt8]?
    var bytes = Array(json.utf8)[...]
    while let byte = bytes.popFirst() {
      guard var text = current else {
        if byte == 0x22 { current = [] }
        continue
      }
      switch byte {
      case 0x22:
        items.append(String(decoding: text, as: UTF8.self))
        current = nil
      case 0x5C:
        unescape(&bytes, into: &text)
        current = text
      default:
        text.append(byte)
        current = text
      }
    }
    return items
  }

  /// RFC 8785 escapes a control character as `\b \f \n \r \t` or `\u00xx`, a quote and a backslash by a backslash.
  private static func unescape(_ bytes: inout ArraySlice<UInt8>, into text: inout [UInt8]) {
    guard let byte = bytes.popFirst() else { return }
    switch byte {
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      var value: UInt32 = 0
      for digit in bytes.prefix(4) { value = value << 4 | UInt32(digit.hexadecimalValue ?? 0) }
      bytes = bytes.dropFirst(4)
      if let scalar = Unicode.Scalar(value) { text += Array(String(Character(scalar)).utf8) }
    default: text.append(byte)
    }
  }
}

extension CellText {
  /// A JSON array of strings: the text of a list cell.
  public static func list(_ items: [String]) -> String {
    "[" + items.map(\.quotedAsJSON).joined(separator: ",") + "]"
  }
}
