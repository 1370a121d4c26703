import AuditModel
import Chunking
import Rows

/// A format's way to take a record apart into raw values, one for each path of a layout.
protocol RecordParser: ~Copyable {
  /// Looks over the chunk whose records come next, in their order.
  mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>, _ records: [RecordChunk.Record])

  /// Takes the record apart, or says why it cannot be taken.
  mutating func parse(_ record: UnsafeBufferPointer<UInt8>) -> String?

  /// What the record holds at a slot of the layout; it stays until the next value is asked for.
  mutating func value(_ slot: Int) -> RawValue

  /// The text at a slot, if there is one and it stands in the record as it is; else `value` says what there is.
  mutating func text(_ slot: Int) -> UnsafeBufferPointer<UInt8>?

  /// Of a flat format, the texts that stand for members of an object at the slot, by the names that lead to them.
  mutating func nested(_ slot: Int) -> [(path: [String], text: String)]

  /// Whether the format holds texts at the slot, so that nothing there is the empty text.
  func hasTexts(_ slot: Int) -> Bool
}

/// Turns records into typed columns.
enum ChunkParser {
  private static let excerptLimit = 200

  /// Adds the records of a chunk to those of `parsed`.
  static func parse(
    _ chunk: RecordChunk, layout: RecordLayout, with parser: inout some RecordParser & ~Copyable,
    into parsed: inout ParsedChunk
  ) {
    let before = parsed.recordCount
    parsed.recordCount += chunk.records.count
    var types = Normalization.Codes()
    var making = RecordMaking()
    unsafe chunk.bytes.withUnsafeBufferPointer { bytes in
      unsafe parser.begin(bytes, chunk.records)
      for (index, record) in chunk.records.enumerated() {
        let ordinal = UInt32(truncatingIfNeeded: before + index + 1)
        let content = unsafe UnsafeBufferPointer(rebasing: bytes[record.start..<record.end])
        var isRead = false
        let reason = unsafe take(content, record, ordinal, layout, &making, &parsed, &types, &parser, &isRead)
        if let slot = layout.sequence {
          let number = isRead ? try? RecordMaking.number(parser.value(slot)) : nil
          parsed.numbers.append(
            SequenceEntry(line: record.line, ordinal: ordinal, number: number, isRejected: reason != nil))
        }
        if let chain = layout.chain {
          var previous: String?
          if reason == nil, let slot = layout.previousHash { previous = parser.value(slot).string }
          parsed.links.append(
            ChainLink(
              chunk.bytes[record.start..<record.end], line: record.line, ordinal: ordinal, previous: previous,
              chain: chain))
        }
        if let reason {
          parsed.rejectedCount += 1
          // No more of them are shown, of however many chunks.
          guard parsed.rejects.count < SourceReconciliation.rejectionLimit else { continue }
          let excerpt = unsafe RawValue.printable(content, limit: excerptLimit)
          parsed.rejects.append(.init(line: record.line, ordinal: ordinal, reason: reason, excerpt: excerpt))
        }
      }
    }
  }

  /// Enters one record; returns the reason if it is rejected, and then leaves no row. `isRead` says whether the parser
  /// holds it, rejected or not.
  private static func take(
    _ content: UnsafeBufferPointer<UInt8>, _ record: RecordChunk.Record, _ ordinal: UInt32, _ layout: RecordLayout,
    _ making: inout RecordMaking, _ parsed: inout ParsedChunk, _ types: inout Normalization.Codes,
    _ parser: inout some RecordParser & ~Copyable, _ isRead: inout Bool
  ) -> String? {
    if let excess = record.excess { return SplittingLimits.reason(of: excess) }
    if let reason = unsafe parser.parse(content) {
      // A reason may quote what is wrong.
      return layout.withholdsValues ? "the record is not well-formed" : reason
    }
    isRead = true
    parsed.beginRow(line: record.line, ordinal: ordinal)
    do throws(Misfit) {
      try making.enter(layout, &parsed, &types, &parser)
      return nil
    } catch {
      parsed.open.dropLastRow()
      return layout.withholdsValues ? error.withheld : error.reason
    }
  }
}
