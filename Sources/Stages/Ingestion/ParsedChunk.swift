import Rows

/// A chunk after parsing: its records in columns, and those that could not be taken.
struct ParsedChunk: Sendable {
  /// The full batches, and once the chunk is closed all.
  var batches: [Batch] = []
  /// The batch that records are entered into.
  var open: Batch
  var symbols: Symbols
  /// One for each row of the batches, in order, where the source has a unique key; nil for a record without one.
  var keys: [KeyHash?] = []
  /// One for each row, where the source has a filter: whether the record passes.
  var passes: [Bool] = []
  /// One for each record, rejected or not, where the source has a sequence.
  var numbers: [SequenceEntry] = []
  /// One for each record, rejected or not, where the source has a chain of hashes.
  var links: [ChainLink] = []
  /// Records whose lists were exploded into records of their own.
  var containers = 0
  /// How many records are rejected, and the first of them.
  var rejectedCount = 0
  var rejects: [Reject] = []
  /// Records of the chunk, rejected ones included.
  var recordCount = 0
  var lineBreaks = 0

  struct Reject: Sendable {
    /// Counted from 1 in the chunk.
    let line: UInt32
    let ordinal: UInt32
    let reason: String
    let excerpt: String
  }

  init(columns: Int, seeds: [String]) {
    open = Batch(columns: columns)
    symbols = Symbols(seededWith: seeds)
  }

  /// The columns of a new record.
  mutating func beginRow(line: UInt32, ordinal: UInt32) {
    if open.isFull {
      batches.append(open)
      open = Batch(columns: open.columns)
    }
    open.appendRow(line: line, ordinal: ordinal)
  }

  /// Puts the last batch to the others: no record comes after.
  mutating func close() {
    if open.count > 0 { batches.append(open) }
    open = Batch(columns: 0)
  }
}
