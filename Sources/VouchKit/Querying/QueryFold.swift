import CEL
import JSON
import Rows

/// Finds the records that a condition holds for, counts them, and keeps the first of them in the order of the files.
struct QueryFold: ChunkFold {
  let schema: Schema
  let predicate: RecordPredicate?
  /// Records to keep; `Int.max` for all.
  let limit: Int
  private(set) var found = 0
  /// Records on which the condition cannot be computed, and why the first of them cannot.
  private(set) var failed = 0
  private(set) var failure: String?
  private(set) var kept: [Kept] = []
  private var waiting: [(batch: Batch, rows: [Int])] = []
  private var waitingCount = 0

  /// A record that was found, free of its chunk.
  struct Kept: Sendable {
    let file: Int
    let line: Int
    /// In the order of the schema, as exhibits write them.
    let texts: [String]
    /// The fields that are not null.
    let json: JSONObject
  }

  init(schema: Schema, predicate: RecordPredicate?, limit: Int) {
    self.schema = schema
    self.predicate = predicate
    self.limit = limit
  }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    var rows: [Int] = []
    for position in batch.admitted.indices {
      let row = Int(batch.admitted[position])
      guard matches(batch, row, symbols) else { continue }
      found += 1
      if waitingCount < limit {
        waitingCount += 1
        rows.append(row)
      }
    }
    if !rows.isEmpty { waiting.append((copy batch, rows)) }
  }

  private mutating func matches(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> Bool {
    switch predicate?.evaluate(batch, row, symbols) {
    case .holds, nil: return true
    case .fails: return false
    case .error(let error):
      failed += 1
      if failure == nil { failure = error.message }
      return false
    }
  }

  mutating func close(_ symbols: borrowing Symbols) {
    let symbols = copy symbols
    for (batch, rows) in waiting {
      for row in rows { kept.append(record(batch, row, symbols)) }
    }
    waiting = []
  }

  private func record(_ batch: Batch, _ row: Int, _ symbols: Symbols) -> Kept {
    let cells = schema.fields.indices.map { batch.cell($0, row) }
    let members = zip(schema.fields, cells).compactMap { field, cell in
      cell.isNull ? nil : (field.name, QueryFold.json(cell, symbols))
    }
    return Kept(
      file: batch.file, line: batch.line(row), texts: cells.map { CellText.written($0, symbols) },
      json: JSONObject(members))
  }

  private static func json(_ cell: Cell, _ symbols: Symbols) -> JSONValue {
    let text = { CellText.written(cell, symbols) }
    switch cell.kind {
    case .null: return .null
    case .bool: return .bool(cell.bits != 0)
    case .int:
      let value = Int64(bitPattern: cell.bits)
      return value.magnitude <= 1 << 53 ? .int(value) : .string(String(value))
    case .double: return .double(Double(bitPattern: cell.bits))
    case .text, .timestamp: return .string(text())
    case .list: return .array(CellText.items(symbols.text(UInt32(truncatingIfNeeded: cell.bits))).map { .string($0) })
    case .json: return (try? JSONParser.parse(Array(text().utf8), name: "record")) ?? .string(text())
    }
  }

  mutating func merge(_ next: QueryFold) {
    found += next.found
    failed += next.failed
    failure = failure ?? next.failure
    kept += next.kept.prefix(max(0, limit - kept.count))
  }
}
