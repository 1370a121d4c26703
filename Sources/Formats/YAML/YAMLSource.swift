import Diagnostics

/// The text of a file as lines, checked for what must not reach the parser.
struct YAMLSource {
  let name: String
  let lines: [String]

  init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    self.name = name
    guard bytes.count <= YAMLLimits.size else {
      throw Diagnostic("file is larger than \(YAMLLimits.size) bytes", at: Location(file: name))
    }
    try YAMLSource.checkEncoding(bytes, name: name)
    lines = YAMLSource.split(String(decoding: bytes, as: UTF8.self))
    try checkCharacters()
  }

  func error(_ message: String, line: Int, column: Int, hint: String? = nil) -> Diagnostic {
    let excerpt = lines.indices.contains(line - 1) ? lines[line - 1] : nil
    return Diagnostic(message, at: Location(file: name, line: line, column: column, excerpt: excerpt), hint: hint)
  }

  private static func checkEncoding(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw Diagnostic("file is UTF-16", at: Location(file: name, line: 1, column: 1), hint: "save it as UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw Diagnostic(
        "file begins with a byte order mark", at: Location(file: name, line: 1, column: 1),
        hint: "save it as UTF-8 without a byte order mark")
    }
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    throw Diagnostic("file is not valid UTF-8", at: invalidPlace(bytes, name: name), hint: "save it as UTF-8")
  }

  /// The first place that decoding had to repair.
  private static func invalidPlace(_ bytes: [UInt8], name: String) -> Location {
    var line = 1
    for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: text, as: UTF8.self) == nil {
        let excerpt = String(decoding: text, as: UTF8.self)
        let column = excerpt.unicodeScalars.prefix { $0.value != 0xFFFD }.count + 1
        return Location(file: name, line: line, column: column, excerpt: excerpt)
      }
      line += 1
    }
    return Location(file: name)
  }

  /// The lines between LF, CR LF and CR.
  private static func split(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map(String.init)
  }

  private func checkCharacters() throws(Diagnostic) {
    for (index, line) in lines.enumerated() where !line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 }) {
      for (offset, scalar) in line.unicodeScalars.enumerated() {
        guard let problem = YAMLSource.problem(with: scalar) else { continue }
        throw error(problem.message, line: index + 1, column: offset + 1, hint: problem.hint)
      }
    }
  }

  /// Why a character may not stand in a file; YAML 1.1 and 1.2 differ about the invisible line breaks.
  private static func problem(with scalar: Unicode.Scalar) -> (message: String, hint: String)? {
    let code = "U+" + String(repeating: "0", count: max(0, 4 - hex(scalar).count)) + hex(scalar)
    switch scalar.value {
    case 0x09: return nil
    case 0x85, 0x2028, 0x2029:
      return ("invisible line break \(code)", "remove it, or write it as an escape within double quotes")
    case 0xFEFF: return ("byte order mark \(code) inside the file", "remove it")
    case 0x00..<0x20, 0x7F..<0xA0: return ("control character \(code)", "remove it; the file must be plain UTF-8 text")
    case 0xFFFE, 0xFFFF: return ("character \(code) is none of Unicode", "remove it")
    default: return nil
    }
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    String(scalar.value, radix: 16, uppercase: true)
  }
}
