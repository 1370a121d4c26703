import AuditModel
import Bytes
import CSV
import Diagnostics
import Rows

/// Where a CSV export has the columns that a layout asks for.
struct CSVHeader: Sendable {
  /// Columns of the export.
  let width: Int
  /// The column of each slot of the layout; nil where the export has none.
  let columns: [Int?]
  /// The columns that stand for the members of a nested one, by its slot: `outcome.result` and `outcome.reason`.
  let nested: [Int: [NestedColumn]]
  /// Names that no path of the layout asks for.
  let unused: [String]

  /// A column whose name has dots, and what stands behind the first of them.
  struct NestedColumn: Sendable {
    let path: [String]
    let column: Int
  }

  /// A header that repeats a name which is read, or lacks a column that every record must have, is a diagnostic.
  init(_ names: [String], _ file: String, _ layout: RecordLayout) throws(Diagnostic) {
    let place = Location(file: file, line: 1)
    guard !names.isEmpty else {
      throw Diagnostic("export has no header", at: place, hint: "the first row names the columns")
    }
    var positions: [[UInt8]: Int] = [:]
    var repeated: Set<[UInt8]> = []
    for (index, name) in names.enumerated() where positions.updateValue(index, forKey: Array(name.utf8)) != nil {
      repeated.insert(Array(name.utf8))
    }
    width = names.count
    columns = layout.slots.map { positions[Array($0.path.joined(separator: ".").utf8)] }
    nested = CSVHeader.nested(names, layout, columns)
    let read = columns.compactMap { $0 } + nested.values.joined().map(\.column).sorted()
    if let column = read.first(where: { repeated.contains(Array(names[$0].utf8)) }) {
      throw Diagnostic(
        "header has column '\(names[column])' twice, and the mapping reads it", at: place,
        hint: "rename one of them in the export, or read another column")
    }
    if layout.whole != nil {
      throw Diagnostic(
        "an expression over a CSV export reads the record as a whole", at: place,
        hint: "name the columns that it reads: record.column, or record[\"a column\"]")
    }
    let mentioned = layout.mentioned.map { positions[Array($0.joined(separator: ".").utf8)] }
    let used = Set((columns + mentioned).compactMap { $0 } + nested.values.joined().map(\.column))
    unused = names.indices.filter { !used.contains($0) }.map { names[$0] }
    for (index, slot) in layout.slots.enumerated() where columns[index] == nil && slot.isNeeded {
      let name = slot.path.joined(separator: ".")
      throw Diagnostic(
        "export has no column '\(name)'", at: place,
        hint: CSVHeader.otherDelimiter(names)
          ?? suggestion(for: name, in: names).map { "it has '\($0)': name it under 'fields'" }
          ?? "name the column under 'fields'; the export has: \(names.prefix(12).joined(separator: ", "))")
    }
  }

  /// What expressions read of a JSON record as `record.outcome.result` is a column of that name in a CSV export.
  private static func nested(
    _ names: [String], _ layout: RecordLayout, _ columns: [Int?]
  ) -> [Int: [NestedColumn]] {
    var nested: [Int: [NestedColumn]] = [:]
    for (member, slot) in layout.members where columns[slot] == nil {
      for (column, name) in names.enumerated() where name.utf8.starts(with: "\(member).".utf8) {
        let path = name.utf8.dropFirst(member.utf8.count + 1).split(separator: 0x2E, omittingEmptySubsequences: false)
        nested[slot, default: []].append(NestedColumn(path: path.map { String($0) ?? "" }, column: column))
      }
    }
    return nested
  }

  /// A header that is one long column was written with another delimiter.
  private static func otherDelimiter(_ names: [String]) -> String? {
    guard names.count == 1, let only = names.first else { return nil }
    for (mark, written) in [(";", ";"), ("\t", "tab"), ("|", "|")] where only.contains(mark) {
      return "its columns are parted by '\(written)': add csv: {delimiter: \"\(written)\"} to the source"
    }
    return nil
  }
}

/// CSV records, by the columns of a header.
struct CSVRecords: RecordParser, ~Copyable {
  private let header: CSVHeader
  private var reader: CSVRecordReader
  /// The fewest fields of a row.
  private let least: Int

  init(_ header: CSVHeader, _ shape: CSVShape) {
    self.header = header
    least = header.width - shape.optional
    reader = CSVRecordReader(delimiter: shape.delimiter)
  }

  mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>, _ records: [RecordChunk.Record]) {}

  mutating func parse(_ record: UnsafeBufferPointer<UInt8>) -> String? {
    if let reason = unsafe reader.read(record) { return reason }
    let count = reader.fieldCount
    if count == header.width || (count >= least && count < header.width) { return nil }
    return "row has \(count) \(count == 1 ? "field" : "fields"), the header has \(header.width)"
  }

  mutating func nested(_ slot: Int) -> [(path: [String], text: String)] {
    guard let columns = header.nested[slot] else { return [] }
    return columns.compactMap { nested in
      guard nested.column < reader.fieldCount else { return nil }
      let bytes = unsafe reader.field(nested.column)
      return unsafe bytes.isEmpty ? nil : (nested.path, String(decoding: bytes, as: UTF8.self))
    }
  }

  /// An empty field is a text to an expression.
  func hasTexts(_ slot: Int) -> Bool { header.columns[slot] != nil }

  mutating func text(_ slot: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let column = header.columns[slot], column < reader.fieldCount else { return nil }
    let bytes = unsafe reader.field(column)
    return unsafe bytes.isEmpty ? nil : bytes
  }

  mutating func value(_ slot: Int) -> RawValue { unsafe text(slot).map { unsafe .text($0) } ?? .missing }
}
