/// A JSON value whose members stay in the order in which a system writes them.
enum JSONText: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A number that is written as it stands, so that no floating-point formatting takes part.
  case decimal(String)
  case string(String)
  case array([JSONText])
  case object([(String, JSONText)])

  static func texts(_ values: [String]) -> JSONText { .array(values.map(JSONText.string)) }
  static func time(_ value: Moment?) -> JSONText { value.map { .string($0.text) } ?? .null }

  /// Compact JSON, without a line break.
  var compact: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .int(let value): bytes += String(value).utf8
    case .decimal(let text): bytes += text.utf8
    case .string(let text): JSONText.quote(text, to: &bytes)
    case .array(let elements):
      JSONText.list(elements, "[", "]", to: &bytes) { element, bytes in element.write(to: &bytes) }
    case .object(let members):
      JSONText.list(members, "{", "}", to: &bytes) { member, bytes in
        JSONText.quote(member.0, to: &bytes)
        bytes += ":".utf8
        member.1.write(to: &bytes)
      }
    }
  }

  /// JSON over several lines for people: what fits into 110 characters stays on one.
  func readable(indent: Int = 0) -> String {
    let flat = String(decoding: compact, as: UTF8.self)
    if flat.count + indent <= 110 { return flat }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .null, .bool, .int, .decimal, .string: return flat
    case .array(let elements):
      let lines = elements.map { inner + $0.readable(indent: indent + 2) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let members):
      let lines = members.map { name, value in
        inner + String(decoding: JSONText.string(name).compact, as: UTF8.self) + ": "
          + value.readable(indent: indent + 2)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  private static func list<Element>(
    _ elements: [Element], _ open: String, _ close: String, to bytes: inout [UInt8],
    _ write: (Element, inout [UInt8]) -> Void
  ) {
    bytes += open.utf8
    for (position, element) in elements.enumerated() {
      if position > 0 { bytes += ",".utf8 }
      write(element, &bytes)
    }
    bytes += close.utf8
  }

  private static func quote(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes += "\\\"".utf8
      case 0x5C: bytes += "\\\\".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x00..<0x20: bytes += "\\u00\(String(byte >> 4, radix: 16))\(String(byte & 15, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
