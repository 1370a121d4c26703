import Chunking
import Rows

/// A format's way to take a record apart into raw values, one for each path of a layout.
protocol RecordParser: ~Copyable {
  /// Takes the record apart, or says why it cannot be taken.
  mutating func parse(_ record: UnsafeBufferPointer<UInt8>) -> String?

  /// What the record holds at a path of the layout, by position.
  func value(_ path: Int) -> RawValue
}

/// Turns a chunk of records into typed columns.
enum ChunkParser {
  private static let excerptLimit = 200

  static func parse(
    _ chunk: RecordChunk, layout: RecordLayout, seeds: [String], with parser: inout some RecordParser & ~Copyable
  ) -> ParsedChunk {
    var parsed = ParsedChunk(seeds: seeds)
    parsed.lineBreaks = chunk.lineBreaks
    parsed.recordCount = chunk.records.count
    unsafe chunk.bytes.withUnsafeBufferPointer { bytes in
      for (index, record) in chunk.records.enumerated() {
        let ordinal = UInt32(truncatingIfNeeded: index + 1)
        let content = unsafe UnsafeBufferPointer(rebasing: bytes[record.start..<record.end])
        if let reason = unsafe take(content, record, ordinal, layout, &parsed, &parser) {
          let excerpt = unsafe RawValue.printable(content, limit: excerptLimit)
          parsed.rejects.append(.init(line: record.line, ordinal: ordinal, reason: reason, excerpt: excerpt))
        }
      }
    }
    return parsed
  }

  /// Enters one record; returns the reason if it is rejected, and then leaves no row.
  private static func take(
    _ content: UnsafeBufferPointer<UInt8>, _ record: RecordChunk.Record, _ ordinal: UInt32, _ layout: RecordLayout,
    _ parsed: inout ParsedChunk, _ parser: inout some RecordParser & ~Copyable
  ) -> String? {
    if record.oversized { return SplittingLimits.oversizedReason }
    if let reason = unsafe parser.parse(content) { return reason }
    parsed.beginRow(columns: layout.columns, line: record.line, ordinal: ordinal)
    let batch = parsed.batches.count - 1
    for (column, field) in layout.schema.fields.enumerated() where layout.isKept[column] {
      do throws(Misfit) {
        let cell = try Typing.cell(parser.value(column), for: field, into: &parsed.symbols)
        if !cell.isNull { parsed.batches[batch].set(column, cell) }
      } catch {
        parsed.dropLastRow()
        return error.reason
      }
    }
    if layout.hasKey { parsed.keys.append(key(layout, parser)) }
    return nil
  }

  /// The hash of the record's unique key; nil if it has none of its values, so that it can repeat nothing.
  private static func key(_ layout: RecordLayout, _ parser: borrowing some RecordParser & ~Copyable) -> KeyHash? {
    var hash = KeyHash()
    var present = false
    for path in layout.columns..<layout.paths.count {
      switch parser.value(path) {
      case .missing: hash.add(word: 0)
      case .bool(let value): hash.add(word: value ? 2 : 1)
      case .int(let value): hash.add(word: UInt64(bitPattern: value))
      case .double(let value): hash.add(word: value.bitPattern)
      case .text(let bytes), .composite(let bytes): unsafe hash.add(bytes)
      }
      if case .missing = parser.value(path) { continue }
      present = true
    }
    return present ? hash : nil
  }
}
