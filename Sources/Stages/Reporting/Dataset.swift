import AuditModel
import Bytes
import DocumentModel
import Rows

/// The records of one kind, in time order, as sections read them.
enum Dataset {
  /// Nil where no source has the kind.
  static func rows(_ kind: String, _ facts: Facts) -> [Table.Row]? {
    guard let table = facts.tables[kind] else { return nil }
    let rows = table.rows
    guard let time = DatasetKinds.named(kind)?.selection.time else { return rows }
    let keyed = rows.enumerated().map { (time: $0.element[time].instant ?? .latest, place: $0.offset) }
    return keyed.sorted { ($0.time, $0.place) < ($1.time, $1.place) }.map { rows[$0.place] }
  }

  /// Whether no record of the kind has the field: then the export says nothing about it, which is not the same as no.
  static func lacks(_ field: String, of kind: String, _ facts: Facts) -> Bool {
    facts.tables[kind]?.rows.allSatisfy { $0[field].isNull } ?? true
  }

  /// How often each text occurs: most frequent first, equals by their bytes.
  static func tally(_ texts: some Sequence<String>) -> [(text: String, count: Int)] {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    return counts.map { (text: $0.key, count: $0.value) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.text.precedesInBytes($1.text) }
  }

  /// The rows by a field, in the byte order of its values.
  static func grouped(_ rows: [Table.Row], by field: String) -> [(value: String, rows: [Table.Row])] {
    grouped(rows) { $0.written(field) }
  }

  static func grouped(_ rows: [Table.Row], by key: (Table.Row) -> String) -> [(value: String, rows: [Table.Row])] {
    var groups: [String: [Table.Row]] = [:]
    for row in rows { groups[key(row), default: []].append(row) }
    return groups.map { (value: $0.key, rows: $0.value) }.sorted { $0.value.precedesInBytes($1.value) }
  }

  /// The texts of a list cell.
  static func items(_ row: Table.Row, _ field: String) -> [String] { row.text(field).map(CellText.items) ?? [] }
}

extension ReportSection {
  /// A section over the records of one kind; without a source of it, or without a record, it says so in one line.
  static func records(
    _ name: String, _ title: String, of kind: String, subjects: [String]? = nil,
    _ blocks: @escaping @Sendable (_ rows: [Table.Row], _ facts: Facts) -> [Block]
  ) -> ReportSection {
    ReportSection(name: name, title: title, subjects: subjects ?? [kind]) { facts, _ in
      guard let rows = Dataset.rows(kind, facts) else {
        return [.paragraph([.text("The pack has no source of "), .code(kind), .text(".")])]
      }
      if rows.isEmpty {
        return [.paragraph([.text("No record of "), .code(kind), .text(" belongs to the period.")])]
      }
      return blocks(rows, facts)
    }
  }
}

extension Block {
  /// A note that records lack a field, and what cannot be said for it.
  static func lacking(_ field: String, of kind: String, _ unknown: String) -> Block {
    .note(
      .caution,
      [
        .text("The export of "), .code(kind), .text(" has no "), .code(field),
        .text(": \(unknown) cannot be told from it."),
      ])
  }

  /// A paragraph of plain words.
  static func words(_ text: String) -> Block { .paragraph([.text(text)]) }
}
