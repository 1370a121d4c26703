import VouchKit

/// The records that a search found, in columns for a reader.
struct QueryTable {
  private let outcome: QueryOutcome

  /// The widest a column gets; longer texts end in an ellipsis.
  private static let widest = 48

  init(_ outcome: QueryOutcome) { self.outcome = outcome }

  /// Nil where nothing was found. Columns in which no record has a value are left out, and so are nested values.
  var text: String? {
    guard !outcome.rows.isEmpty else { return nil }
    let columns = outcome.fields.indices.filter { column in
      outcome.fields[column] != "details" && outcome.fields[column] != "user_agent"
        && outcome.rows.contains { !$0.values[column].isEmpty }
    }
    let header = columns.map { outcome.fields[$0] }
    let body = outcome.rows.map { row in columns.map { QueryTable.shown(row.values[$0]) } }
    let widths = columns.indices.map { column in
      ([header] + body).reduce(0) { max($0, $1[column].unicodeScalars.count) }
    }
    return ([header] + body).map { QueryTable.line($0, widths) }.joined(separator: "\n")
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      line += cell
      guard index < cells.count - 1 else { continue }
      line += String(repeating: " ", count: widths[index] - cell.unicodeScalars.count + 2)
    }
    return line
  }

  /// What a terminal may be given: controls and marks of direction become `?`.
  private static func shown(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(widest) {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: safe.append("?")
      default: safe.append(scalar)
      }
    }
    if text.unicodeScalars.count > widest {
      safe.removeLast()
      safe.append("…")
    }
    return String(safe)
  }

  /// What was found, what is shown, and what was left out of the search.
  static func summary(_ outcome: QueryOutcome) -> String {
    let counts = outcome.account.counts
    var lines = [
      "\(outcome.found.grouped) found, \(outcome.shown.grouped) shown; \(counts.read.grouped) read, "
        + "\(counts.rejected.grouped) rejected, \(counts.duplicate.grouped) duplicate, "
        + "\(counts.outsidePeriod.grouped) outside the time, \(counts.filtered.grouped) filtered"
    ]
    if let first = outcome.account.rejections.first {
      lines.append("the first rejected: \(first.origin.file):\(first.origin.line): \(first.reason)")
    }
    if outcome.failed > 0, let failure = outcome.failure {
      lines.append("the condition could not be computed for \(outcome.failed.grouped) records: \(failure)")
    }
    return lines.joined(separator: "\n")
  }
}
