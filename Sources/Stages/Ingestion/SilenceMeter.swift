import AuditModel
import Rows

/// The first and last time of a source's used records, and the longest silence between neighbours in time order.
///
/// Times inside a period are kept as one bit a second, so that the answer is exact to the second in bounded memory,
/// whatever the order of the records; the few that lie outside it (kinds that stand) are kept one by one. Where a period
/// is too long for that, as it is in a search without one, silences are not measured.
struct SilenceMeter {
  private let start: Int64
  private let isMeasured: Bool
  private var seconds: [UInt64]
  private var others: Set<Int64> = []
  private var first: Instant?
  private var last: Instant?

  /// Periods longer than this many seconds (about 30 years) are not measured.
  private static let bitLimit: Int64 = 1_000_000_000

  init(bounds: PeriodBounds?) {
    let length = bounds.map { SilenceMeter.second($0.end) - SilenceMeter.second($0.start) } ?? 0
    isMeasured = length <= SilenceMeter.bitLimit
    start = bounds.map { SilenceMeter.second($0.start) } ?? 0
    seconds = length > 0 && isMeasured ? [UInt64](repeating: 0, count: Int(length / 64) + 1) : []
  }

  mutating func note(_ time: Instant) {
    first = first.map { min($0, time) } ?? time
    last = last.map { max($0, time) } ?? time
    guard isMeasured else { return }
    let offset = SilenceMeter.second(time) - start
    if offset >= 0, offset < Int64(seconds.count) * 64 {
      seconds[Int(offset >> 6)] |= 1 << UInt64(offset & 63)
    } else {
      others.insert(offset)
    }
  }

  /// Nil if there was no record; no gap where silences are not measured.
  var span: (first: Instant, last: Instant, gap: Int64?, gapStart: Instant?)? {
    guard let first, let last else { return nil }
    guard isMeasured else { return (first, last, nil, nil) }
    var gap: Int64 = 0
    var gapStart: Int64?
    var before: Int64?
    func meet(_ second: Int64) {
      if let before, second - before > gap {
        gap = second - before
        gapStart = before
      }
      before = second
    }
    let sorted = others.sorted()
    for second in sorted where second < 0 { meet(second) }
    for (index, word) in seconds.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        meet(Int64(index) * 64 + Int64(rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    for second in sorted where second >= 0 { meet(second) }
    return (first, last, gap, gapStart.map { Instant(microseconds: ($0 + start) * Instant.perSecond) })
  }

  /// Whole seconds since the epoch, rounded down.
  private static func second(_ time: Instant) -> Int64 {
    let (quotient, remainder) = time.microseconds.quotientAndRemainder(dividingBy: Instant.perSecond)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
