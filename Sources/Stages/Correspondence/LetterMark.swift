import JSON

/// What a line of a letter's template is, by the mark at its beginning.
///
/// A mark of the template becomes a control character before values are put in, and no value has one: what a pack says
/// cannot make a heading of itself, nor a line that looks as if it were still to be filled in.
enum LetterMark: Character, CaseIterable {
  case heading = "\u{1}"
  case item = "\u{2}"
  case subject = "\u{3}"
  case sender = "\u{4}"
  case date = "\u{5}"
  case recipient = "\u{6}"

  /// As it stands in a template.
  var text: String {
    switch self {
    case .heading: "## "
    case .item: "- "
    case .subject: "Subject: "
    case .sender: "From: "
    case .date: "Date: "
    case .recipient: "To: "
    }
  }

  /// A template whose marks are control characters.
  static func marked(_ template: String) -> String {
    template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let mark = allCases.first { line.hasPrefix($0.text) }
      return mark.map { "\($0.rawValue)\(line.dropFirst($0.text.count))" } ?? String(line)
    }.joined(separator: "\n")
  }

  /// The mark of a filled line, and what stands behind it.
  static func split(_ line: String) -> (mark: LetterMark?, rest: String) {
    guard let mark = line.first.flatMap(LetterMark.init) else { return (nil, line) }
    return (mark, String(line.dropFirst()))
  }

  // MARK: Values

  private static let open = "to be filled in by the sender"

  /// A value in one line and without control characters; brackets that would tell the sender to fill it in are turned round.
  static func plain(_ value: String) -> String {
    let scalars = value.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }
    let line = String(String.UnicodeScalarView(scalars))
    guard line.lowercased().contains(open) else { return line }
    return String(line.map { $0 == "[" ? "(" : $0 == "]" ? ")" : $0 })
  }

  static func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(plain(text))
    case .array(let items): .array(items.map(plain))
    case .object(let object): .object(JSONObject(object.members.map { .init(plain($0.key), plain($0.value)) }))
    case .null, .bool, .int, .double: value
    }
  }
}
