import AuditModel
import Rows

/// Decides, in file order, which records count: the one place where the classes of the reconciliation are told apart.
///
/// The first class that applies counts: rejected, duplicate, outside the period, filtered, used.
struct Admission {
  private let selection: Selection
  private let bounds: PeriodBounds
  private var keys = KeyTable()
  private var silence: SilenceMeter
  private let hasKey: Bool
  private var sequence: SequenceMeter?
  private var chain: ChainMeter?
  /// The time of the parsed record before, in this file.
  private var previous: Instant?
  private(set) var counts = RecordCounts()
  private var lines = 0
  /// What was looked at ahead of its turn; keeps the looks from being left out.
  private(set) var touched: UInt64 = 0
  /// How many records ahead the table of keys is looked at.
  private static let lookahead = 8
  private(set) var rejections: [Rejection] = []

  /// The positions of the fields by which records are selected.
  private struct Selection {
    let time: Int?
    let from: Int?
    let until: Int?
    let occurs: Bool
  }

  init(_ source: SourceDefinition, bounds: PeriodBounds) {
    let schema = source.kind.schema
    func position(_ field: String?) -> Int? { field.flatMap { schema.position(of: $0) } }
    let time = position(source.kind.selection.time)
    switch source.kind.selection {
    case .occurs: selection = Selection(time: time, from: nil, until: nil, occurs: true)
    case .open(_, let until):
      selection = Selection(time: time, from: time, until: position(until), occurs: false)
    case .standing(_, let until):
      selection = Selection(time: time, from: time, until: position(until), occurs: false)
    }
    self.bounds = bounds
    hasKey = !source.unique.isEmpty || !source.mapping.uniqueExpressions.isEmpty
    sequence = source.mapping.sequence.map { _ in SequenceMeter() }
    chain = source.mapping.chain.map { _ in ChainMeter() }
    silence = SilenceMeter(bounds: selection.occurs ? bounds : nil)
  }

  /// Times of the first and last used record, and the longest silence between neighbours in seconds.
  var span: (first: Instant, last: Instant, gap: Int64?, gapStart: Instant?)? { silence.span }

  var sequenceAccount: SequenceAccount? { sequence?.account }
  var chainAccount: ChainAccount? { chain?.account }

  /// Begins the next file of the source; what was counted so far is returned and forgotten.
  mutating func endFile() -> RecordCounts {
    defer {
      counts = RecordCounts()
      lines = 0
      previous = nil
    }
    return counts
  }

  /// The chunk with its admitted rows marked, and with its records' places in the file.
  mutating func admitting(
    _ parsed: consuming ParsedChunk, source: SourceDefinition, position: Int, file: (index: Int, name: String)
  ) -> ParsedChunk {
    var chunk = parsed
    let ordinalBase = Int(counts.read)
    var key = 0
    for index in chunk.batches.indices {
      chunk.batches[index].source = position
      chunk.batches[index].file = file.index
      chunk.batches[index].lineBase = lines
      chunk.batches[index].ordinalBase = ordinalBase
      let batch = chunk.batches[index]
      var (admitted, earlier): ([UInt32], [UInt32]) = ([], [])
      admitted.reserveCapacity(batch.count)
      for row in 0..<batch.count {
        let unique = hasKey ? chunk.keys[key] : nil
        if hasKey, key + Admission.lookahead < chunk.keys.count, let next = chunk.keys[key + Admission.lookahead] {
          touched ^= keys.touch(next)
        }
        let passes = chunk.passes.isEmpty || chunk.passes[key]
        key += 1
        switch admits(batch, row, unique, passes) {
        case .used: admitted.append(UInt32(row))
        case .earlier: earlier.append(UInt32(row))
        case .left: continue
        }
      }
      chunk.batches[index].admitted = admitted
      chunk.batches[index].earlier = earlier
    }
    let before = lines
    func origin(_ line: UInt32, _ ordinal: UInt32) -> RecordOrigin {
      RecordOrigin(
        source: source.name, file: file.name, line: before + Int(line), ordinal: ordinalBase + Int(ordinal))
    }
    for reject in chunk.rejects where rejections.count < SourceReconciliation.rejectionLimit {
      let place = origin(reject.line, reject.ordinal)
      rejections.append(Rejection(origin: place, reason: reject.reason, excerpt: reject.excerpt))
    }
    for entry in chunk.numbers { sequence?.note(entry, origin(entry.line, entry.ordinal)) }
    for link in chunk.links { chain?.note(link, origin(link.line, link.ordinal)) }
    counts.containers += Int64(chunk.containers)
    counts.rejected += Int64(chunk.rejectedCount)
    counts.read += Int64(chunk.recordCount)
    lines += chunk.lineBreaks
    return chunk
  }

  /// What becomes of a record: it is used, or left out; one before the period may still be looked back at.
  private enum Class {
    case used, earlier, left
  }

  private mutating func admits(
    _ batch: borrowing Batch, _ row: Int, _ key: KeyHash?, _ passes: Bool
  ) -> Class {
    let time = selection.time.flatMap { batch.cell($0, row).instant }
    if let time {
      if let previous, time < previous { counts.outOfOrder += 1 }
      previous = time
    }
    if let key, !keys.insert(key) {
      counts.duplicate += 1
      return .left
    }
    guard belongs(batch, row, time) else {
      counts.outsidePeriod += 1
      return time.map { passes && selection.occurs && $0 < bounds.start } ?? false ? .earlier : .left
    }
    guard passes else {
      counts.filtered += 1
      return .left
    }
    counts.used += 1
    if let time { silence.note(time) }
    return .used
  }

  private func belongs(_ batch: borrowing Batch, _ row: Int, _ time: Instant?) -> Bool {
    if selection.occurs { return time.map { bounds.contains($0) } ?? false }
    if let from = selection.from, let began = batch.cell(from, row).instant, began >= bounds.end { return false }
    if let until = selection.until, let ended = batch.cell(until, row).instant, ended < bounds.start { return false }
    return true
  }
}
