extension Diagnostic {
  /// The longest excerpt that is shown; a longer line is cut around the column.
  private static let excerptLimit = 160

  /// `file:line:column: error: message`, the source line with a caret, and the hint; no final line break.
  ///
  /// Control characters of the input are shown as `?`, so that a hostile file cannot drive the terminal.
  public var text: String {
    var place = ""
    if let location {
      place = Diagnostic.safe(location.file) + ":"
      if let line = location.line {
        place += "\(line):"
        if let column = location.column { place += "\(column):" }
      }
      place += " "
    }
    var text = "\(place)\(severity.rawValue): \(Diagnostic.safe(message))"
    if let excerpt = location?.excerpt { text += Diagnostic.marked(excerpt, column: location?.column) }
    if let hint { text += "\n  hint: \(Diagnostic.safe(hint))" }
    return text
  }

  private static func marked(_ excerpt: String, column: Int?) -> String {
    let scalars = Array(excerpt.unicodeScalars)
    let target = max(0, (column ?? 1) - 1)
    let start = target > excerptLimit - 20 ? min(target, scalars.count) - min(60, scalars.count, target) : 0
    let shown = scalars.dropFirst(start).prefix(excerptLimit)
    var line = ""
    for scalar in shown { line.unicodeScalars.append(scalar) }
    var text = "\n  " + safe(line)
    if column != nil, target >= start, target - start <= shown.count {
      text += "\n  " + String(repeating: " ", count: target - start) + "^"
    }
    return text
  }

  /// The text with control and bidirectional formatting characters replaced, line breaks too: a name can forge no line.
  public static func safe(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x00..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: safe.append("?")
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }
}
