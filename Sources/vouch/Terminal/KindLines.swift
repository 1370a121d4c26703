import VouchKit

/// Kinds of datasets as lines for a reader.
enum KindLines {
  /// A line a kind: its name, its fields, and which of its records belong to a period.
  static func list(_ kinds: [DatasetKind]) -> String {
    let width = kinds.map(\.name.count).max() ?? 0
    let lines = kinds.map { kind in
      let fields = kind.schema.fields.count
      let count = fields == 1 ? " 1 field " : "\(padded("\(fields)", 2, atEnd: false)) fields"
      return "\(padded(kind.name, width))  \(count)  \(rule(kind.selection))"
    }
    return (lines + ["", "'vouch kinds NAME' shows the fields of one."]).joined(separator: "\n")
  }

  /// The fields of a kind, one a line, with their types and the words that they know.
  static func text(_ kind: DatasetKind) -> String {
    let width = (kind.schema.fields.map(\.name.count).max() ?? 0) + 1
    let lines = kind.schema.fields.map { field in
      let words = field.vocabulary.map { ": " + $0.words.joined(separator: ", ") } ?? ""
      return "  \(padded(field.name + (field.required ? "*" : ""), width))  \(field.type.rawValue)\(words)"
    }
    return (["\(kind.name): \(rule(kind.selection))"] + lines).joined(separator: "\n")
  }

  private static func rule(_ selection: PeriodSelection) -> String {
    switch selection {
    case .occurs(let time): "\(time) lies in the period"
    case .open(let from, let until): "open from \(from) to \(until) at some time in the period"
    case .standing(let from?, let until?): "stood from \(from) to \(until) at some time in the period"
    case .standing(let from?, nil): "stood from \(from) at some time in the period"
    case .standing(nil, _): "every record"
    }
  }

  private static func padded(_ text: String, _ width: Int, atEnd: Bool = true) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return atEnd ? text + blanks : blanks + text
  }
}
