import Rows

/// The record that an expression is computed for: one row of a batch, and the records that joins brought to it.
struct RecordSource {
  let schema: Schema
  let batch: Batch
  let row: Int
  let symbols: Symbols
  let joins: [CELJoin]
  /// One for each join; nil where the join found none.
  let joined: [Table.Row?]

  /// The value of a column.
  static func field(_ column: Int, in evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    guard let value = try evaluation.record?.value(of: column) else { throw CELError("there is no record here") }
    return value
  }

  private func value(of column: Int) throws(CELError) -> CELValue {
    try CellValue.value(batch.cell(column, row)) { symbols.text($0) }
  }

  /// The record as a map of its fields that are not null.
  static func value(in evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    guard let record = evaluation.record else { throw CELError("there is no record here") }
    var map = CELMap()
    for (column, field) in record.schema.fields.enumerated() where !record.batch.cell(column, record.row).isNull {
      _ = map.insert(.string(field.name), try Self.field(column, in: &evaluation))
    }
    return .map(map)
  }

  /// A field of a joined record.
  static func field(
    _ name: String, ofJoined alias: Int, in evaluation: inout CELEvaluation, at offset: Int
  ) throws(CELError) -> CELValue {
    guard let row = evaluation.record?.row(ofJoined: alias) else {
      let wanted = evaluation.record.map { $0.joins[alias].alias } ?? "record"
      throw CELError(
        "no '\(wanted)' was found for it, so '\(wanted).\(name)' has no value", at: offset,
        hint: "test it first: \(wanted) != null")
    }
    return try CellValue.value(row[name]) { _ in row.text(name) ?? "" }
  }

  /// Nil where the join found none.
  private func row(ofJoined alias: Int) -> Table.Row? { joined.indices.contains(alias) ? joined[alias] : nil }

  /// A joined record as a map of its fields that are not null, or null if there is none.
  static func value(ofJoined alias: Int, in evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    guard let record = evaluation.record, record.joined.indices.contains(alias), let row = record.joined[alias] else {
      return .null
    }
    var map = CELMap()
    for field in record.joins[alias].schema.fields where !row[field.name].isNull {
      _ = map.insert(.string(field.name), try CellValue.value(row[field.name]) { _ in row.text(field.name) ?? "" })
    }
    return .map(map)
  }
}

/// A cell as a value.
enum CellValue {
  /// The value of a cell; `text` gives the text of a symbol.
  static func value(_ cell: Cell, text: (UInt32) -> String) throws(CELError) -> CELValue {
    switch cell.kind {
    case .null: .null
    case .bool: .bool(cell.bits != 0)
    case .int: .int(Int64(bitPattern: cell.bits))
    case .double: .double(Double(bitPattern: cell.bits))
    case .text: .string(text(UInt32(truncatingIfNeeded: cell.bits)))
    case .timestamp: .timestamp(CELTimestamp(Instant(microseconds: Int64(bitPattern: cell.bits))))
    case .list, .json: try CELText.value(json: text(UInt32(truncatingIfNeeded: cell.bits)))
    }
  }
}
