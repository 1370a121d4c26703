import AuditModel
import DocumentModel
import Rows

/// Records of a dataset as a table of a report: a few fields of each, up to the report's number of rows.
struct Listing: Sendable {
  /// What a column shows of a record.
  struct Column: Sendable {
    let title: String
    let alignment: DocumentTable.Alignment
    let cell: @Sendable (Table.Row) -> [Inline]

    init(
      _ title: String, _ alignment: DocumentTable.Alignment = .leading,
      _ cell: @escaping @Sendable (Table.Row) -> [Inline]
    ) {
      self.title = title
      self.alignment = alignment
      self.cell = cell
    }
  }

  let kind: String
  let columns: [Column]

  init(_ kind: String, _ columns: [Column]) {
    self.kind = kind
    self.columns = columns
  }

  /// The rows in their order; what goes beyond the limit is left to the export, which the last line names.
  func table(_ caption: String, _ rows: [Table.Row], _ facts: Facts) -> Block {
    let shown = min(facts.material.rowLimit, rows.count)
    return .table(
      DocumentTable(
        caption: "\(caption): \(Words.count(rows.count))",
        columns: columns.map { .init($0.title, $0.alignment) },
        rows: rows.prefix(shown).map { row in columns.map { $0.cell(row) } },
        continuation: shown == rows.count ? nil : continuation(rows.count - shown, facts)))
  }

  private func continuation(_ left: Int, _ facts: Facts) -> [Inline] {
    let files = facts.reconciliation.filter { $0.kind == kind }.flatMap(\.files).map(\.path)
    let place: [Inline] =
      files.count == 1 ? [.text("in the export "), .code(files[0])] : [.text("in \(Words.count(files.count)) exports")]
    return [.text("\(Words.count(Int64(left), "more row")) \(left == 1 ? "is" : "are") ")] + place + [.text(".")]
  }
}

extension Listing.Column {
  static func text(_ title: String, _ field: String) -> Self { Self(title) { [.text($0.written(field))] } }

  static func code(_ title: String, _ field: String) -> Self { Self(title) { [.code($0.written(field))] } }

  /// `yes` or `no`; empty where the record does not say.
  static func flag(_ title: String, _ field: String) -> Self {
    Self(title) { [.text($0[field].bool.map { $0 ? "yes" : "no" } ?? "")] }
  }

  /// A condition that should hold: a mark and a word, never colour alone.
  static func check(_ title: String, _ field: String) -> Self {
    Self(title) { $0[field].bool.map { [.status($0 ? "yes" : "no", $0 ? .good : .bad)] } ?? [.text("")] }
  }

  /// Minutes are enough for a reader; the exports have the rest. The title says the zone.
  static func time(_ title: String, _ field: String) -> Self {
    Self("\(title) (UTC)") { [.text(Words.minute($0[field].instant))] }
  }

  static func day(_ title: String, _ field: String) -> Self {
    Self(title) { [.text($0[field].instant.map { "\($0.day)" } ?? "")] }
  }

  static func number(_ title: String, _ field: String, unit: String? = nil) -> Self {
    Self(title, .trailing) { [.text(Words.number($0[field]).map { Words.value($0, unit: unit) } ?? "")] }
  }

  /// From one time of a record to another.
  static func elapsed(_ title: String, _ from: String, _ until: String) -> Self {
    Self(title, .trailing) { [.text(Words.elapsed($0, from, until) ?? "open")] }
  }
}

extension Words {
  /// `2024-01-15 10:30`, in UTC.
  static func minute(_ instant: Instant?) -> String { String(time(instant).prefix(16)) }

  /// An integer or a decimal.
  static func number(_ cell: Cell) -> Double? { cell.double ?? cell.int.map(Double.init) }

  static func seconds(_ row: Table.Row, _ from: String, _ until: String) -> Int64? {
    guard let from = row[from].instant, let until = row[until].instant else { return nil }
    return (until.microseconds - from.microseconds) / Instant.perSecond
  }

  /// A negative span is said to be one: it is a fault of the records, which the reader must see.
  static func elapsed(_ row: Table.Row, _ from: String, _ until: String) -> String? {
    seconds(row, from, until).map { $0 < 0 ? "-" + duration(seconds: -$0) : duration(seconds: $0) }
  }

  /// `3 of 42 (7.1%)`.
  static func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "none" : "\(count(part)) of \(count(whole)) (\(NumberWords.percent(Double(part) / Double(whole))))"
  }
}
