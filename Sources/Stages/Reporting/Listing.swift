import AuditModel
import DocumentModel
import Rows

/// Records of a dataset as a table of a report: a few fields of each, up to the report's number of rows.
struct Listing: Sendable {
  /// What a column shows of a record.
  struct Column: Sendable {
    enum Content: Sendable {
      case words(@Sendable (Table.Row) -> [Inline])
      /// The time of a field, to the minute.
      case time(String)
      /// The day of a field.
      case day(String)
    }

    let title: String
    let alignment: DocumentTable.Alignment
    /// The fields without which the column has nothing to say: if no record has one of them, the column is left out.
    let fields: [String]
    let content: Content

    init(
      _ title: String, _ alignment: DocumentTable.Alignment = .leading, reads fields: [String] = [],
      _ cell: @escaping @Sendable (Table.Row) -> [Inline]
    ) {
      self.init(title, alignment, reads: fields, .words(cell))
    }

    fileprivate init(
      _ title: String, _ alignment: DocumentTable.Alignment = .leading, reads fields: [String], _ content: Content
    ) {
      self.title = title
      self.alignment = alignment
      self.fields = fields
      self.content = content
    }
  }

  let kind: String
  let columns: [Column]

  init(_ kind: String, _ columns: [Column]) {
    self.kind = kind
    self.columns = columns
  }

  /// The rows in their order; what goes beyond the limit is left to the export, which the last line names, and so are the
  /// columns that no record of the dataset fills.
  func table(_ caption: String, _ rows: [Table.Row], _ facts: Facts) -> Block {
    let shown = min(facts.material.rowLimit, rows.count)
    let absent = columns.filter { column in column.fields.contains { Dataset.lacks($0, of: kind, facts) } }
    let columns = columns.filter { column in !absent.contains { $0.title == column.title } }
      .map { $0.dated(rows, facts.clock) }
    let ending =
      (shown == rows.count ? [] : continuation(rows.count - shown, facts)) + Listing.absence(absent.map(\.title))
    return .table(
      DocumentTable(
        caption: "\(caption): \(Words.count(rows.count))",
        columns: columns.map { .init($0.title(facts.clock), $0.alignment) },
        rows: rows.prefix(shown).map { row in columns.map { $0.cell(row, facts.clock) } },
        continuation: ending.isEmpty ? nil : ending))
  }

  /// ` Not in the export: Manager, Department.`
  static func absence(_ titles: [String]) -> [Inline] {
    titles.isEmpty ? [] : [.text(" Not in the export: \(titles.joined(separator: ", ")).")]
  }

  private func continuation(_ left: Int, _ facts: Facts) -> [Inline] {
    let files = facts.reconciliation.filter { $0.kind == kind }.flatMap(\.files).map(\.path)
    let place: [Inline] =
      files.count == 1 ? [.text("in the export "), .code(files[0])] : [.text("in \(Words.count(files.count)) exports")]
    return [.text("\(Words.count(Int64(left), "more row")) \(left == 1 ? "is" : "are") ")] + place + [.text(".")]
  }
}

extension Listing.Column {
  static func text(_ title: String, _ field: String) -> Self {
    Self(title, reads: [field]) { [.text($0.written(field))] }
  }

  static func code(_ title: String, _ field: String) -> Self {
    Self(title, reads: [field]) { [.code($0.written(field))] }
  }

  /// `yes` or `no`; empty where the record does not say.
  static func flag(_ title: String, _ field: String) -> Self {
    Self(title, reads: [field]) { [.text($0[field].bool.map { $0 ? "yes" : "no" } ?? "")] }
  }

  /// A condition that should hold: a mark and a word, never colour alone.
  static func check(_ title: String, _ field: String) -> Self {
    Self(title, reads: [field]) {
      $0[field].bool.map { [.status($0 ? "yes" : "no", $0 ? .good : .bad)] } ?? [.text("")]
    }
  }

  /// Minutes are enough for a reader; the exports have the rest. The title says the zone.
  static func time(_ title: String, _ field: String) -> Self { Self(title, reads: [field], .time(field)) }

  static func day(_ title: String, _ field: String) -> Self { Self(title, reads: [field], .day(field)) }

  static func number(_ title: String, _ field: String, unit: String? = nil) -> Self {
    Self(title, .trailing, reads: [field]) {
      [.text(Words.number($0[field]).map { Words.value($0, unit: unit) } ?? "")]
    }
  }

  /// From one time of a record to another.
  static func elapsed(_ title: String, _ from: String, _ until: String) -> Self {
    Self(title, .trailing, reads: [from, until]) { [.text(Words.elapsed($0, from, until) ?? "open")] }
  }

  /// The column as one of days, where every time that it shows is the beginning of one: such an export knows dates only.
  fileprivate func dated(_ rows: [Table.Row], _ clock: LocalClock) -> Self {
    guard case .time(let field) = content else { return self }
    let times = rows.compactMap { $0[field].instant }
    return times.isEmpty || !times.allSatisfy(clock.isMidnight) ? self : .day(title, field)
  }

  fileprivate func title(_ clock: LocalClock) -> String {
    switch content {
    case .words, .day: title
    case .time: clock.title(title)
    }
  }

  fileprivate func cell(_ row: Table.Row, _ clock: LocalClock) -> [Inline] {
    switch content {
    case .words(let words): words(row)
    case .time(let field): [.text(clock.minute(row[field].instant))]
    case .day(let field): [.text(row[field].instant.map { "\(clock.day(of: $0))" } ?? "")]
    }
  }
}

extension Words {
  /// Stands for a figure whose field no record has.
  static let notExported = "not in the export"

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
