import CEL
import Rows

/// Counts the records in each interval.
struct CadenceFold: ChunkFold {
  let selects: AttributeTest?
  let at: Int
  let intervals: [CalendarInterval]
  let looksBack: Bool
  private let identity: Int?
  private(set) var unanswered = UnansweredRecords()
  /// The earliest time of any record, before the period too.
  private(set) var earliest: Instant?
  /// By the position of the interval.
  private(set) var counts: [Int: Int64] = [:]

  init(selects: AttributeTest?, at: Int, intervals: [CalendarInterval], looksBack: Bool, identity: Int?) {
    self.identity = identity
    self.looksBack = looksBack
    self.selects = selects
    self.at = at
    self.intervals = intervals
  }

  var columns: Set<Int>? { Set((selects?.columns ?? []) + [at] + [identity].compactMap { $0 }) }
  /// None for a look-back: a pass looks for anchors among admitted records alone.
  var anchor: Anchor? { looksBack ? nil : selects?.anchor }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted { count(batch, Int(row), symbols) }
    if looksBack { for row in batch.earlier { count(batch, Int(row), symbols) } }
  }

  private mutating func count(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) {
    guard let time = batch.cell(at, row).instant else { return }
    earliest = min(earliest ?? time, time)
    guard let place = interval(at: time) else { return }
    switch selects?.evaluate(batch, row, symbols) ?? .holds {
    case .fails: return
    case .holds: counts[place, default: 0] += 1
    case .error(let error):
      let why = selects?.doubt(of: batch, row, error) ?? error.message
      unanswered.note(why, batch, row, symbols, identity: identity, time: at)
    }
  }

  private func interval(at time: Instant) -> Int? {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end <= time { low = middle + 1 } else { high = middle }
    }
    return low < intervals.count && intervals[low].start <= time ? low : nil
  }

  mutating func close(_ symbols: borrowing Symbols) {}
  mutating func merge(_ next: CadenceFold) {
    counts.merge(next.counts) { $0 + $1 }
    unanswered.merge(next.unanswered)
    earliest = [earliest, next.earliest].compactMap { $0 }.min()
  }
}
