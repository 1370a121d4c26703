import Rows

/// The record that an expression is computed for: one row of a batch, and the records that joins brought to it.
struct RecordSource {
  let schema: Schema
  let batch: Batch
  let row: Int
  let symbols: Symbols
  let joins: [CELJoin]
  /// One for each join.
  let joined: [JoinedRecord]

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
    switch try evaluation.record?.record(ofJoined: alias) {
    case .found(let row)?: return try CellValue.value(row[name]) { _ in row.text(name) ?? "" }
    case .unmatched(let words)?:
      let wanted = evaluation.record.map { $0.joins[alias].alias } ?? "record"
      throw CELError(
        "\(words), so '\(wanted).\(name)' has no value", at: offset, hint: "test it first: \(wanted) != null")
    case .failed?, nil: throw CELError("there is no record here")
    }
  }

  /// What the join found; an error where it could not look.
  private func record(ofJoined alias: Int) throws(CELError) -> JoinedRecord {
    guard joined.indices.contains(alias) else { return .unmatched("no '\(joins[alias].alias)' was found for it") }
    if case .failed(let error) = joined[alias] { throw error }
    return joined[alias]
  }

  /// Whether a join found a record.
  static func isFound(byJoin alias: Int, in evaluation: inout CELEvaluation) throws(CELError) -> Bool {
    try evaluation.record?.record(ofJoined: alias).row != nil
  }

  /// A joined record as a map of its fields that are not null, or null if there is none.
  static func value(ofJoined alias: Int, in evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    guard let record = evaluation.record, let row = try record.record(ofJoined: alias).row else { return .null }
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
