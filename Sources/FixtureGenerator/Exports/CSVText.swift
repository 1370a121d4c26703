/// RFC 4180 cells; a list is joined by `;`, null is an empty cell.
enum CSVText {
  static func line(_ cells: [JSONText]) -> [UInt8] {
    Array(cells.map { quoted(plain($0)) }.joined(separator: ",").utf8)
  }

  static func header(_ names: [String]) -> [UInt8] { line(names.map(JSONText.string)) }

  private static func plain(_ value: JSONText) -> String {
    switch value {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .decimal(let text), .string(let text): text
    case .array(let elements): elements.map(plain).joined(separator: ";")
    case .object: String(decoding: value.compact, as: UTF8.self)
    }
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    var cell = "\""
    for character in text.unicodeScalars {
      if character == "\"" { cell += "\"" }
      cell.unicodeScalars.append(character)
    }
    return cell + "\""
  }
}
