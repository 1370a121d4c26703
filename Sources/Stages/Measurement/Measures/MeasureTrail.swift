import AuditModel
import CEL
package import Rows

/// The records that a measure is taken from, with their places: what a gate names when the figure passes its limit.
package struct MeasureTrail: ChunkFold {
  /// How many records are kept, the first ones in file order; the measure counts all.
  static let recordLimit = 100_000

  let measure: Measure
  private let identity: Int?
  /// Whether the records fail for as long as they stand, whatever their time.
  private let isStanding: Bool
  private let time: Int?
  /// Positions of the fields that an exhibit shows: those that the measure reads, and the record's time.
  private let shown: [Int]
  /// Those of the chunk, whose texts are still codes.
  private var open: [Noted] = []
  private(set) var records: [Kept] = []
  /// Records that were taken, kept or not.
  private(set) var count = 0

  /// What a record added to the figure.
  enum Share: Sendable {
    case counted
    /// For a ratio: whether the condition held.
    case held(Bool)
    case value(Double)
    /// For a peak rate: the window and the key that it was counted under.
    case member(MeasureAccount.KeyPart)
  }

  /// A record with its texts.
  struct Kept: Sendable {
    let place: RecordPlace
    let name: String?
    let at: Instant?
    let group: [String]
    let share: Share
    let values: [String]
  }

  private struct Noted: Sendable {
    let place: RecordPlace
    let identity: Cell
    let key: String?
    let at: Instant?
    let group: [MeasureAccount.KeyPart]
    let share: Share
    let values: [Cell]
  }

  /// Nil for a measure whose figure no single record can be blamed for.
  init?(_ measure: Measure) {
    switch measure.operation {
    case .count, .least, .greatest, .ratio, .percentile, .peakRate: break
    case .sum, .mean, .unique: return nil
    }
    self.measure = measure
    identity = measure.dataset.identity
    if case .standing = measure.dataset.selection { isStanding = true } else { isStanding = false }
    time = measure.dataset.selection.time.flatMap { measure.dataset.schema.position(of: $0) }
    shown = Set((MeasureFold(measure).columns ?? []) + [time].compactMap { $0 }).sorted()
  }

  /// Names of the fields of each record's values.
  var fields: [String] { shown.map { measure.dataset.schema.fields[$0].name } }

  package var columns: Set<Int>? { Set(shown + [identity].compactMap { $0 }) }
  package var anchor: Anchor? { measure.selects?.anchor }

  package mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted {
      let row = Int(row)
      // Where a record cannot be evaluated the measure has no figure, and nothing is to be traced.
      guard case .holds = measure.selects?.evaluate(batch, row, symbols) ?? .holds,
        let share = (try? measure.share(batch, row, symbols)) ?? nil,
        let group = try? measure.group(batch, row, symbols)
      else { continue }
      count += 1
      if open.count < MeasureTrail.recordLimit { note(batch, row, symbols, share, group) }
    }
  }

  private mutating func note(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, _ share: Share,
    _ group: [MeasureAccount.KeyPart]
  ) {
    var values: [Cell] = []
    for column in shown { values.append(batch.cell(column, row)) }
    open.append(
      Noted(
        place: RecordPlace(batch, row),
        identity: identity.map { batch.cell($0, row) } ?? .null, key: batch.key(row),
        at: isStanding ? nil : time.flatMap { batch.cell($0, row).instant }, group: group, share: share, values: values)
    )
  }

  package mutating func close(_ symbols: borrowing Symbols) {
    let symbols = copy symbols
    for noted in open.prefix(MeasureTrail.recordLimit - records.count) {
      let share: Share = if case .member(let part) = noted.share { .member(part.named(symbols)) } else { noted.share }
      records.append(
        Kept(
          place: noted.place,
          name: noted.identity.isNull ? noted.key : CellText.written(noted.identity, symbols), at: noted.at,
          group: noted.group.map { $0.named(symbols).words }, share: share,
          values: noted.values.map { CellText.written($0, symbols) }))
    }
    open = []
  }

  package mutating func merge(_ next: MeasureTrail) {
    count += next.count
    records += next.records.prefix(MeasureTrail.recordLimit - records.count)
  }
}

extension Measure {
  /// What a selected record adds to the figure; nil for nothing.
  fileprivate func share(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols
  ) throws(CELError) -> MeasureTrail.Share? {
    switch operation {
    case .count: return .counted
    case .ratio(let condition):
      switch condition.evaluate(batch, row, symbols) {
      case .holds: return .held(true)
      case .fails: return .held(false)
      case .error: return nil
      }
    case .sum(let value), .mean(let value), .least(let value), .greatest(let value), .percentile(_, let value):
      return try value.number(batch, row, symbols).map { .value($0) }
    case .unique(let key): return try key.part(batch, row, symbols).map { .member($0) }
    case .peakRate(let keys, let window, let time):
      return try MeasureAccount.window(keys, window, time, batch, row, symbols).map { .member($0) }
    }
  }
}
